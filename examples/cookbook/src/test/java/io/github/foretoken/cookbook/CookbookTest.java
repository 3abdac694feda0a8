package io.github.foretoken.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages show programs as they are, and what they print. A comment {@code <!-- file: PATH -->} above a block says which file it is,
 * and {@code <!-- prints: PROGRAM -->} above another what the program prints.
 */
class CookbookTest {
    private static final String FILE = "file:";
    private static final String PRINTS = "prints:";
    /** What programs are given here, so that paths are right and nothing takes minutes. */
    private static final Map<String, List<String>> ARGUMENTS =
            Map.of("FirstForecast", List.of("../sunspots.csv"), "CsvColumns", List.of("../rotation.csv"),
                    "ObserveBenchmark", List.of("-f", "0", "-wi", "2", "-w", "500ms", "-i", "2", "-r", "1"));

    private static List<CodeBlock> blocks(String mark) throws IOException {
        return CodeBlock.ofDocuments().stream().filter(block -> block.note().startsWith(mark)).toList();
    }

    static List<CodeBlock> shown() throws IOException {
        return blocks(FILE);
    }

    static List<CodeBlock> printed() throws IOException {
        return blocks(PRINTS);
    }

    @ParameterizedTest
    @MethodSource("shown")
    void pageShowsTheFile(CodeBlock block) throws IOException {
        Path file = CodeBlock.PROJECT.resolve(block.note().substring(FILE.length()).strip());
        assertThat(block.code()).as(block.place()).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void printsWhatThePageSays(CodeBlock block) throws Exception {
        String program = block.note().substring(PRINTS.length()).strip();
        assertThat(run(program)).as(block.place()).isEqualTo(block.code());
    }

    private static String run(String program) throws Exception {
        String[] arguments = ARGUMENTS.getOrDefault(program, List.of()).toArray(String[]::new);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Class.forName("io.github.foretoken.cookbook." + program)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } finally {
            System.setOut(out);
            Locale.setDefault(locale);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** A program that no page shows, or whose output no page has, would not be looked at. */
    @Test
    void everyProgramIsOnAPage() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/github/foretoken/cookbook"))) {
            List<String> programs = sources.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .toList();
            assertThat(printed().stream().map(block -> block.note().substring(PRINTS.length()).strip()))
                    .containsExactlyInAnyOrderElementsOf(programs);
            assertThat(shown().stream().map(block -> block.note().replaceFirst(".*/(\\w+)\\.java", "$1")))
                    .containsAll(programs);
        }
    }
}
