package io.github.foretoken.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.cli.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash makes of {@code foretoken completion}. */
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final List<String> COMMANDS = List.of("forecast", "predict", "stream", "evaluate", "report",
            "generate", "train", "figure", "ical", "mechanics", "info", "completion", "man", "help");

    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void write() throws IOException {
        Cli.Result result = Cli.run("completion");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains(COMMANDS);
        script = Files.writeString(folder.resolve("foretoken.bash"), result.out());
    }

    @Test
    void completesCommandsOptionsAndValues() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "there is no bash here");
        assertThat(completed("")).containsAll(COMMANDS);
        assertThat(completed("fore")).containsExactly("forecast");
        assertThat(completed("predict", "--qu")).containsExactly("--quiet");
        assertThat(completed("ical", "w")).containsExactly("windows");
        // Labels that are alike in the help must not mix their values.
        assertThat(completed("predict", "--header", "")).containsExactlyInAnyOrder("auto", "yes", "no");
        assertThat(completed("predict", "--attention", "")).containsExactlyInAnyOrder("unnormalized", "softmax");
        assertThat(completed("predict", "--form", "")).containsExactlyInAnyOrder("split", "residual");
        assertThat(completed("train", "--schedule", "")).containsExactlyInAnyOrder("cosine", "constant");
        assertThat(completed("stream", "--format", "")).containsExactlyInAnyOrder("csv", "jsonl");
        // What a command refuses is not offered.
        assertThat(completed("forecast", "--missing", "")).containsExactlyInAnyOrder("impute", "error", "hold");
        assertThat(completed("evaluate", "--missing", "")).containsExactlyInAnyOrder("error", "hold", "skip");
        assertThat(completed("predict", "--missing", "")).containsExactlyInAnyOrder("impute", "error", "hold", "skip");
    }

    private List<String> completed(String... words) throws Exception {
        String typed = String.join(" ", Stream.of(words).map(word -> "'" + word + "'").toList());
        String program = "compopt() { :; }; source '" + script + "' && COMP_WORDS=(foretoken " + typed + ") COMP_CWORD="
                + words.length + " && _complete_foretoken; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder(BASH.toString(), "--norc", "-c", program).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said.lines().map(String::strip).toList();
    }
}
