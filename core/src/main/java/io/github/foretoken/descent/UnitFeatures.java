package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Checks;

/**
 * Projections do not change when features are divided by their lengths. Those of an exponential kernel, which need not fit
 * float64, are then the features of a Gaussian one.
 */
final class UnitFeatures {
    private UnitFeatures() {}

    /** A kernel with the same projections, whose k(x, x) is 1 where this one's is an exponential. */
    static Kernel kernel(Kernel kernel) {
        // exp(scale <x, y>) / sqrt(exp(scale |x|²) exp(scale |y|²)) = exp(-scale |x - y|² / 2)
        return kernel instanceof Kernel.Exponential exponential ? Kernel.gaussian(1 / Math.sqrt(exponential.scale()))
                : kernel;
    }

    /** The root of k(x, x) of each row. */
    static double[] lengths(Kernel kernel, Matrix rows) {
        double[] lengths = new double[rows.rows()];
        for (int i = 0; i < lengths.length; i++) {
            double[] x = rows.row(i);
            lengths[i] = kernel.evaluate(x, x);
        }
        Checks.diagonal(lengths, rows, kernel, Double.MIN_NORMAL);
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Math.sqrt(lengths[i]);
        }
        return lengths;
    }
}
