package io.github.foretoken.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.table.CellRules;
import io.github.foretoken.cli.table.CsvText;
import io.github.foretoken.cli.table.Dialect;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainLineTest {
    private static final List<String> ODD = List.of("", " ", " 1", "1 ", "NaN", "-", "+", ".", "e5", "1e", "1e400",
            "-1e400", "0x1p3", "1d", "1f", "1_000", "1,5", "\"1\"", "\"", "Infinity", "1.2.3", "--1", "1-2", "a",
            "\u0661", "1\u00a0", "-0", "+.5", "5.", "00012", "1E+05", "4.9e-324", "2e-324", "1.7976931348623157e308",
            "1.7976931348623159e308", "9007199254740993", "0.1000000000000000055511151231257827",
            "123456789012345678901234567890");

    /** Whatever the cells are: the same numbers as by the rules of cells, to the bit, or nothing is said. */
    @Test
    void saysWhatTheRulesOfCellsSay() {
        Random random = new Random(5);
        Dialect dialect = new Dialect(';', '.');
        CellRules rules = new CellRules('.', List.of());
        Columns columns = new Columns(Columns.Layout.CSV, List.of("c", "a", "d"), List.of(2, 0, 3), 4, List.of(),
                dialect, new KeyColumns(List.of(), List.of()));
        PlainLine plain = PlainLine.of(columns);
        int said = 0;
        for (int i = 0; i < 200_000; i++) {
            int width = random.nextInt(20) == 0 ? random.nextInt(6) : 4;
            String line = IntStream.range(0, width).mapToObj(c -> cell(random)).collect(Collectors.joining(";"));
            double[] token = new double[3];
            if (!plain.parse(line, token)) {
                continue;
            }
            said++;
            List<String> cells = CsvText.cells(line, dialect);
            assertThat(cells).as(line).hasSize(4);
            for (int c = 0; c < 3; c++) {
                double expected = rules.value(cells.get(columns.positions().get(c)));
                assertThat(token[c]).as(line).isFinite().isEqualTo(expected);
            }
        }
        assertThat(said).isGreaterThan(100_000);
    }

    private static String cell(Random random) {
        if (random.nextInt(30) == 0) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> Double.toString(random.nextGaussian());
            case 2 -> String.format("%.3f", 1000 * random.nextGaussian());
            default -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isFinite(any) ? Double.toString(any) : "0";
            }
        };
    }

    @Test
    void oddCellsAreLeftToTheRules() {
        PlainLine plain = PlainLine.of(new Columns(Columns.Layout.CSV, List.of("a"), List.of(0), 1, List.of(),
                new Dialect(',', '.'), new KeyColumns(List.of(), List.of())));
        List<String> numbers =
                List.of("-0", "+.5", "5.", "00012", "1E+05", "4.9e-324", "2e-324", "1.7976931348623157e308",
                        "9007199254740993", "0.1000000000000000055511151231257827", "123456789012345678901234567890");
        for (String cell : ODD) {
            double[] token = new double[1];
            assertThat(plain.parse(cell, token)).as(cell).isEqualTo(numbers.contains(cell));
            if (numbers.contains(cell)) {
                assertThat(token[0]).isEqualTo(Double.parseDouble(cell));
            }
        }
    }
}
