package io.github.foretoken.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.cli.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code foretoken man} writes, and what groff makes of it. */
class ManTest {
    private static final Path GROFF = Path.of("/usr/bin/groff");
    private static final Pattern OPTION = Pattern.compile("(?m)^ {2,6}(?:-., )?(--[a-z0-9-]+)");

    @TempDir
    private Path folder;

    private static String page(String... command) {
        Cli.Result result = Cli.run(Stream.concat(Stream.of("man"), Stream.of(command)).toArray());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    @Test
    void aPageHasItsSectionsInOrder() {
        assertThat(page("predict").lines().filter(line -> line.startsWith(".SH"))).containsExactly(".SH \"NAME\"",
                ".SH \"SYNOPSIS\"", ".SH \"DESCRIPTION\"", ".SH \"ARGUMENTS\"", ".SH \"OPTIONS\"", ".SH \"KERNELS\"",
                ".SH \"NOTES\"", ".SH \"EXAMPLES\"", ".SH \"EXIT STATUS\"", ".SH \"SEE ALSO\"");
        assertThat(page()).contains(".SH \"COMMANDS\"\n.TP\n\\fBforecast\\fR\n", "foretoken\\-ical(1)")
                .doesNotContain("%n");
        assertThat(page("ical", "windows")).startsWith(".TH \"FORETOKEN\\-ICAL\\-WINDOWS\" \"1\"");
        // What picocli formats is formatted, and what only looks like a format is not.
        assertThat(page("train")).contains("60 % train, 20 % validate");
    }

    /** Whatever its text holds, no line of a page is a request that was not meant. */
    @Test
    void textIsNoRequest() throws IOException {
        for (Path file : written()) {
            assertThat(Files.readAllLines(file)).as(file.toString())
                    .allMatch(line -> line.matches("\\.(TH|SH) .*|\\.(TP|PP|nf|fi)|[^.' ].*|  .*"))
                    .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7F));
        }
    }

    private List<Path> written() throws IOException {
        Path pages = folder.resolve("share/man1");
        Cli.Result result = Cli.run("man", "--output-dir", pages);
        assertThat(result.exit()).as(result.err()).isZero();
        List<Path> files = result.out().lines().map(Path::of).toList();
        try (Stream<Path> all = Files.list(pages)) {
            assertThat(all).containsExactlyInAnyOrderElementsOf(files).hasSizeGreaterThan(18);
        }
        return files;
    }

    @Test
    void groffReadsEveryPageWithoutAWarning() throws Exception {
        assumeTrue(Files.isExecutable(GROFF), "there is no groff here");
        for (Path file : written()) {
            Process groff = new ProcessBuilder(GROFF.toString(), "-man", "-ww", "-Tascii", "-P-cbu", "-rLL=400n",
                    file.toString()).redirectError(folder.resolve("err").toFile()).start();
            String text = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(groff.waitFor()).isZero();
            assertThat(folder.resolve("err")).as(file.toString()).isEmptyFile();
            assertThat(text).contains("EXIT STATUS");
            String name = file.getFileName().toString().replaceAll("\\.1$", "");
            Object[] words = Stream.concat(Stream.of(name.split("-", -1)).skip(1), Stream.of("--help")).toArray();
            Matcher option = OPTION.matcher(Cli.run(words).out());
            int count = 0;
            while (option.find()) {
                count++;
                assertThat(text).as(name).containsPattern("(?m)^ +(-., )?" + option.group(1) + "\\b");
            }
            assertThat(count).as(name).isPositive();
        }
    }

    @Test
    void refusesWhatThereIsNot() {
        refused("unknown command 'x'; available: forecast, predict", "x");
        refused("unknown command 'y'", "predict", "y");
        refused("--output-dir writes all pages", "predict", "--output-dir", folder);
        refused("cannot be made", "--output-dir", "/dev/null/man1");
    }

    private static void refused(String message, Object... arguments) {
        Cli.Result result = Cli.run(Stream.concat(Stream.of("man"), Stream.of(arguments)).toArray());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }
}
