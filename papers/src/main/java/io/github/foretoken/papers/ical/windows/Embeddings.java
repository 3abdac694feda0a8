package io.github.foretoken.papers.ical.windows;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.train.Safetensors;
import io.github.foretoken.cli.train.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** A unit vector for each token, row by row of a table. */
public final class Embeddings {
    private final Matrix table;

    private Embeddings(Matrix table) {
        this.table = table;
    }

    /** Uniform on the unit sphere of R^d, independent. */
    public static Embeddings random(int tokens, int d, long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        Matrix table = Matrix.zeros(tokens, d);
        for (int i = 0; i < table.data().length; i++) {
            table.data()[i] = random.nextGaussian();
        }
        return new Embeddings(table);
    }

    /** Given vectors, rows of a matrix of any norms but zero; shared. */
    public static Embeddings of(Matrix table) {
        return new Embeddings(table);
    }

    /**
     * Rows of a file's table.
     *
     * @param file NPY, or safetensors with the tensor named {@code tensor}; null if it has one table only
     * @throws InputException if there is no such table
     */
    public static Embeddings read(Path file, String tensor) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
            if (tensor != null) {
                throw new InputException("--tensor is for safetensors files, and " + file + " is none");
            }
            return new Embeddings(TableReader.read(file, null).values());
        }
        Map<String, Tensor> tensors = Safetensors.read(file).tensors();
        List<String> tables = tensors.keySet().stream().filter(name -> tensors.get(name).shape().size() == 2).toList();
        if (tensor == null && tables.size() != 1) {
            throw new InputException(file + " has " + tables.size() + " tables"
                    + (tables.isEmpty() ? "" : " (" + String.join(", ", tables) + ")")
                    + "; name the one of the embeddings with --tensor");
        }
        String name = tensor == null ? tables.getFirst() : tensor;
        if (!tables.contains(name)) {
            throw new InputException(file + " has no table " + name + "; it has "
                    + (tables.isEmpty() ? "none" : String.join(", ", tables)));
        }
        Tensor table = tensors.get(name);
        return new Embeddings(Matrix.of(table.values(), table.shape().get(0), table.shape().get(1)));
    }

    /** How many tokens there are. */
    public int count() {
        return table.rows();
    }

    /** d. */
    public int dimension() {
        return table.cols();
    }

    /**
     * The unit vector of a token.
     *
     * @throws InputException if its row is zero, or not finite
     */
    double[] unit(int token) {
        double[] row = table.row(token);
        double norm = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new InputException("row " + token + " of the embeddings, counted from 0, has the norm " + norm
                    + " and therefore no direction");
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= norm;
        }
        return row;
    }
}
