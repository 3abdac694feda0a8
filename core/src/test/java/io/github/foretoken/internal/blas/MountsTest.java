package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MountsTest {
    @TempDir
    private Path folder;

    @Test
    void theInnermostMountCounts() throws IOException {
        Path root = folder.toRealPath();
        Path file = Files.createFile(Files.createDirectories(root.resolve("a b/c")).resolve("lib.so"));
        String place = root.toString().replace(" ", "\\040");
        assertThat(forbids(file, "tmpfs " + place + " tmpfs rw,noexec 0 0")).isTrue();
        assertThat(forbids(file, "tmpfs " + place + " tmpfs rw,noexecutable 0 0")).isFalse();
        assertThat(forbids(file, "x / x rw 0 0\nx " + place + "/a\\040b x ro,nosuid,noexec 0 0\ny /y x rw 0 0"))
                .isTrue();
        assertThat(forbids(file, "x / x rw,noexec 0 0\nx " + place + "/a\\040b x rw 0 0")).isFalse();
        assertThat(forbids(file, "x " + place + " x rw,noexec 0 0\nx " + place + " x rw 0 0")).isFalse();
        assertThat(forbids(file, "x " + place + "/a x rw,noexec 0 0")).isFalse();
        assertThat(forbids(file, "nonsense")).isFalse();
        assertThat(Mounts.read(root.resolve("absent")).forbidExecution(file)).isFalse();
        assertThat(Mounts.ofSystem().forbidExecution(Path.of(System.getProperty("java.home"), "bin/java"))).isFalse();
    }

    private boolean forbids(Path file, String list) throws IOException {
        return Mounts.read(Files.writeString(folder.resolve("mounts"), list + "\n")).forbidExecution(file);
    }
}
