package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Checks;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;
import java.util.Objects;

/**
 * Kernel gradient descent without the causal mask: {@code u <- u - eta K (u - Y)} over the tokens whose successor
 * is known, from u^0, where K holds k(x_t, x_s) for all t and s &lt; T. Row t sees all of the sequence: the method
 * that causal descent is measured against, not a predictor of anything but the last row. Converges when
 * {@code 0 < eta < 2 / lambda}, lambda being the greatest eigenvalue of the kernel matrix of x_1..x_{T-1}: see
 * {@link #criticalStep}.
 *
 * {@snippet lang = java :
 * Kernel kernel = Kernel.exponential();
 * double step = 0.9 * NonCausalDescent.criticalStep(kernel, tokens);
 * Matrix u = NonCausalDescent.of(kernel, step).iterate(tokens, 100);
 * double energy = NonCausalDescent.energy(tokens, u);  // falls with every layer
 * }
 *
 * <p>The same descent as a change of operators, eq. 5, is {@link KernelMap#descend}.
 *
 * <p>K is computed once and stored: T² kernel values and 2 T² d flops for each layer, memory O(T²). Immutable and safe for
 * use by several threads. Source: Sander and Peyré, arXiv 2410.03011, eq. 6;
 * docs/mathematics.md#descent-without-the-mask.
 */
public final class NonCausalDescent {
    private final Kernel kernel;
    private final double eta;
    /** u^0; null for zero. */
    private final Matrix start;

    private NonCausalDescent(Kernel kernel, double eta, Matrix start) {
        this.kernel = kernel;
        this.eta = eta;
        this.start = start;
    }

    /**
     * Descent with this step.
     *
     * @param kernel k, any
     * @param eta the step, in one over the unit of the kernel
     * @return descent from u^0 = 0
     * @throws IllegalArgumentException if eta is not finite
     */
    public static NonCausalDescent of(Kernel kernel, double eta) {
        Objects.requireNonNull(kernel, "kernel");
        if (!Double.isFinite(eta)) {
            throw new IllegalArgumentException("eta must be finite, not " + eta);
        }
        return new NonCausalDescent(kernel, eta, null);
    }

    /**
     * The step from which on iterates of these tokens diverge, unless what they miss is orthogonal to the eigenvectors
     * of the greatest eigenvalue lambda of the kernel matrix of x_1..x_{T-1}: 2 / lambda, good to about T roundings.
     * O(T³) operations, 60 products of matrices; memory O(T²).
     *
     * @param kernel k, any
     * @param tokens x_1..x_T, T x d, not modified
     * @return positive; infinite when nothing moves, because there is one token only or all kernel values are zero
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if a kernel value does not fit float64
     */
    public static double criticalStep(Kernel kernel, Matrix tokens) {
        Objects.requireNonNull(kernel, "kernel");
        int known = Checks.successors(tokens).rows();
        return known == 0 ? Double.POSITIVE_INFINITY : 2 / ConvergenceRate.radius(values(kernel, tokens, known), known);
    }

    /**
     * The energy of estimates: E(W) of eq. 5 where they are {@code W phi(x_t)}.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @param estimates u, T x d, of which the last row is not read; not modified
     * @return {@code 1/2 sum over t < T of |u_t - x_{t+1}|²}
     * @throws IllegalArgumentException if there is no token, the shapes differ or an element is not finite
     * @throws ArithmeticException if it does not fit float64
     */
    public static double energy(Matrix tokens, Matrix estimates) {
        Matrix targets = Checks.successors(tokens);
        requireShape("estimates", estimates, tokens);
        estimates.requireFinite("estimates");
        double sum = 0;
        for (int t = 0; t < targets.rows(); t++) {
            for (int c = 0; c < targets.cols(); c++) {
                double missing = estimates.get(t, c) - targets.get(t, c);
                sum += missing * missing;
            }
        }
        return KernelMap.finite("E", sum / 2);
    }

    /**
     * Starts from the estimates of an operator W^0 other than zero.
     *
     * @param u0 {@code W^0 phi(x_t)} in row t, as {@link KernelMap#at} and {@link LearnedMap#at(Matrix)} compute them;
     *     T x d, shared and not modified; its shape is checked against the tokens when they are known
     * @return a changed copy
     * @throws IllegalArgumentException if an element is not finite
     */
    public NonCausalDescent startingAt(Matrix u0) {
        return new NonCausalDescent(kernel, eta, u0.requireFinite("u0"));
    }

    /**
     * The iterate u^n after n layers.
     *
     * @param tokens x_1..x_T, T x d, not modified; the targets are x_2..x_T
     * @param layers n, 0 or more
     * @return T x d; the last row estimates x_{T+1}, row t before it approaches x_{t+1}
     * @throws IllegalArgumentException if there is no token, an element is not finite, n is negative or u^0 has another
     *     shape
     * @throws ArithmeticException if a kernel value or u^n does not fit float64
     */
    public Matrix iterate(Matrix tokens, int layers) {
        Matrix targets = Checks.successors(tokens);
        if (layers < 0) {
            throw new IllegalArgumentException("layers must be 0 or more, not " + layers);
        }
        int rows = tokens.rows();
        int d = tokens.cols();
        int known = rows - 1;
        if (start != null) {
            requireShape("u0", start, tokens);
        }
        double[] u = start == null ? new double[Math.multiplyExact(rows, d)] : start.toArray();
        if (known == 0 || layers == 0) {
            return Matrix.of(u, rows, d);
        }
        double[] y = targets.toArray();
        double[] k = values(kernel, tokens, rows);
        Blas blas = BlasSelection.forGemm(rows, d, known, 2.0 * layers * rows * known * d);
        double[] residual = new double[known * d];
        for (int n = 0; n < layers; n++) {
            for (int i = 0; i < residual.length; i++) {
                residual[i] = u[i] - y[i];
            }
            blas.gemm(Transpose.NO, Transpose.NO, -eta, Block.of(k, rows, known), Block.of(residual, known, d), 1,
                    Block.of(u, rows, d));
        }
        return Checks.finiteResult(u, rows, d, "u^" + layers, "take a smaller step");
    }

    /** k(x_t, x_s) for t up to that row and all s before the last. */
    private static double[] values(Kernel kernel, Matrix tokens, int rows) {
        int known = tokens.rows() - 1;
        return Checks
                .finiteResult(kernel.gram(tokens.rows(0, rows), tokens.rows(0, known)).data(), rows, known, "k(x, x)",
                        Checks.remedy(kernel))
                .data();
    }

    private static void requireShape(String name, Matrix m, Matrix tokens) {
        if (m.rows() != tokens.rows() || m.cols() != tokens.cols()) {
            throw new IllegalArgumentException(name + " and tokens must have the same shape: " + name + " is "
                    + m.shape() + ", tokens is " + tokens.shape());
        }
    }
}
