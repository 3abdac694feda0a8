package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.report.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.io.TempDir;

/** Pages of {@code --report} in a folder of their own. */
abstract class ReportPages {
    @TempDir
    Path folder;

    final Path write(String name, String header, int rows, IntFunction<String> line) throws IOException {
        return Files.writeString(folder.resolve(name),
                header + IntStream.range(0, rows).mapToObj(t -> line.apply(t) + "\n").collect(Collectors.joining()));
    }

    static double wave(int t) {
        return 3 * Math.sin(t * 0.4) + (t * 7919 % 101) / 101.0;
    }

    final Path waves() throws IOException {
        return write("waves.csv", "time,a,b\n", 300, t -> "2024-01-" + (10 + t / 24) + " "
                + String.format(Locale.ROOT, "%02d", t % 24) + ":00," + wave(t) + "," + (t * t % 17));
    }

    /** Runs a command that writes the page of that name, and reads it. */
    final Document page(Object... words) throws IOException {
        Path page = folder.resolve("page.html");
        Cli.Result result = Cli.run(concat(words, "--report", page));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("."));
        return Pages.document(Files.readString(page));
    }

    static Object[] concat(Object[] words, Object... more) {
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    static List<String> sections(Document page) {
        return page.select("section").stream().map(section -> section.id()).toList();
    }

    static void refused(String why, Object... words) {
        Cli.Result result = Cli.run(words);
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.startsWith("foretoken")).toList()).hasSize(1)
                .first()
                .asString()
                .contains(why);
    }
}
