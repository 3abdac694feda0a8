package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.common.Rescaling;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.online.KernelSum;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import java.util.Arrays;
import java.util.Objects;

/**
 * The map that t pairs have taught, eq. 9: {@code W_t = sum over s of mu_s phi(x_s)^*}, from which the Kaczmarz prediction
 * comes. Each pair corrects it by the least change that makes it right for that pair, so the newest one is met exactly:
 * {@code W_t phi(x_t) = y_t}. A token with k(x_s, x_s) = 0 teaches nothing.
 *
 * {@snippet lang = java :
 * LearnedMap map = LearnedMap.of(Kernel.gaussian(2.5), tokens);  // from x_s to x_{s+1}
 * double[] next = map.at(tokens.row(tokens.rows() - 1));         // the forecast of ForwardSubstitution.predict
 * double away = map.uncertainty(next);                           // 0 where all is known, at most sqrt(k(z, z))
 * }
 *
 * <p>Every W that has {@code W phi(x_s) = y_s} for the pairs lies near, point by point:
 * {@code |W phi(z) - W_t phi(z)| <= |W| u(z)}, |W| being the operator norm (the Hilbert-Schmidt norm is not less), and u the
 * {@link #uncertainty(double[])}. Among the u that depend on z and the tokens alone it is the least.
 *
 * <p>Immutable and safe for use by several threads. Source: Sander and Peyré, arXiv 2410.03011, eq. 9 and Prop. 4; proofs:
 * docs/mathematics.md#the-learned-map.
 */
public final class LearnedMap {
    private final Kernel kernel;
    private final Rescaling rescaling;
    private final Matrix features;
    /** Where the kernel is exponential, of values divided by k(x_s, x_s), so that large norms cannot overflow. */
    private final KernelSum sum;
    private final int columns;
    /** {@code |y_s|² - |û_s|²}. */
    private final double[] gains;

    private LearnedMap(Kernel kernel, Matrix features, Matrix targets) {
        this.kernel = kernel;
        this.features = Matrix.of(features.toArray(), features.rows(), features.cols());
        rescaling = Rescaling.of(kernel, 0);
        columns = targets.cols();
        gains = new double[features.rows()];
        sum = new KernelSum(MicrokernelSelection.forPairs(MicrokernelSelection.pairs(features.rows())),
                KernelForms.of(rescaling.kernel(kernel), KernelForms.Scaling.BY_COLUMN, 0), features.cols(), columns);
        if (features.rows() > 0) {
            learn(targets, ForwardSubstitution.of(kernel).predict(features, targets));
        }
    }

    private void learn(Matrix targets, Matrix estimates) {
        Matrix keys = rescaling.features(features);
        double[] weights = new double[Math.multiplyExact(features.rows(), columns)];
        for (int s = 0; s < features.rows(); s++) {
            double[] x = features.row(s);
            double diagonal = kernel instanceof Kernel.Exponential ? 1 : kernel.evaluate(x, x);
            for (int c = 0; c < columns && diagonal != 0; c++) {
                double target = targets.get(s, c);
                double estimate = estimates.get(s, c);
                weights[s * columns + c] = (target - estimate) / diagonal;
                gains[s] += (target - estimate) * (target + estimate);
            }
        }
        Checks.finiteResult(weights, features.rows(), columns, "mu", Checks.remedy(kernel));
        for (int s = 0; s < features.rows(); s++) {
            int term = sum.add(keys.row(s), 0);
            System.arraycopy(weights, s * columns, sum.weights(term), sum.weightOffset(term), columns);
        }
    }

    /**
     * What the tokens of a sequence teach of their successors.
     *
     * @param kernel k, any
     * @param tokens x_1..x_{t+1}, t+1 x d, not modified and not kept
     * @return W_t, from R^d to R^d; zero if there is one token only
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if mu (for exponential kernels: mu times k(x_s, x_s)) does not fit float64
     */
    public static LearnedMap of(Kernel kernel, Matrix tokens) {
        Objects.requireNonNull(kernel, "kernel");
        Matrix successors = Checks.successors(tokens);
        return new LearnedMap(kernel, tokens.rows(0, successors.rows()), successors);
    }

    /**
     * What pairs teach.
     *
     * @param kernel k, any
     * @param features x_1..x_t, t x d, not modified and not kept
     * @param targets y_1..y_t, t x m, not modified and not kept
     * @return W_t, from R^d to R^m
     * @throws IllegalArgumentException if there is no pair, shapes do not match or an element is not finite
     * @throws ArithmeticException if mu (for exponential kernels: mu times k(x_s, x_s)) does not fit float64
     */
    public static LearnedMap of(Kernel kernel, Matrix features, Matrix targets) {
        Objects.requireNonNull(kernel, "kernel");
        if (features.rows() != targets.rows()) {
            throw new IllegalArgumentException("features and targets must have the same number of rows: features is "
                    + features.shape() + ", targets is " + targets.shape());
        }
        Checks.sequence(features, targets);
        return new LearnedMap(kernel, features, targets);
    }

    /**
     * The map at one point, {@code W_t phi(z) = sum over s of mu_s k(x_s, z)}: O(t (d + m)) operations.
     *
     * @param z d numbers, not modified
     * @return m numbers
     * @throws IllegalArgumentException if z has another length or an element is not finite
     * @throws ArithmeticException if the result does not fit float64
     */
    public double[] at(double[] z) {
        return at(point(z)).data();
    }

