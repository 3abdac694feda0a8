package io.github.foretoken.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] CONTENT = "whole".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void replacesAFileAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old and longer");
        AtomicFile.write(file, CONTENT);
        assertThat(file).hasContent("whole");
        assertThat(directory).isDirectoryContaining(file::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        Path file = directory.resolve("missing/file");
        assertThatThrownBy(() -> AtomicFile.write(file, CONTENT)).isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": its directory does not exist");
        assertThatThrownBy(() -> AtomicFile.write(directory, CONTENT)).isInstanceOf(IOException.class)
                .hasMessage("cannot write " + directory + ": it is a directory");
        assertThat(AtomicFile.reason(new AccessDeniedException("file"))).isEqualTo("permission denied");
    }
}
