package io.github.foretoken.papers.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands in documents are understood by the program that they start; those that need files of the project alone also run. */
class DocumentedCommandsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern START = Pattern.compile("^\\s*(?:\\./)?foretoken ");
    /** What stands for a value in a synopsis. */
    private static final Map<String, String> PLACES =
            Map.of("FIGURE", "2", "EXP", "bridge", "EXPERIMENT", "bridge", "WHAT", "global");

    /** A command and where it stands. */
    private record Command(String place, List<String> words) {}

    private static List<Command> commands() throws IOException {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream
                    .concat(Stream.of("README.md", "CONTRIBUTING.md", "examples/README.md").map(PROJECT::resolve), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .flatMap(file -> commands(file).stream())
                    .toList();
        }
    }

    private static List<Command> commands(Path file) {
        try {
            List<Command> commands = new ArrayList<>();
            for (MarkdownPage.Block block : new MarkdownPage(Files.readString(file)).blocks()) {
                if (block.language().isEmpty() || block.language().equals("sh")) {
                    commands.addAll(commands(file, block));
                }
            }
            return commands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Command> commands(Path file, MarkdownPage.Block block) {
        List<Command> commands = new ArrayList<>();
        String place = PROJECT.relativize(file) + ":" + block.line();
        // A line that ends with \ goes on in the next one; what stands behind a wide gap explains the command.
        for (String line : block.code().replaceAll("\\\\\n\\s*", "").split("\n", -1)) {
            for (String part : line.split("\\|", -1)) {
                if (START.matcher(part).find()) {
                    String command = START.matcher(part).replaceFirst("").split(" {2,}| #| 2?>", -1)[0].strip();
                    List<String> words = Arrays.stream(command.split(" +", -1))
                            .filter(word -> !word.startsWith("[") && !word.endsWith("]"))
                            .map(word -> PLACES.getOrDefault(word, word.replace("'", "")))
                            .toList();
                    commands.add(new Command(place, words));
                }
            }
        }
        return commands;
    }

    private static String refusal(Command command) {
        try {
            Cli.everything().parseArgs(command.words().toArray(String[]::new));
            return "";
        } catch (CommandLine.ParameterException e) {
            return command.place() + ": foretoken " + String.join(" ", command.words()) + ": " + e.getMessage();
        }
    }

    @Test
    void areUnderstood() throws IOException {
        List<Command> commands = commands();
        assertThat(commands).hasSizeGreaterThan(40);
        assertThat(commands.stream()
                .filter(command -> !command.words().getFirst().equals("COMMAND") && command.words().size() > 1)
                .map(DocumentedCommandsTest::refusal)
                .filter(refusal -> !refusal.isEmpty())).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThat(refusal(new Command("docs/page.md:3", List.of("predict", "FILE", "--gone"))))
                .isEqualTo("docs/page.md:3: foretoken predict FILE --gone: Unknown option: '--gone'");
    }

    @Test
    void ofExamplesRun() throws IOException {
        List<Command> runnable = commands().stream()
                .filter(command -> List.of("forecast", "predict").contains(command.words().getFirst()))
                .filter(command -> command.words().stream().anyMatch(word -> word.startsWith("examples/")))
                .toList();
        assertThat(runnable).hasSizeGreaterThanOrEqualTo(5);
        for (Command command : runnable) {
            assertThat(Cli.run(withoutFiles(command.words())).exit()).as(command.toString()).isZero();
        }
    }

    /** Reads from the project, and writes nothing but to standard output. */
    private static Object[] withoutFiles(List<String> words) {
        List<Object> result = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (List.of("--output", "--plot", "--report").contains(words.get(i))) {
                i++;
            } else {
                result.add(words.get(i).startsWith("examples/") ? PROJECT.resolve(words.get(i)) : words.get(i));
            }
        }
        return result.toArray();
    }
}
