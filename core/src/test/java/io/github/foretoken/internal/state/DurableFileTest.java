package io.github.foretoken.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
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

    @Test
    void aLinkToWhatIsNotThereYetStays() throws IOException {
        Path file = folder.resolve("state");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        DurableFile.write(second, out -> out.write('x'));
        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(file).isRegularFile().hasContent("x");
    }

    @Test
    void aLoopOfLinksAndADeviceAreRefused() throws IOException {
        Path a = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> DurableFile.write(a, out -> out.write('x')));
        Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> DurableFile.write(device, out -> out.write('x')))
                .withMessageContaining("a pipe or a device");
        assertThat(device).isSymbolicLink();
        assertThat(names()).containsExactlyInAnyOrder("a", "b", "device");
    }

    /** A process that is killed while it writes leaves a part; the next one to write removes it, and no other's. */
    @Test
    void leftoversGo() throws Exception {
        String alive = ProcessTag.next();
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        String pid = String.format("%08x", process.pid());
        String dead = pid + alive.substring(8);
        String elsewhere = pid + "00000000" + alive.substring(16);
        String shorter = dead.substring(1);
        for (String tag : new String[]{dead, alive, elsewhere, shorter}) {
            Files.writeString(folder.resolve("." + tag + ".state"), "part");
        }
        Files.writeString(folder.resolve("." + dead + ".other"), "part");
        DurableFile.write(folder.resolve("state"), out -> out.write('x'));
        assertThat(names()).containsExactlyInAnyOrder("state", "." + alive + ".state", "." + elsewhere + ".state",
                "." + shorter + ".state", "." + dead + ".other");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
