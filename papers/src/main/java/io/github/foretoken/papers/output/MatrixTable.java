package io.github.foretoken.papers.output;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named matrices: the table behind heat maps. As CSV it has one row an element, with numbers that read back as the same
 * doubles; rows and columns are counted from 0, and elements that are NaN, because there are none, are left out.
 */
public final class MatrixTable {
    private final Map<String, Matrix> matrices = new LinkedHashMap<>();

    /** Adds a matrix, copied. */
    public MatrixTable add(String name, Matrix matrix) {
        matrices.put(name, Matrix.of(matrix.toArray(), matrix.rows(), matrix.cols()));
        return this;
    }

    /** Writes the CSV, whole or not at all. */
    public void write(Path file) throws IOException {
        StringBuilder csv = new StringBuilder("matrix,row,column,value\n");
        matrices.forEach((name, matrix) -> {
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.cols(); j++) {
                    if (!Double.isNaN(matrix.get(i, j))) {
                        csv.append(name).append(',').append(i).append(',').append(j).append(',');
                        csv.append(matrix.get(i, j)).append('\n');
                    }
                }
            }
        });
        OutputFile.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
