package io.github.foretoken.cli.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code predict} or {@code forecast} wrote as CSV.
 *
 * @param values rows of the levels' columns
 * @param levels of the intervals; none where there are none
 * @param forecast whether the rows follow the series, as those of {@code forecast} do, whose first column says when
 */
public record PredictionsFile(Matrix values, Levels levels, boolean forecast) {
    private static final String LOWER = ".lower";

    /**
     * Reads it.
     *
     * @param names of the columns of the series
     * @throws InputException if it holds something else
     */
    public static PredictionsFile read(Path file, List<String> names) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give the CSV file that predict or forecast wrote");
        }
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            for (CsvRecord line : reader) {
                rows.add(line.getFields());
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (MalformedInputException | CsvParseException e) {
            throw new InputException(file + " is no CSV file in UTF-8, as predict and forecast write them", e);
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(file + " cannot be read; give the CSV file that predict or forecast wrote", e);
        }
        if (rows.isEmpty()) {
            throw new InputException(file + " is empty; give the CSV file that predict or forecast wrote");
        }
        boolean bare = rows.getFirst().stream().noneMatch(cell -> Double.isNaN(number(cell)));
        return bare ? unnamed(file, rows, names.size()) : named(file, rows, names);
    }

    /** Written of a file whose columns have no names. */
    private static PredictionsFile unnamed(Path file, List<List<String>> rows, int d) {
        if (rows.getFirst().size() != d) {
            throw new InputException(file + " has " + rows.getFirst().size()
                    + " columns without names, and the series has " + d
                    + "; choose the same with --columns, or give the series a header, from which intervals get names");
        }
        int[] columns = new int[d];
        for (int c = 0; c < d; c++) {
            columns[c] = c;
        }
        return new PredictionsFile(numbers(file, rows, 0, columns), Levels.NONE, false);
    }

    private static PredictionsFile named(Path file, List<List<String>> rows, List<String> names) {
        List<String> header = rows.getFirst();
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
        if (rows.size() == 1) {
            throw new InputException(
                    file + " has a header and no rows; give the CSV file that predict or forecast wrote");
        }
        int[] columns = new int[wanted.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = c + (forecast ? 1 : 0);
        }
        return new PredictionsFile(numbers(file, rows, 1, columns), found, forecast);
    }

    private static Levels levels(Path file, String list) {
        try {
            return Levels.parse(list);
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": the header's levels, " + e.getMessage(), e);
        }
    }

    private static Matrix numbers(Path file, List<List<String>> rows, int first, int[] columns) {
        int width = rows.getFirst().size();
        Matrix numbers = Matrix.zeros(rows.size() - first, columns.length);
        for (int i = first; i < rows.size(); i++) {
            if (rows.get(i).size() != width) {
                throw new InputException(file + ", row " + (i + 1) + " has " + rows.get(i).size()
                        + " cells, the first has " + width + "; was it cut off? Write it again");
            }
            for (int c = 0; c < columns.length; c++) {
                String cell = rows.get(i).get(columns[c]);
                double number = number(cell);
                if (Double.isNaN(number)) {
                    throw new InputException(file + ", row " + (i + 1) + ", column " + (columns[c] + 1) + ": "
                            + Cell.quote(cell) + " is not a number; give the CSV file that predict or forecast wrote");
                }
                numbers.data()[(i - first) * columns.length + c] = number;
            }
        }
        return numbers;
    }

    /** NaN for none; intervals of which nothing is known have infinite ends. */
    private static double number(String cell) {
        return switch (cell.strip()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Cell.value(cell);
        };
    }
}
