package io.github.foretoken.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFailureLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("state"), "before");
        assertThatThrownBy(() -> DurableFile.write(file, out -> {
            out.write(1);
            throw new IOException("no space left");
        })).hasMessage("no space left");
        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("state");
    }

    @Test
    void linksAndPermissionsStay() throws IOException {
        Path file = Files.writeString(folder.resolve("state"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        DurableFile.write(link, out -> out.write('x'));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
    }

    /** A process that is killed while it writes leaves a part; the next one to write removes it, and no other's. */
    @Test
    void leftoversGo() throws IOException {
        String dead = ".state.999999999999-1.part";
        String alive = ".state." + ProcessHandle.current().pid() + "-999.part";
        String other = ".other.999999999999-1.part";
        for (String name : new String[]{dead, alive, other}) {
            Files.writeString(folder.resolve(name), "part");
        }
        DurableFile.write(folder.resolve("state"), out -> out.write('x'));
        assertThat(names()).containsExactlyInAnyOrder("state", alive, other);
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
