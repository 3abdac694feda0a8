package io.github.foretoken.cli.report;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.table.CsvText;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.table.TextTable;
import io.github.foretoken.cli.terminal.InputException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code predict} or {@code forecast} wrote.
 *
 * @param values rows of the levels' columns
 * @param levels of the intervals; none where there are none
 * @param forecast whether the rows follow the series, as those of {@code forecast} do, whose first column says when
 * @param notes what the user should know of the file, a line each
 */
public record PredictionsFile(Matrix values, Levels levels, boolean forecast, List<String> notes) {
    private static final String LOWER = ".lower";

    /**
     * Reads it, whatever format it is in.
     *
     * @param names of the columns of the series
     * @param asked levels, which a file without names has; none where it has none
     * @throws InputException if it holds something else
     */
    public static PredictionsFile read(Path file, List<String> names, Levels asked) {
        TextTable table = TableReader.text(file, false, FileRules.DEFAULT);
        if (table.rows().isEmpty() && table.names().isEmpty()) {
            throw new InputException(file + " is empty; give the file that predict or forecast wrote");
        }
        if (!table.names().isEmpty()) {
            return named(file, table, table.names(), table.rows(), names, asked);
        }
        List<String> first = table.rows().getFirst().cells();
        boolean bare = first.stream().noneMatch(cell -> Double.isNaN(number(table, cell)));
        return bare && !first.containsAll(names) ? unnamed(file, table, names.size(), asked)
                : named(file, table, first, table.rows().subList(1, table.rows().size()), names, asked);
    }

    /** Written as an array, or of a file whose columns have no names. */
    private static PredictionsFile unnamed(Path file, TextTable table, int d, Levels asked) {
        int width = table.rows().getFirst().cells().size();
        if (width != asked.width(d)) {
            int most = width / d;
            throw new InputException(file + " has " + width + (width == 1 ? " column" : " columns")
                    + " without names, and the series has " + d
                    + (asked.count() > 0 ? ", " + asked.width(d) + " with the intervals of --level " + asked : "")
                    + "; choose the same with --columns"
                    + (width % d == 0 && most > 1 && most % 2 == 1
                            ? ", or say with --level which intervals these are, of " + most / 2
                                    + (most == 3 ? " level" : " levels")
                            : ""));
        }
        return new PredictionsFile(numbers(file, table, table.rows(), 0, width, width), asked, false, table.notes());
    }

    private static PredictionsFile named(Path file, TextTable table, List<String> header, List<TextTable.Row> rows,
            List<String> names, Levels asked) {
        List<String> levels = header.stream()
                .filter(name -> name.startsWith(names.getFirst() + LOWER))
                .map(name -> name.substring(names.getFirst().length() + LOWER.length()))
                .toList();
        Levels found = levels.isEmpty() ? Levels.NONE : levels(file, String.join(",", levels));
        List<String> wanted = found.labels(names);
        boolean forecast = header.size() == wanted.size() + 1;
        for (int i = 0; i < wanted.size(); i++) {
            String here = i + (forecast ? 1 : 0) < header.size() ? header.get(i + (forecast ? 1 : 0)) : "nothing";
            if (!here.equals(wanted.get(i)) || header.size() > wanted.size() + 1) {
                throw new InputException(
                        file + ": where the column " + Cell.quote(wanted.get(i)) + " should be there is "
                                + Cell.quote(header.size() > wanted.size() + 1 ? header.getLast() : here)
                                + "; choose the columns that were predicted with --columns");
            }
        }
        if (asked.count() > 0 && !asked.equals(found)) {
            throw new InputException(file + " has " + (found.count() == 0 ? "no intervals" : "the intervals " + found)
                    + ", as its header says, and not those of --level " + asked + "; leave --level out");
        }
        if (rows.isEmpty()) {
            throw new InputException(file + " has a header and no rows; give the file that predict or forecast wrote");
        }
        return new PredictionsFile(numbers(file, table, rows, forecast ? 1 : 0, wanted.size(), header.size()), found,
                forecast, table.notes());
    }

    private static Levels levels(Path file, String list) {
        try {
            return Levels.parse(list);
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": the header's levels, " + e.getMessage(), e);
        }
    }

    /** Those of {@code count} columns, from {@code from} on, of {@code width}. */
    private static Matrix numbers(Path file, TextTable table, List<TextTable.Row> rows, int from, int count,
            int width) {
        Matrix numbers = Matrix.zeros(rows.size(), count);
        for (int i = 0; i < rows.size(); i++) {
            TextTable.Row row = rows.get(i);
            if (row.cells().size() != width) {
                throw new InputException(file + ", line " + row.line() + " has " + CsvText.count(row.cells().size())
                        + ", the first has " + width + "; was it cut off? Write it again");
            }
            for (int c = 0; c < count; c++) {
                String cell = row.cells().get(from + c);
                double number = number(table, cell);
                if (Double.isNaN(number)) {
                    throw new InputException(file + ", line " + row.line() + ", column " + (from + c + 1) + ": "
                            + Cell.quote(cell) + " is not a number; give the file that predict or forecast wrote");
                }
                numbers.data()[i * count + c] = number;
            }
        }
        return numbers;
    }

    /** NaN for none; intervals of which nothing is known have infinite ends, which are text in JSON. */
    private static double number(TextTable table, String cell) {
        return switch (table.word(cell)) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> table.rules().value(cell);
        };
    }
}
