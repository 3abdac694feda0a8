package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line means does not depend on whether a whole table is read or a stream of lines. */
class ReadingRulesTest {
    private static final String SOUND = "date,a,b\n2024-03-01,20.5,5\n2024-03-02,21.75,4.5\n2024-03-03,19.25,5.5\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEnd(String end) throws Exception {
        sameAs(SOUND, SOUND.replace("\n", end));
        sameAs(SOUND, SOUND.replace("\n", end).stripTrailing());
        sameAs(SOUND, SOUND.replace("\n", end) + end + end);
    }

    @Test
    void linesAndCellsThatAreNothing() throws Exception {
        sameAs(SOUND, SOUND.replace("\n", ",\n"));
        sameAs(SOUND, SOUND.replace("\n", ",,\n"));
        sameAs(SOUND, SOUND.replace("\n", ", \n"));
        sameAs(SOUND, SOUND.replace("\n", "\n\n"));
        sameAs(SOUND, SOUND.replace("\n", "\r\n \r\n"));
        sameAs(SOUND, SOUND.replace("\n", "\n\"\"\n"));
        sameAs(SOUND, "\n\n" + SOUND);
        sameAs(SOUND, SOUND.replace("20.5", " \"20.5\"").replace(" \"", "\""));
        String noHeader = SOUND.substring(SOUND.indexOf('\n') + 1);
        sameAs(noHeader, noHeader.replace("\n", ",\n"));
    }

    /** With what is wrong, in the words of either. */
    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3,\n|line 3, column 2 (b): the cell is empty", "a\n1\n\n2\n|line 3",
        "a,b\n1,\n3,4\n|line 2, column 2 (b): the cell is empty", "1,2,\n3,4,5\n|column 3", "1,2\n3,\0\n|text",
        "1,2\n\0\n|text", "1,2\n3,\"4|opens a double quote and does not close it", "1,2\n3\n|line 2 has 1 cell where",
        "1,2\n3,NaN\n|line 2, column 2: 'NaN' is not a finite number", "1,2\n3,\"4\"x\n|CSV"})
    void faults(String text) throws Exception {
        String words = text.substring(text.indexOf('|') + 1);
        Path file = Files.writeString(folder.resolve("x.csv"), text.substring(0, text.indexOf('|')));
        for (String command : List.of("predict", "stream")) {
            Cli.Result result = Cli.run(command, file, "--kernel", "linear");
            assertThat(result.exit()).as(command + result.err()).isEqualTo(2);
            assertThat(result.err()).as(command).contains(words);
        }
    }

    @Test
    void skippingEveryLineIsAnError() {
        Cli.Result result = stream("a,b\n1,\n2,\n", "--skip-bad");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(
                "line 2, column 2 (b): the cell is empty (--missing takes such cells); none of the lines holds a token, and all 2");
        assertThat(stream("a,b\n1,\n2,3\n", "--skip-bad").exit()).isZero();
        assertThat(stream("a,b\n", "--skip-bad").exit()).as("nothing to skip").isZero();
    }

    /** A first row of dates and nothing else is no header, for which the row would be lost. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-03-01", "1.3.2024", "03/2024", "2024-03-01T12:00", "12:30", "2024-03-01 06:00:00"})
    void aFirstRowOfDatesIsNoHeader(String date) throws Exception {
        Path file = Files.writeString(folder.resolve("x.csv"), date + ",\n" + date + ",21.5\n" + date + ",23\n");
        for (String command : List.of("predict", "stream")) {
            Cli.Result result = Cli.run(command, file, "--kernel", "linear");
            if (command.equals("predict")) {
                assertThat(result.err()).contains("line 1, column 2: the cell is empty");
            }
            assertThat(result.exit()).as(result.err()).isEqualTo(2);
        }
        assertThat(Cli.run("forecast", file).err()).contains("T = 3 rows");
        Path named = Files.writeString(folder.resolve("y.csv"), "id,2024-01,2024-02\n1,5,6\n2,7,8\n3,5,6\n");
        assertThat(Cli.run("forecast", named).err()).contains("T = 3 rows, d = 2 (2024-01, 2024-02)");
    }

    /** A column of times or row numbers is none of data, however its numbers run. */
    @Test
    void timesAndRowNumbersAreNoData() throws Exception {
        for (String column : List.of("timestamp 5 3 9 9 1", "No 1 2 3 4 5", "date 20240103 20240101 20240101 7 8")) {
            String[] cells = column.split(" ", -1);
            StringBuilder text = new StringBuilder(cells[0] + ",v\n");
            for (int i = 1; i < cells.length; i++) {
                text.append(cells[i]).append(',').append(i * i).append('\n');
            }
            Path file = Files.writeString(folder.resolve("x.csv"), text);
            for (String command : List.of("predict", "stream")) {
                assertThat(Cli.run(command, file).err()).as(column)
                        .contains("note: column 1 (" + cells[0] + ") is skipped: it looks like a date or an index");
            }
        }
    }

    /** What comes before any pair of tokens that far apart is said to be nothing. */
    @Test
    void aHorizonBeyondTheStreamIsSaid() {
        for (String method : List.of("least-squares", "persistence")) {
            assertThat(stream("1\n2\n3\n", "--method", method, "--horizon", "3").err())
                    .contains("no two of the 3 tokens are 3 apart");
            assertThat(stream("1\n2\n3\n4\n", "--method", method, "--horizon", "3").err()).doesNotContain("apart");
        }
    }

    /** However many columns are skipped, one line says so. */
    @Test
    void skippedColumnsAreOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("x.csv"), "date,a,b,c,d,e,v\n1,x,x,x,x,x,7\n2,y,y,y,y,y,9\n");
        String note = "note: column 1 (date) is skipped: it looks like a date or an index; --columns can choose it; ";
        String text = "column 2 (a), column 3 (b), column 4 (c) and 2 more are skipped: they hold text such as 'x'";
        for (String command : List.of("predict", "stream")) {
            assertThat(Cli.run(command, file).err().lines().findFirst()).contains(note + text);
        }
    }

    /** A coordinate without a value in the first object is a bad line, as it is in every later one; text is no coordinate. */
    @Test
    void aNullInTheFirstObjectIsABadLine() {
        for (String none : List.of("null", "\"NaN\"", "\"1.5\"")) {
            String lines =
                    "{\"a\":" + none + ",\"b\":1,\"s\":\"x\",\"n\":\"\"}\n{\"a\":2,\"b\":3}\n{\"a\":4,\"b\":5}\n";
            Cli.Result result = stream(lines);
            assertThat(result.exit()).as(none).isEqualTo(2);
            assertThat(result.err()).contains("line 1, field 'a': ").contains("is not a number");
            Cli.Result skipping = stream(lines, "--skip-bad");
            assertThat(skipping.out()).startsWith("token,a,b\n").hasLineCount(3);
        }
    }

    @Test
    void numbersThatJsonDoesNotHaveAreNamed() {
        for (String word : List.of("NaN", "Infinity", "-Infinity")) {
            Cli.Result result = stream("[1]\n[" + word + "]\n");
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("line 2 is not JSON: ", "is no number of JSON; correct it")
                    .doesNotContain("`");
        }
    }

    /** A stream that may go on later waits for the end of a line; one that may not takes what is there. */
    @Test
    void aHalfWrittenLastLine() throws Exception {
        Path file = Files.writeString(folder.resolve("p.csv"), "1.5\n2.25\n3.12");
        assertThat(Cli.run("stream", file).out()).hasLineCount(3);
        Object[] command = {"stream", file, "--output", folder.resolve("o"), "--checkpoint", folder.resolve("c")};
        Cli.Result half = Cli.run(command);
        assertThat(half.exit()).isZero();
        assertThat(half.err()).contains("p.csv, line 3 has no line end, and is no token before it has one");
        assertThat(folder.resolve("o")).content().hasLineCount(2);
        Files.writeString(file, "1.5\n2.25\n3.125\n4.0\n");
        assertThat(Cli.run(command).exit()).isZero();
        assertThat(folder.resolve("o")).hasContent(Cli.run("stream", file).out());
        assertThat(Cli.runWithInput("1\n2".getBytes(StandardCharsets.UTF_8), "stream", "-", "--checkpoint",
                folder.resolve("d")).out()).hasLineCount(1);
    }

    /** A forecast that was computed elsewhere, from the file in every form of it. */
    @Test
    void theForecastOfAKnownFile() throws Exception {
        String text;
        try (InputStream in = ReadingRulesTest.class.getResourceAsStream("days.csv")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String form : List.of(text, text.replace("\n", "\r"), text.replace("\n", ",\n"),
                text.replace("2024-03-11", "\n2024-03-11"))) {
            Path file = Files.writeString(folder.resolve("days.csv"), form);
            for (String command : List.of("predict", "stream")) {
                Cli.Result result = Cli.run(command, file, "--kernel", "gaussian:5", "--increments");
                assertThat(result.exit()).as(result.err()).isZero();
                String[] last = result.out().lines().toList().getLast().split(",", -1);
                assertThat(Double.parseDouble(last[last.length - 2])).isCloseTo(25.23617707329287, within(1e-12));
                assertThat(Double.parseDouble(last[last.length - 1])).isCloseTo(5.312596682556408, within(1e-12));
            }
        }
    }

    private void sameAs(String sound, String text) throws Exception {
        Path soundFile = Files.writeString(folder.resolve("sound.csv"), sound);
        Path file = Files.writeString(folder.resolve("x.csv"), text);
        for (String command : List.of("predict", "stream")) {
            Cli.Result expected = Cli.run(command, soundFile, "--kernel", "gaussian:5", "--increments");
            Cli.Result result = Cli.run(command, file, "--kernel", "gaussian:5", "--increments");
            assertThat(expected.exit()).as(expected.err()).isZero();
            assertThat(result.exit()).as(command + " " + result.err()).isZero();
            assertThat(result.out()).as(command).isEqualTo(expected.out());
        }
    }

    private static Cli.Result stream(String input, String... options) {
        Object[] args = new Object[options.length + 2];
        args[0] = "stream";
        args[1] = "-";
        System.arraycopy(options, 0, args, 2, options.length);
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8), args);
    }
}
