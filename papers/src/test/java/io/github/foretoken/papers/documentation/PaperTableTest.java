package io.github.foretoken.papers.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/paper.md} names classes and methods that exist, and a test for each line that computes something. */
class PaperTableTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path PAGE = PROJECT.resolve("docs/paper.md");
    /** {@code Type} or {@code Type.method}. */
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.([a-z]\\w+))?`");
    private static final Pattern TEST = Pattern.compile("`\\w+(?:Test|Properties)\\.\\w+`");

    /** Sources by the name of their class, those that the build writes included. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("core", "cli", "papers", "testkit", "proptest")) {
            for (String folder : List.of("src", "target/generated-sources/made")) {
                Path root = PROJECT.resolve(module).resolve(folder);
                if (Files.exists(root)) {
                    try (Stream<Path> files = Files.walk(root)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .forEach(file -> sources.merge(file.getFileName().toString().replace(".java", ""),
                                        read(file), String::concat));
                    }
                }
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> missing(String page, Map<String, String> sources) {
        return NAME.matcher(page).results().filter(name -> !exists(name, sources)).map(MatchResult::group).toList();
    }

    private static boolean exists(MatchResult name, Map<String, String> sources) {
        String source = sources.get(name.group(1));
        return source != null && (name.group(2) == null
                || Pattern.compile("[\\w>\\]] " + name.group(2) + "\\(").matcher(source).find());
    }

    @Test
    void everythingItNamesIsThere() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(NAME.matcher(page).results()).hasSizeGreaterThan(80);
        assertThat(missing(page, sources())).isEmpty();
    }

    @Test
    void namesWhatIsNotThere() throws IOException {
        assertThat(missing("`CausalDescent.iterate`, `CausalDescent.gone`, `Gone`, `GoneTest.is`", sources()))
                .containsExactly("`CausalDescent.gone`", "`Gone`", "`GoneTest.is`");
    }

    @Test
    void everyLineNamesATestOrSaysWhyNot() throws IOException {
        List<String> rows = Files.readAllLines(PAGE)
                .stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| in the paper |")
                        && !line.startsWith("| what |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(35)
                .allMatch(row -> TEST.matcher(row).find() || row.contains("nothing is computed in it"));
    }
}
