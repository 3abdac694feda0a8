package io.github.foretoken.cli.text;

import io.github.foretoken.Kernel;
import java.util.Arrays;

/**
 * {@code k(x, y) / k(x, x)} between contexts of p bytes, each of which stands for a unit vector, from a table of what two
 * bytes contribute. Exponential and Gaussian kernels are products over the places; any other is a function of
 * {@code <x, y>}, a sum over the places, because all contexts have one norm.
 */
final class ContextKernel {
    private static final int BYTES = 256;

    private final Kernel kernel;
    private final int context;
    /** Rows for the byte of the query, columns for the other. */
    private final double[][] shares;
    private final boolean product;
    private final double[][] current;

    /**
     * Prepares the table.
     *
     * @param vectors 256 unit vectors, not modified
     * @throws IllegalArgumentException if the kernel's values do not fit float64
     */
    ContextKernel(Kernel kernel, double[][] vectors, int context) {
        this.kernel = kernel;
        this.context = context;
        double scale = switch (kernel) {
            case Kernel.Exponential e -> e.scale();
            case Kernel.Gaussian g -> 1 / g.width() / g.width();
            default -> 0;
        };
        product = scale != 0;
        shares = new double[BYTES][BYTES];
        for (int a = 0; a < BYTES; a++) {
            for (int b = 0; b < BYTES; b++) {
                double inner = 0;
                for (int c = 0; c < vectors[a].length; c++) {
                    inner += vectors[a][c] * vectors[b][c];
                }
                inner = a == b ? 1 : inner;
                shares[a][b] = product ? Math.exp(scale * (inner - 1)) : inner;
            }
        }
        if (!product && !(Double.isFinite(value(context)) && Double.isFinite(1 / value(context)))) {
            throw new IllegalArgumentException("its values for contexts of " + context + " bytes do not fit float64");
        }
        current = new double[context][];
    }

    /** Chooses the query: bytes as in {@link ContextWindow#last}. */
    void query(long bytes) {
        for (int age = 0; age < context; age++) {
            current[age] = shares[(int) (bytes >>> (Byte.SIZE * age)) & 0xFF];
        }
    }

    /** The query's values with {@code count} contexts from one on; their bytes of one age stand in one array each. */
    void values(byte[][] others, int from, int count, double[] values) {
        Arrays.fill(values, 0, count, product ? 1 : 0);
        for (int age = 0; age < context; age++) {
            if (product) {
                multiply(values, current[age], others[age], from, count);
            } else {
                add(values, current[age], others[age], from, count);
            }
        }
        if (!product) {
            double whole = value(context);
            for (int j = 0; j < count; j++) {
                values[j] = value(values[j]) / whole;
            }
        }
    }

    private static void multiply(double[] values, double[] share, byte[] bytes, int from, int count) {
        for (int j = 0; j < count; j++) {
            values[j] *= share[bytes[from + j] & 0xFF];
        }
    }

    private static void add(double[] values, double[] share, byte[] bytes, int from, int count) {
        for (int j = 0; j < count; j++) {
            values[j] += share[bytes[from + j] & 0xFF];
        }
    }

    /** k(x, y) from the inner product of x and y, both of squared norm p: (a, b) and (a, -b), exact for x = y. */
    private double value(double inner) {
        double a = Math.sqrt(Math.max(0, context + inner) / 2);
        double b = Math.sqrt(Math.max(0, context - inner) / 2);
        return kernel.evaluate(new double[]{a, b}, new double[]{a, -b});
    }
}
