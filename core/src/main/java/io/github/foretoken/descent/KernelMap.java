package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.Checks;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.Products;
import java.util.Arrays;
import java.util.Objects;

/**
 * An operator of the kernel's space with coefficients of its own, {@code W = sum over s of c_s phi(x_s)^*}: what
 * gradient descent without the causal mask moves (eq. 5). For tokens x_1..x_T it descends the energy
 *
 * <pre>
 * E(W) = 1/2 sum over t &lt; T of |W phi(x_t) - x_{t+1}|²
 * W - eta grad E(W) = W - eta sum over t &lt; T of (W phi(x_t) - x_{t+1}) phi(x_t)^*
 * </pre>
 *
 * whose values {@code W phi(x_t)} are the iterates of {@link NonCausalDescent} (eq. 6), which starts from those of W^0.
 *
 * {@snippet lang = java :
 * Kernel kernel = Kernel.exponential();
 * KernelMap start = KernelMap.zero(kernel, tokens.cols(), tokens.cols());  // W^0
 * double step = 0.9 * NonCausalDescent.criticalStep(kernel, tokens);
 * KernelMap map = start.descend(tokens, step, 100);                        // W^100
 * double left = map.energy(tokens);                                        // less than start.energy(tokens)
 * Matrix estimates = map.at(tokens);                                       // u^100, the last row that of x_{T+1}
 * }
 *
 * <p>Immutable and safe for use by several threads. What Kaczmarz's method learns, token by token, is
 * {@link LearnedMap}. Source: Sander and Peyré, arXiv 2410.03011, eq. 5; docs/mathematics.md#descent-without-the-mask.
 */
public final class KernelMap {
    private final Kernel kernel;
    private final Matrix features;
    private final Matrix coefficients;

    private KernelMap(Kernel kernel, Matrix features, Matrix coefficients) {
        this.kernel = kernel;
        this.features = features;
        this.coefficients = coefficients;
    }

    /**
     * The operator with these coefficients.
     *
     * @param kernel k, any
     * @param features x_1..x_r, r x d, r 0 or more; copied
     * @param coefficients c_1..c_r, r x m, copied
     * @return W, from R^d to R^m
     * @throws IllegalArgumentException if there is not one coefficient for each feature, or an element is not finite
     */
    public static KernelMap of(Kernel kernel, Matrix features, Matrix coefficients) {
        Objects.requireNonNull(kernel, "kernel");
        if (features.rows() != coefficients.rows()) {
            throw new IllegalArgumentException(
                    "features and coefficients must have the same number of rows: features is " + features.shape()
                            + ", coefficients is " + coefficients.shape());
        }
        features.requireFinite("features");
        coefficients.requireFinite("coefficients");
        return new KernelMap(kernel, Matrix.of(features.toArray(), features.rows(), features.cols()),
                Matrix.of(coefficients.toArray(), coefficients.rows(), coefficients.cols()));
    }

    /**
     * The operator 0.
     *
     * @param kernel k, any
     * @param dimension d, 1 or more
     * @param outputs m, 1 or more
     * @return W = 0, from R^d to R^m
     * @throws IllegalArgumentException if a number is less than 1
     */
    public static KernelMap zero(Kernel kernel, int dimension, int outputs) {
        Checks.atLeastOne("dimension", dimension);
        Checks.atLeastOne("outputs", outputs);
        return of(kernel, Matrix.zeros(0, dimension), Matrix.zeros(0, outputs));
    }

    /** {@return x_1..x_r, r x d, a copy} */
    public Matrix features() {
        return Matrix.of(features.toArray(), features.rows(), features.cols());
    }

    /** {@return c_1..c_r, r x m, a copy} */
    public Matrix coefficients() {
        return Matrix.of(coefficients.toArray(), coefficients.rows(), coefficients.cols());
    }

    /**
     * The operator at several points, {@code W phi(z) = sum over s of c_s k(x_s, z)}. Memory O(n r).
     *
     * @param z a point a row, n x d, not modified
     * @return n x m
     * @throws IllegalArgumentException if z has other columns or an element is not finite
     * @throws ArithmeticException if the result does not fit float64
     */
    public Matrix at(Matrix z) {
        requireColumns("z", z, features.cols());
        z.requireFinite("z");
        Matrix values = Matrix.zeros(z.rows(), coefficients.cols());
        if (z.rows() > 0 && features.rows() > 0) {
            Matrix k = kernel.gram(z, features);
            Products.add(Transpose.NO, Transpose.NO, Blocks.of(k), Blocks.of(coefficients), Blocks.of(values));
        }
        return Checks.finiteResult(values.data(), values.rows(), values.cols(), "W phi(z)", Checks.remedy(kernel));
    }