    /**
     * The map at several points.
     *
     * @param z a point a row, n x d, not modified
     * @return n x m
     * @throws IllegalArgumentException if there is no point, z has other columns or an element is not finite
     * @throws ArithmeticException if the result does not fit float64
     */
    public Matrix at(Matrix z) {
        Matrix points = rescaling.features(checked(z));
        KernelSum own = sum.view();
        Matrix values = Matrix.zeros(z.rows(), columns);
        double[] value = new double[columns];
        for (int i = 0; i < z.rows(); i++) {
            own.evaluate(points.data(), points.offset() + i * points.stride(), 1, value);
            requireFinite(value, "W phi(z)", i);
            System.arraycopy(value, 0, values.data(), i * columns, columns);
        }
        return values;
    }

    /**
     * The square of the Hilbert-Schmidt norm, {@code |W_t|² = sum over r, s of <mu_r, mu_s> k(x_r, x_s)}. It comes without
     * the double sum: each correction is orthogonal to what stays, so it is the sum of {@code (|y_s|² - |û_s|²) / k(x_s, x_s)}.
     * O(t) operations.
     *
     * @return 0 or more, in the square of the targets' unit over that of the kernel
     * @throws ArithmeticException if it does not fit float64, as with the exponential kernel where {@code scale |x_s|²} exceeds
     *     708 for all tokens
     */
    public double squaredNorm() {
        double total = 0;
        boolean zero = true;
        for (int s = 0; s < gains.length; s++) {
            if (gains[s] != 0) {
                zero = false;
                double[] x = features.row(s);
                total += kernel instanceof Kernel.Exponential exponential
                        ? gains[s] * Math.exp(-exponential.scale() * squaredNorm(x))
                        : gains[s] / kernel.evaluate(x, x);
            }
        }
        if (!Double.isFinite(total) || (!zero && Math.abs(total) < Double.MIN_NORMAL)) {
            throw new ArithmeticException("|W|² does not fit float64: it is " + total + "; " + Checks.remedy(kernel));
        }
        return Math.max(0, total);
    }

    /**
     * How far off the map can be at a point: see {@link #uncertainty(Matrix)}.
     *
     * @param z d numbers, not modified
     * @return u(z), 0 or more
     * @throws IllegalArgumentException if z has another length or an element is not finite
     * @throws ArithmeticException if k(z, z) or a coefficient does not fit float64
     */
    public double uncertainty(double[] z) {
        return uncertainty(point(z))[0];
    }

    /**
     * How far off the map can be: the norm of {@code P_1 P_2 ... P_t phi(z)}, of {@link KaczmarzProjections}. For every W
     * from which targets come, {@code |W phi(z) - W_t phi(z)| <= |W| u(z)}, with equality for one of them. u(z) is not less
     * than the distance of phi(z) from the span of the tokens' features, because Kaczmarz's method goes through them once. At
     * the newest token it is 0; where no token is like z it is {@code sqrt(k(z, z))}.
     *
     * <p>Its square is a difference, and good to about t roundings of k(z, z): what should be less than 1e-8 times the root of
     * t k(z, z) is noise of that size, or 0. O(t² (d + n) + t n d) operations: hand over all points at once.
     *
     * @param z a point a row, n x d, not modified
     * @return u of each point, n numbers
     * @throws IllegalArgumentException if there is no point, z has other columns or an element is not finite
     * @throws ArithmeticException if k(z, z) or a coefficient does not fit float64
     */
    public double[] uncertainty(Matrix z) {
        checked(z);
        Kernel unit = UnitFeatures.kernel(kernel);
        double[] lengths = UnitFeatures.lengths(unit, z);
        double[] left = new double[z.rows()];
        Arrays.fill(left, 1);
        if (features.rows() > 0) {
            double[] own = UnitFeatures.lengths(unit, features);
            Matrix c = KaczmarzProjections.of(unit).coefficients(features, z, KaczmarzProjections.Order.NEWEST_FIRST);
            // Each projection removes c_s phi(x_s), which is orthogonal to what it leaves.
            for (int s = features.rows() - 1; s >= 0; s--) {
                for (int i = 0; i < z.rows(); i++) {
                    double removed = lengths[i] == 0 ? 0 : c.get(s, i) * own[s] / lengths[i];
                    left[i] -= removed * removed;
                }
            }
        }
        for (int i = 0; i < z.rows(); i++) {
            double[] x = z.row(i);
            left[i] = lengths[i] * Math.sqrt(Math.max(0, left[i]));
            if (kernel instanceof Kernel.Exponential exponential && left[i] > 0) {
                left[i] *= Math.exp(exponential.scale() * squaredNorm(x) / 2);
            }
            requireFinite(new double[]{left[i]}, "the uncertainty", i);
        }
        return left;
    }

    private Matrix point(double[] z) {
        Objects.requireNonNull(z, "z");
        if (z.length != features.cols()) {
            throw new IllegalArgumentException(
                    "z has " + z.length + " coordinates, the map's tokens have " + features.cols());
        }
        return Matrix.of(z, 1, z.length);
    }

    private Matrix checked(Matrix z) {
        if (z.rows() == 0) {
            throw new IllegalArgumentException("z has no rows: at least one point is needed");
        }
        if (z.cols() != features.cols()) {
            throw new IllegalArgumentException("z must have as many columns as the map's tokens: z is " + z.shape()
                    + ", the tokens are " + features.shape());
        }
        return z.requireFinite("z");
    }

    private static double squaredNorm(double[] x) {
        return Kernel.linear().evaluate(x, x);
    }

    private void requireFinite(double[] value, String what, int point) {
        if (!Finite.all(value, 0, 1, value.length, value.length)) {
            throw new ArithmeticException(
                    what + " does not fit float64 at point " + (point + 1) + "; " + Checks.remedy(kernel));
        }
    }

    /** {@return kernel and shape, for people} */
    @Override
    public String toString() {
        return "LearnedMap[kernel=" + kernel.text() + ", from " + features.cols() + " to " + columns + " numbers by "
                + features.rows() + (features.rows() == 1 ? " pair]" : " pairs]");
    }
}
