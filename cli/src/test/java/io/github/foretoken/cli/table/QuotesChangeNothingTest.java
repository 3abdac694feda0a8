package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.terminal.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines without quotes are cut by code of our own, and lines with quotes by a library: the same cells are the same table. */
class QuotesChangeNothingTest {
    private static final String[] NUMBERS = {"1.5", "-2", "+3e5", ".25", "4.", "1E-300", "0", "-0.0",
        "123456789012345678", "0.1000000000000000055511151231257827", "1e400", "  7 ", "NA", "", "nan", "1-2", "e5"};

    /** With each kind of line end; of each of many files a few cells are no numbers. */
    @ParameterizedTest
    @CsvSource({"',', LF", "';', CRLF", "'|', CR", "',', MIXED"})
    void theTableIsTheSame(char separator, String ends) throws IOException {
        Random random = new Random(separator);
        for (int file = 0; file < 60; file++) {
            int width = 2 + random.nextInt(4);
            List<List<String>> rows = new ArrayList<>();
            boolean odd = file % 3 == 0;
            for (int i = 0; i < 40; i++) {
                List<String> row = new ArrayList<>();
                row.add("2024-01-" + (10 + i % 20) + " " + (10 + i / 20) + ":00");
                for (int j = 1; j < width; j++) {
                    row.add(odd && random.nextInt(8) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)]
                            : Double.toString(random.nextGaussian()));
                }
                rows.add(row);
            }
            String plain = text(rows, separator, ends, false);
            String quoted = text(rows, separator, ends, true);
            assertThat(said(quoted)).as(plain).isEqualTo(said(plain));
        }
    }

    private static String text(List<List<String>> rows, char separator, String ends, boolean quotes) {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(row.stream()
                    .map(cell -> quotes ? '"' + cell + '"' : cell)
                    .collect(Collectors.joining(String.valueOf(separator))));
            text.append(switch (ends) {
                case "LF" -> "\n";
                case "CRLF" -> "\r\n";
                case "CR" -> "\r";
                default -> random.nextBoolean() ? "\n" : "\r\n";
            });
        }
        return text.toString();
    }

    /** All that is learned of a file, or why it is refused. */
    private static String said(String text) throws IOException {
        StringBuilder said = new StringBuilder();
        for (Missing missing : List.of(Missing.ERROR, Missing.HOLD)) {
            try {
                Table table = TableReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null,
                        missing, FileRules.DEFAULT);
                said.append(table.labels())
                        .append(table.notes())
                        .append(Arrays.toString(table.values().toArray()))
                        .append(Arrays.toString(table.filled()))
                        .append(table.times());
            } catch (InputException e) {
                said.append(e.getMessage());
            }
        }
        return said.toString();
    }
}
