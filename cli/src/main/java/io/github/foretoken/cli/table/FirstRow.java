package io.github.foretoken.cli.table;

import io.github.foretoken.internal.Excerpt;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** The first row of a CSV file, whose cells alone did not say that it is a header, beside the rows below it. */
final class FirstRow {
    /** Fewer rows below say nothing. */
    private static final int LEAST = 3;
    /** Ranges of a column by which a number is no value of it. */
    private static final double FAR = 10;

    private final List<String> fields;
    private final CsvColumn[] below;
    private final CellRules rules;

    /** @param below what is known of the columns without it */
    FirstRow(List<String> fields, CsvColumn[] below, CellRules rules) {
        this.fields = fields;
        this.rules = rules;
        this.below = below;
    }

    /** Whether it is text where each row below has a date or a time. */
    boolean namesTimes() {
        return IntStream.range(0, below.length)
                .anyMatch(j -> rules.kind(fields.get(j)) == Cell.TEXT && !CsvHeader.isTime(fields.get(j))
                        && !below[j].numeric() && below[j].times());
    }

    /**
     * Whether it holds whole numbers, no two alike, each of them far from all others of its column: of sensors, or years.
     *
     * @param cells of all rows, this one included, row-major
     */
    boolean isFarFromAll(double[] cells, int rows) {
        int width = below.length;
        return width > 1 && rows > LEAST && areNumerals() && IntStream.range(0, width).allMatch(j -> {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = 1; i < rows; i++) {
                double x = cells[i * width + j];
                least = x < least ? x : least;
                greatest = x > greatest ? x : greatest;
            }
            double far = FAR * (greatest - least);
            return cells[j] > greatest + far || cells[j] < least - far;
        });
    }

    /** Whether it counts the columns from 0 on, as some programs name them: nobody can tell. */
    boolean counts() {
        return fields.size() >= LEAST
                && IntStream.range(0, fields.size()).allMatch(j -> fields.get(j).strip().equals(Integer.toString(j)));
    }

    /** As it can be shown on one line. */
    @Override
    public String toString() {
        return Excerpt.of(String.join(",", fields));
    }

    private boolean areNumerals() {
        return fields.stream().map(String::strip).allMatch(cell -> cell.matches("\\d+"))
                && new HashSet<>(fields).size() == fields.size();
    }
}
