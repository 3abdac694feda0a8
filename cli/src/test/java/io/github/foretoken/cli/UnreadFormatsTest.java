package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of known formats that are not read: one line says which it is and what makes a table of it. */
class UnreadFormatsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"ARROW1\\0\\0, is an Arrow or Feather file", "FEA1\\0\\0\\0\\0, is an Arrow or Feather file",
        "ÿÿÿÿ\\20\\0\\0\\0, is an Arrow or Feather file", "(µ/ýabcd, is packed by Zstandard: give what zstdcat makes"})
    void areRefusedByNameWithAWayOut(String start, String message) throws IOException {
        byte[] bytes = start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("x.feather"), bytes);
        for (String command : new String[]{"forecast", "predict", "stream", "evaluate"}) {
            Cli.Result result = Cli.run(command, file);
            assertThat(result.exit()).as(command).isEqualTo(2);
            assertThat(result.err()).as(command).startsWith("foretoken: " + file + " " + message).hasLineCount(1);
            assertThat(result.out()).as(command).isEmpty();
        }
    }

    @Test
    void parquetPackedByZstandardIsRefused() throws IOException {
        Path file = folder.resolve("days.parquet");
        try (InputStream in = UnreadFormatsTest.class.getResourceAsStream("days-zstd.parquet")) {
            Files.copy(in, file);
        }
        Cli.Result result = Cli.run("predict", file);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1)
                .contains("such as Zstandard; pack them by Snappy, as pandas.read_parquet(");
    }
}
