package io.github.foretoken.bench.process;

import io.github.foretoken.Matrix;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** CSV files to measure with. */
final class TokenFile {
    private static final int SCALE = 10_000;

    private TokenFile() {}

    /** The rows of a matrix, to the last digit, under a header. */
    static void write(Path file, Matrix matrix) {
        write(file, matrix.rows(), matrix.cols(), (row, line) -> {
            for (int c = 0; c < matrix.cols(); c++) {
                line.append(c == 0 ? "" : ",").append(matrix.get(row, c));
            }
        });
    }

    /** Columns that each remember nine tenths of their last value, with four decimals. */
    static void writeSeries(Path file, int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[] state = new double[columns];
        write(file, rows, columns, (row, line) -> {
            for (int c = 0; c < columns; c++) {
                state[c] = 0.9 * state[c] + random.nextGaussian();
                long digits = Math.round(SCALE * Math.abs(state[c]));
                line.append(c == 0 ? "" : ",").append(state[c] < 0 ? "-" : "").append(digits / SCALE).append('.');
                line.append(Long.toString(SCALE + digits % SCALE), 1, 5);
            }
        });
    }

    private interface Row {
        void append(int row, StringBuilder line);
    }

    private static void write(Path file, int rows, int columns, Row content) {
        StringBuilder line = new StringBuilder();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int c = 0; c < columns; c++) {
                line.append(c == 0 ? "" : ",").append('c').append(c + 1);
            }
            writer.append(line).append('\n');
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                content.append(row, line);
                writer.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new PerfkitException(file + " cannot be written (" + e + ")", e);
        }
    }

    /** The numbers of a CSV file, row by row; a header is passed over. */
    static List<double[]> read(Path file) {
        try {
            List<double[]> rows = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isEmpty() && "0123456789-.".indexOf(line.charAt(0)) >= 0) {
                    String[] cells = line.split(",", -1);
                    double[] row = new double[cells.length];
                    for (int c = 0; c < row.length; c++) {
                        row[c] = Double.parseDouble(cells[c]);
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException | NumberFormatException e) {
            throw new PerfkitException(file + " is no CSV file of numbers (" + e + ")", e);
        }
    }
}