    /**
     * The square of the Hilbert-Schmidt norm, the sum over r and s of {@code <c_r, c_s> k(x_r, x_s)}. Memory O(r²).
     *
     * @return 0 or more
     * @throws ArithmeticException if it does not fit float64
     */
    public double squaredNorm() {
        double sum = 0;
        Matrix values = features.rows() == 0 ? coefficients : at(features);
        for (int i = 0; i < coefficients.data().length; i++) {
            sum += coefficients.data()[i] * values.data()[i];
        }
        return Math.max(0, finite("|W|²", sum));
    }

    /**
     * E(W), half the sum of the squares of what W misses a sequence's tokens by.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @return 0 or more; 0 if there is one token only
     * @throws IllegalArgumentException if there is no token, W does not map R^d to itself, or an element is not finite
     * @throws ArithmeticException if it does not fit float64
     */
    public double energy(Matrix tokens) {
        requireSquare(tokens);
        return NonCausalDescent.energy(tokens, at(tokens));
    }

    /**
     * Gradient descent on E from here, W^0: n times {@code W <- W - eta grad E(W)}. The kernel values of the tokens are
     * computed once: O(T²) of them in memory, 2 T² d flops for each step.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @param eta the step, in one over the unit of the kernel; E falls at each step below
     *     {@link NonCausalDescent#criticalStep}, and grows without bound above
     * @param steps n, 0 or more
     * @return W^n; its features are those of W^0 and x_1..x_{T-1}
     * @throws IllegalArgumentException if there is no token, W does not map R^d to itself, an element or eta is not
     *     finite, or steps is negative
     * @throws ArithmeticException if a kernel value or W^n does not fit float64
     */
    public KernelMap descend(Matrix tokens, double eta, int steps) {
        requireSquare(tokens);
        Matrix targets = Checks.successors(tokens);
        if (!Double.isFinite(eta)) {
            throw new IllegalArgumentException("eta must be finite, not " + eta);
        }
        if (steps < 0) {
            throw new IllegalArgumentException("steps must be 0 or more, not " + steps);
        }
        int known = targets.rows();
        int d = tokens.cols();
        if (known == 0 || steps == 0) {
            return this;
        }
        Matrix x = tokens.rows(0, known);
        Matrix k = Checks.finiteResult(kernel.gram(x, x).data(), known, known, "k(x, x)", Checks.remedy(kernel));
        double[] missing = at(x).data();
        for (int t = 0; t < known; t++) {
            for (int c = 0; c < d; c++) {
                missing[t * d + c] -= targets.get(t, c);
            }
        }
        double[] added = new double[known * d];
        double[] change = new double[known * d];
        for (int n = 0; n < steps; n++) {
            for (int i = 0; i < added.length; i++) {
                change[i] = -eta * missing[i];
                added[i] += change[i];
            }
            // The step adds change to the coefficients of the tokens, and so K change to what W says of them.
            Products.add(Transpose.NO, Transpose.NO, Blocks.of(k), Blocks.of(Matrix.of(change, known, d)),
                    Blocks.of(Matrix.of(missing, known, d)));
        }
        Checks.finiteResult(added, known, d, "W^" + steps, "take a smaller step");
        return new KernelMap(kernel, stacked(features, x), stacked(coefficients, Matrix.of(added, known, d)));
    }

    private void requireSquare(Matrix tokens) {
        requireColumns("tokens", tokens, features.cols());
        requireColumns("tokens", tokens, coefficients.cols());
        Checks.successors(tokens);
    }

    private void requireColumns(String name, Matrix m, int columns) {
        if (m.cols() != columns) {
            throw new IllegalArgumentException(name + " is " + m.shape() + ", but W maps " + features.cols() + " to "
                    + coefficients.cols() + " numbers");
        }
    }

    private static Matrix stacked(Matrix above, Matrix below) {
        double[] all = Arrays.copyOf(above.toArray(), (above.rows() + below.rows()) * above.cols());
        System.arraycopy(below.toArray(), 0, all, above.rows() * above.cols(), below.rows() * below.cols());
        return Matrix.of(all, above.rows() + below.rows(), above.cols());
    }

    static double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(what + " does not fit float64: it is " + value);
        }
        return value;
    }
}
