package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    private static final byte[] CONTENT = "whole".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void replacesAFileAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old and longer");
        OutputFile.write(file, CONTENT);
        assertThat(file).hasContent("whole");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsNotCommittedLeavesTheOldFileAsItWas() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        try (OutputFile output = OutputFile.open(file)) {
            Files.write(output.part(), CONTENT);
        }
        assertThat(file).hasContent("old");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        Path file = directory.resolve("missing/file");
        assertThatThrownBy(() -> OutputFile.write(file, CONTENT)).isInstanceOf(InputException.class)
                .hasMessage(file + " cannot be written: the directory " + file.getParent() + " does not exist");
        assertThatThrownBy(() -> OutputFile.write(directory, CONTENT)).isInstanceOf(InputException.class)
                .hasMessage(directory + " is a directory; give the name of a file");
    }
}
