package io.github.foretoken.papers.spectrum;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Forward substitution for stationary sequences, rotations and periodic ones, in O(T (log T + d)) instead of O(T² d). Their
 * kernel matrix has constant diagonals, {@code k(x_{s+t}, x_s) = k(x_{1+t}, x_1)}: A is a Toeplitz matrix, and A mu = Y is a
 * division of power series. That the diagonals are constant is looked at in a sample of pairs, not proved.
 *
 * {@snippet lang = java :
 * StationarySubstitution substitution = StationarySubstitution.of(Kernel.exponential(), tokens);
 * Matrix estimates = substitution.predictNext(tokens);  // row t estimates x_{t+1}
 * double trust = substitution.deviation();          // 1e-12: rounding
 * }
 *
 * <p>Of rotations under the exponential kernel {@link RotationErrors} has the errors for longer sequences, without
 * tokens. Immutable. Source: docs/mathematics.md#stationary-sequences.
 */
public final class StationarySubstitution {
    /** Far above what rounding makes of the tokens of a rotation, far below what is not stationary. */
    private static final double MOST_DEVIATION = 1e-9;
    private static final int PAIRS = 1 << 14;

    private final double value;
    private final double deviation;
    /** Of A / k(x_1, x_1), the first column of the inverse. */
    private final double[] inverse;

    private StationarySubstitution(double value, double deviation, double[] inverse) {
        this.value = value;
        this.deviation = deviation;
        this.inverse = inverse;
    }

    /**
     * Substitution against the kernel matrix of these tokens.
     *
     * @param kernel k, any
     * @param tokens T x d, not modified
     * @throws IllegalArgumentException if there is no token, k(x_1, x_1) is not positive and finite, or the tokens are not
     *         stationary: {@link #deviation} would exceed 1e-9
     */
    public static StationarySubstitution of(Kernel kernel, Matrix tokens) {
        tokens.requireFinite("tokens");
        int n = tokens.rows();
        double value = n == 0 ? 0 : kernel.evaluate(tokens.row(0), tokens.row(0));
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "tokens must begin with one whose kernel value with itself is positive and finite, not " + value);
        }
        double[] first = tokens.row(0);
        double[] column = new double[n];
        Arrays.setAll(column, t -> kernel.evaluate(tokens.row(t), first) / value);
        double deviation = deviation(kernel, tokens, column, value);
        if (!(deviation <= MOST_DEVIATION)) {
            throw new IllegalArgumentException(
                    "tokens must be stationary: kernel values of pairs equally far apart differ by " + deviation
                            + " of k(x_1, x_1); ForwardSubstitution takes any tokens");
        }
        return new StationarySubstitution(value, deviation, PowerSeries.reciprocal(column));
    }

    private static double deviation(Kernel kernel, Matrix tokens, double[] column, double value) {
        SplittableRandom random = new SplittableRandom(0);
        double deviation = 0;
        for (int i = 0; i < PAIRS; i++) {
            int later = random.nextInt(column.length);
            int earlier = i % 2 == 0 ? later : random.nextInt(later + 1);
            double off = kernel.evaluate(tokens.row(later), tokens.row(earlier)) / value - column[later - earlier];
            deviation = Math.max(deviation, Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.abs(off));
        }
        return deviation;
    }

    /**
     * How far the diagonals of the kernel matrix are from constant: the greatest difference among 16,384 pairs, drawn with a
     * fixed seed, half of them on the main diagonal.
     *
     * @return a share of k(x_1, x_1), 1e-9 at most
     */
    public double deviation() {
        return deviation;
    }

    /**
     * The dual coefficients of eq. 8.
     *
     * @param targets T x m, not modified
     * @return mu with A mu = Y, T x m
     * @throws IllegalArgumentException if there are not T rows
     */
    public Matrix solve(Matrix targets) {
        return product(inverse, targets, 1 / value);
    }

    /**
     * The Kaczmarz prediction û, which for tokens of one norm is the limit u* of eq. 7.
     *
     * @param targets T x m, not modified; the last row does not matter
     * @return T x m; row t is of the target of x_t, from earlier ones
     * @throws IllegalArgumentException if there are not T rows
     */
    public Matrix predict(Matrix targets) {
        double[] earlier = inverse.clone();
        // û = Y - D mu, without the cancellation.
        earlier[0] = 0;
        return product(earlier, targets, -1);
    }

    /**
     * The prediction of the next token.
     *
     * @param tokens those of {@link #of}, not modified
     * @return T x d; row t estimates x_{t+1}
     * @throws IllegalArgumentException if there are not T rows
     */
    public Matrix predictNext(Matrix tokens) {
        Matrix targets = Matrix.zeros(tokens.rows(), tokens.cols());
        for (int t = 1; t < tokens.rows(); t++) {
            System.arraycopy(tokens.row(t), 0, targets.data(), (t - 1) * tokens.cols(), tokens.cols());
        }
        return predict(targets);
    }

    private Matrix product(double[] series, Matrix targets, double factor) {
        int n = inverse.length;
        if (targets.rows() != n) {
            throw new IllegalArgumentException(
                    "there must be a row for each of the " + n + " tokens, not " + targets.shape());
        }
        Matrix product = Matrix.zeros(n, targets.cols());
        for (int c = 0; c < targets.cols(); c += 2) {
            int columns = Math.min(2, targets.cols() - c);
            double[] second = columns == 2 ? column(targets, c + 1) : new double[0];
            double[][] both = PowerSeries.products(series, column(targets, c), second, n);
            for (int t = 0; t < n; t++) {
                for (int j = 0; j < columns; j++) {
                    product.data()[t * targets.cols() + c + j] = factor * both[j][t];
                }
            }
        }
        return product;
    }

    private static double[] column(Matrix matrix, int c) {
        return matrix.columns(c, c + 1).toArray();
    }
}
