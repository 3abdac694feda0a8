package io.github.foretoken.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.foretoken.cli.Cli;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} shows, for every command there is. */
class HelpTest {
    private static final int WIDTH = 80;
    private static final Pattern EXAMPLE = Pattern.compile("(?:^|\\| )\\s*(foretoken [^|]*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @ParameterizedTest
    @MethodSource("commands")
    void fitsATerminal(String command) {
        List<String> lines = help(command).lines().toList();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH).isEqualTo(line.stripTrailing()));
        assertThat(lines).hasSizeGreaterThan(3).anyMatch(line -> line.startsWith("Usage: foretoken"));
    }

    /** A line that goes on below without need was broken by hand for another width. */
    @ParameterizedTest
    @MethodSource("commands")
    void isWrappedOnce(String command) {
        List<String> lines = help(command).lines().toList();
        for (int i = 0; i + 1 < lines.size(); i++) {
            String line = lines.get(i);
            String next = lines.get(i + 1);
            boolean goesOn = !next.isBlank() && Character.isLowerCase(next.charAt(0)) && !line.startsWith(" ");
            if (goesOn) {
                String word = next.split(" ", 2)[0];
                assertThat(line.length() + 1 + word.length()).as(line + "\n" + next).isGreaterThanOrEqualTo(WIDTH);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesNoOptionThatItLacks(String command) {
        List<String> known = find(command).getCommandSpec()
                .options()
                .stream()
                .flatMap(option -> Stream.concat(Arrays.stream(option.names()),
                        Arrays.stream(option.negatable() ? new String[]{option.longestName().replace("--", "--no-")}
                                : new String[0])))
                .toList();
        String prose = help(command).replaceAll("(?m)^ *foretoken .*$", "");
        Matcher named = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*").matcher(prose);
        while (named.find()) {
            assertThat(known).contains(named.group());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesAreUnderstood(String command) {
        for (String example : examples(help(command))) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(example.substring("foretoken ".length()).split("  +| > ", 2)[0]);
            while (word.find()) {
                words.add(word.group(1) != null ? word.group(1) : word.group(2));
            }
            assertThatCode(() -> Cli.everything().parseArgs(words.toArray(String[]::new))).as(example)
                    .doesNotThrowAnyException();
        }
    }

    /** Broken anywhere else a name of a file or an option would be two. */
    @ParameterizedTest
    @MethodSource("commands")
    void breaksNoWord(String command) {
        String unbroken = help(command).replaceAll("\\s+", " ");
        CommandSpec spec = find(command).getCommandSpec();
        Stream.of(Arrays.stream(spec.usageMessage().description()), Arrays.stream(spec.usageMessage().footer()),
                spec.options().stream().flatMap(option -> Arrays.stream(option.description())),
                spec.positionalParameters().stream().flatMap(parameter -> Arrays.stream(parameter.description())))
                .flatMap(texts -> texts)
                .forEach(text -> assertThat(unbroken).contains(text.strip().replaceAll("\\s+", " ")));
    }

    @Test
    void theFirstScreenSaysWhatToType() {
        String help = help("");
        assertThat(help.lines().count()).isLessThanOrEqualTo(40);
        assertThat(examples(help)).hasSizeGreaterThanOrEqualTo(5)
                .first()
                .asString()
                .startsWith("foretoken forecast FILE.csv");
    }

    @Test
    void offersOnlyWhatIsTaken() {
        assertThat(help("forecast")).contains("impute (default)").doesNotContain("skip:");
        assertThat(help("evaluate")).contains("skip:").doesNotContain("impute");
        assertThat(help("stream")).doesNotContain("descent").doesNotContain("auto  ");
        assertThat(help("predict")).contains("descent", "auto", "impute", "skip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ical nonsense", "ical", "mechanics nonsense", "mechanics", "figure nonsense", "figure",
        "nonsense", "help nonsense"})
    void unknownNamesAreAnsweredWithTheList(String typed) {
        Cli.Result result = Cli.run((Object[]) typed.split(" ", -1));
        assertThat(result.exit()).isEqualTo(2);
        String first = typed.split(" ", -1)[0];
        List<String> names = switch (first) {
            case "ical" -> List.of("bridge", "commuting", "positions", "depth", "augmented", "plain", "windows");
            case "mechanics" ->
                    List.of("graph", "example", "global", "local", "path", "acyclic", "counts", "train", "predict");
            case "figure" -> List.of("2, 3, 4, ode, conjecture, spectrum");
            default -> List.of("forecast", "predict", "stream", "evaluate", "report", "generate", "train", "info");
        };
        assertThat(result.err()).hasLineCount(1).contains(names);
    }

    private static Stream<String> commands() {
        return names("", Cli.everything());
    }

    private static Stream<String> names(String name, CommandLine line) {
        return Stream.concat(Stream.of(name),
                line.getSubcommands()
                        .entrySet()
                        .stream()
                        .flatMap(sub -> names((name + " " + sub.getKey()).strip(), sub.getValue())));
    }

    private static CommandLine find(String command) {
        CommandLine line = Cli.everything();
        for (String name : command.isEmpty() ? new String[0] : command.split(" ", -1)) {
            line = line.getSubcommands().get(name);
        }
        return line;
    }

    private static String help(String command) {
        Cli.Result result = Cli.run((Object[]) (command + " --help").strip().split(" ", -1));
        assertThat(result.exit()).isZero();
        return result.out();
    }

    /** The help's examples, each in one line. */
    private static List<String> examples(String help) {
        String joined = help.replaceAll("\\\\\\R *", "");
        return joined.lines()
                .filter(line -> line.startsWith("  "))
                .flatMap(line -> EXAMPLE.matcher(line).results())
                .map(found -> found.group(1).strip())
                .filter(example -> example.matches("foretoken [a-z]+ .*"))
                .toList();
    }
}
