package io.github.foretoken.papers.spectrum;

import java.util.Arrays;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Reciprocals of long power series, block by block: forward substitution with a triangular Toeplitz matrix whose tiles
 * are applied by transforms of two blocks' length, those of tiles and of solved blocks being kept.
 * {@code O(T²/B + T log B)} operations and memory for 4 T numbers beside the series and its reciprocal; errors are
 * those of short transforms, where one transform of everything would have those of a long one and as much room for its
 * padding.
 */
final class BlockReciprocal {
    private final double[] series;
    private final int block;
    /** Of the first block's own reciprocal. */
    private final double[][] first;
    /** Half spectra, of tiles on the diagonals below the main one, and of solved blocks. */
    private final double[][][] tiles;
    private final double[][][] solved;

    private BlockReciprocal(double[] series, int block) {
        this.series = series;
        this.block = block;
        int blocks = (series.length + block - 1) / block;
        tiles = new double[blocks][][];
        solved = new double[blocks][][];
        first = spectrum(PowerSeries.reciprocal(Arrays.copyOf(series, block)), 0);
    }

    /**
     * The series whose product with another is 1.
     *
     * @param series coefficients, the first of which is 1; not modified
     * @param block a power of 2, 2 or more
     * @return as many coefficients
     */
    static double[] of(double[] series, int block) {
        if (series.length <= block) {
            return PowerSeries.reciprocal(series);
        }
        BlockReciprocal work = new BlockReciprocal(series, block);
        double[] reciprocal = new double[series.length];
        for (int k = 0; k < work.solved.length; k++) {
            double[] values = work.solve(k);
            int from = k * block;
            System.arraycopy(values, 0, reciprocal, from, Math.min(block, series.length - from));
        }
        return reciprocal;
    }

    /** Block k, from all before it. */
    private double[] solve(int k) {
        double[] values;
        if (k == 0) {
            values = PowerSeries.reciprocal(Arrays.copyOf(series, block));
        } else {
            // On diagonal k stand the values whose places differ by less than a block from k blocks.
            tiles[k] = spectrum(series, (k - 1) * block);
            double[][] sum = new double[2][block + 1];
            for (int j = 0; j < k; j++) {
                addProduct(tiles[k - j], solved[j], sum);
            }
            double[] known = inverse(sum);
            double[][] right = new double[2][2 * block];
            for (int i = 0; i < block; i++) {
                right[0][i] = -known[block + i];
            }
            transform(right, TransformType.FORWARD);
            double[][] product = new double[2][block + 1];
            addProduct(first, right, product);
            values = Arrays.copyOf(inverse(product), block);
        }
        solved[k] = k + 1 < solved.length ? spectrum(values, 0) : null;
        return values;
    }

    /** Of 2 B values from a place on (of a block: B, and zeros), the half that the other one mirrors. */
    private double[][] spectrum(double[] values, int from) {
        double[][] parts = new double[2][2 * block];
        System.arraycopy(values, from, parts[0], 0, Math.min(2 * block, values.length - from));
        transform(parts, TransformType.FORWARD);
        return new double[][]{Arrays.copyOf(parts[0], block + 1), Arrays.copyOf(parts[1], block + 1)};
    }

    private double[] inverse(double[][] half) {
        double[][] parts = {Arrays.copyOf(half[0], 2 * block), Arrays.copyOf(half[1], 2 * block)};
        for (int i = 1; i < block; i++) {
            parts[0][2 * block - i] = half[0][i];
            parts[1][2 * block - i] = -half[1][i];
        }
        transform(parts, TransformType.INVERSE);
        return parts[0];
    }

    private void addProduct(double[][] a, double[][] b, double[][] sum) {
        double[] re = sum[0];
        double[] im = sum[1];
        double[] a0 = a[0];
        double[] a1 = a[1];
        double[] b0 = b[0];
        double[] b1 = b[1];
        for (int i = 0; i <= block; i++) {
            re[i] += a0[i] * b0[i] - a1[i] * b1[i];
            im[i] += a0[i] * b1[i] + a1[i] * b0[i];
        }
    }

    private static void transform(double[][] parts, TransformType type) {
        FastFourierTransformer.transformInPlace(parts, DftNormalization.STANDARD, type);
    }
}
