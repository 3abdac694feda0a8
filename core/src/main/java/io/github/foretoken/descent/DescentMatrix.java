package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.common.Rescaling;
import io.github.foretoken.internal.Ordinary;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.descent.CausalDescent.Step;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.RowSums;
import io.github.foretoken.internal.tile.ScoreTiles;
import java.util.Arrays;

/**
 * The matrix A of eq. 7 for some tokens, as tiles E with rows scaled so that they fit float64, and the step of each row
 * that goes with E: {@code steps[t] E_ts = eta A_ts}. Under an exponential kernel the step goes into the exponent,
 * because eta k(x_t, x_s) fits where its two factors may not; the residual form keeps the two apart, as the weights of a
 * Transformer do, and with them its rounding and its overflow.
 */
final class DescentMatrix {
    /** Unit roundoff of float64. */
    private static final double ROUNDOFF = 0x1p-53;

    final ScoreMicrokernels loops;
    final int threads;
    final ScoreTiles tiles;
    /** Diagonal of E. */
    final double[] diagonal;
    /** Steps for E. */
    final double[] steps;
    /** Exponents whose rounding the diagonal inherits; zero for kernels without. */
    private final double[] exponents;

    DescentMatrix(Kernel chosen, Attention attention, Form form, Step step, Matrix tokens, Parallelism parallelism) {
        Rescaling rescaling = Rescaling.of(chosen, 0);
        Kernel kernel = rescaling.kernel(chosen);
        Matrix features = rescaling.features(tokens);
        threads = parallelism.forPairs(MicrokernelSelection.pairs(features.rows()));
        int count = features.rows();
        loops = MicrokernelSelection.forPairs(MicrokernelSelection.pairs(count));
        boolean exponential = kernel instanceof Kernel.Exponential;
        // A row's sum cancels against its own step 1/A_tt.
        boolean softmax = attention == Attention.SOFTMAX && !step.perToken();
        boolean folded = exponential && !softmax && form == Form.SPLIT;
        double scale = kernel instanceof Kernel.Exponential e ? e.scale() : 0;
        double firstNorm = squaredNorm(features);
        tiles = new ScoreTiles(loops,
                KernelForms.of(kernel,
                        folded && step.perToken() ? KernelForms.Scaling.BY_ROW : KernelForms.Scaling.NONE,
                        folded ? step.exponent(scale * firstNorm) : 0),
                Blocks.of(features));
        Checks.squaredNorms(tiles.squaredNorms(), kernel);
        exponents = new double[count];
        for (int t = 0; t < count; t++) {
            exponents[t] = scale == 0 ? 0 : scale * tiles.squaredNorms()[t];
        }
        double[] sums = !softmax ? null
                : exponential ? RowSums.ofShifted(loops, tiles, threads) : RowSums.of(loops, tiles, threads);
        diagonal = tiles.diagonal();
        // Targets are tokens, or as large.
        Checks.diagonal(diagonal, features, kernel, Ordinary.leastFactor(Blocks.of(features).largest()));
        steps = new double[count];
        if (folded) {
            Arrays.fill(steps, step.sign());
        } else {
            double common = step.value(softmax ? 1 : diagonal[0]);
            for (int t = 0; t < count; t++) {
                steps[t] = step.perToken() ? (diagonal[t] == 0 ? 0 : 1 / diagonal[t])
                        : softmax ? common / sums[t] : common;
            }
        }
    }

    private static double squaredNorm(Matrix features) {
        double norm = 0;
        for (double x : features.row(0)) {
            norm += x * x;
        }
        return norm;
    }

    /** eta A_tt: the iterates of row t converge when it lies in (0, 2). */
    double rate(int t) {
        return steps[t] * diagonal[t];
    }

    /**
     * 1 - eta A_tt, and exactly 0 where that is zero up to rounding. What counts as rounding grows with the exponent
     * (its own error is amplified by exp) and with T (a generated sequence drifts off its sphere by about one roundoff a
     * token).
     */
    double[] selfFactors() {
        double[] factors = new double[steps.length];
        for (int t = 0; t < factors.length; t++) {
            double factor = 1 - rate(t);
            double tolerance = (64 + 8.0 * factors.length) * ROUNDOFF * (1 + Math.abs(exponents[t]));
            factors[t] = Math.abs(factor) <= tolerance ? 0 : factor;
        }
        return factors;
    }
}
