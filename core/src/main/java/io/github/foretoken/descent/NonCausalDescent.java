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
 * is known, from u^0 = 0, where K holds k(x_t, x_s) for all t and s &lt; T. Row t sees all of the sequence: the method
 * that causal descent is measured against, not a predictor of anything but the last row. Converges when
 * {@code 0 < eta < 2 / lambda}, lambda being the greatest eigenvalue of the kernel matrix of x_1..x_{T-1}.
 *
 * <p>K is computed once and stored: T² kernel values and 2 T² d flops for each layer, memory O(T²). Immutable and safe for
 * use by several threads. Source: Sander and Peyré, arXiv 2410.03011, eq. 6.
 */
public final class NonCausalDescent {
    private final Kernel kernel;
    private final double eta;

    private NonCausalDescent(Kernel kernel, double eta) {
        this.kernel = kernel;
        this.eta = eta;
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
        return new NonCausalDescent(kernel, eta);
    }

    /**
     * The iterate u^n after n layers.
     *
     * @param tokens x_1..x_T, T x d, not modified; the targets are x_2..x_T
     * @param layers n, 0 or more
     * @return T x d; the last row estimates x_{T+1}, row t before it approaches x_{t+1}
     * @throws IllegalArgumentException if there is no token, an element is not finite or n is negative
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
        double[] u = new double[Math.multiplyExact(rows, d)];
        if (known == 0) {
            return Matrix.of(u, rows, d);
        }
        double[] y = targets.toArray();
        double[] k = Checks.finiteResult(kernel.gram(tokens, tokens.rows(0, known)).data(), rows, known, "k(x, x)",
                Checks.remedy(kernel)).data();
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
}
