package io.github.foretoken.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.perfkit.Launch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of whole processes. */
class ProcessMainTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--cold --rounds 0 | --rounds must be 1 or more, not 0",
        "--cold --sizes 10,-1 | --sizes must be 1 or more, not -1", "--quick | name what to measure: --cold",
        "--cold --warm | --warm", "--streams --rows many | --rows"})
    void refusesWhatItCannotUseInOneLine(String arguments, String message) {
        String[] said = new String[1];
        assertThat(run(said, arguments.strip().split(" ", -1))).isEqualTo(2);
        assertThat(said[0]).startsWith("bench/run: ").contains(message).hasLineCount(1);
    }

    @Test
    void aPageNeedsFigures() throws Exception {
        Files.createDirectories(root.resolve("bench"));
        Files.writeString(root.resolve("bench/figures.properties"), "");
        String[] said = new String[1];
        assertThat(run(said, "--page", root.resolve("page.md").toString())).isEqualTo(2);
        assertThat(said[0]).contains("nothing has been measured yet");
    }

    @Test
    void whatIsGivenReplacesTheDefaults() {
        Extent quick = Extent.of(true, 1, 70, null);
        assertThat(quick.rounds()).isEqualTo(1);
        assertThat(quick.forks()).isEqualTo(1);
        assertThat(quick.rows()).isEqualTo(70);
        assertThat(quick.sizes()).doesNotContain(65_536);
        Extent full = Extent.of(false, null, null, null);
        assertThat(full.rounds()).isEqualTo(9);
        assertThat(full.forks()).isEqualTo(20);
        assertThat(full.fewRounds()).isEqualTo(3);
        assertThat(full.sizes()).containsExactly(1_000, 4_096, 16_384, 65_536);
    }

    private int run(String[] said, String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Launch.execute(new ProcessMain(root), arguments);
        } finally {
            System.setErr(before);
            said[0] = bytes.toString(StandardCharsets.UTF_8).strip();
        }
    }
}
