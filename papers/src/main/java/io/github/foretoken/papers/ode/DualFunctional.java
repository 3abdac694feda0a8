package io.github.foretoken.papers.ode;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * The functional of dual coefficients behind the dual flows of Appendix B, for features x_1..x_T with targets y_1..y_T:
 *
 * <pre>
 * F_t(mu) = 1/2 sum over r, s &lt;= t of &lt;mu_r, mu_s&gt; k(x_r, x_s) - sum over s &lt;= t of &lt;mu_s, y_s&gt;,   F = F_T
 * </pre>
 *
 * which is {@code |W - f|² / 2 - |f|² / 2} for {@code W = sum of mu_s phi(x_s)^*} where {@code y_s = f phi(x_s)}.
 * Without the mask {@code mu' = Y - K mu} is the gradient flow of F. With it, {@code mu' = Y - A mu} is the gradient
 * flow of no function: each token descends its own F_t in its own coefficient, {@code mu_t' = -dF_t/dmu_t}. What falls
 * along that flow, for tokens of one norm at {@code exp(-k tau)} at least, is the {@link #residual}. Proofs:
 * docs/mathematics.md#infinite-depth.
 *
 * <p>The kernel matrix is stored: for experiments. Immutable; safe for use by several threads. Source: Sander and
 * Peyré, arXiv 2410.03011, Appendix B.
 */
public final class DualFunctional {
    private final Matrix gram;
    private final Matrix targets;

    private DualFunctional(Matrix gram, Matrix targets) {
        this.gram = gram;
        this.targets = targets;
    }

    /**
     * The functional of these pairs.
     *
     * @param features T x d, not modified
     * @param targets Y, T x m, shared and not modified
     * @throws IllegalArgumentException if there is none, numbers of rows differ, or an element is not finite
     */
    public static DualFunctional of(Kernel kernel, Matrix features, Matrix targets) {
        features.requireFinite("features");
        targets.requireFinite("targets");
        if (features.rows() == 0 || features.rows() != targets.rows()) {
            throw new IllegalArgumentException("features and targets must have as many rows, one or more: features is "
                    + features.shape() + ", targets is " + targets.shape());
        }
        return new DualFunctional(kernel.gram(features, features), targets);
    }

    /** F. */
    public double value(Matrix mu) {
        return value(mu, targets.rows());
    }

    /**
     * F_t, which the first t tokens and coefficients make.
     *
     * @param mu T x m, not modified
     * @param t from 0 to T
     * @throws IllegalArgumentException if mu has another shape than the targets, or t is out of range
     */
    public double value(Matrix mu, int t) {
        requireShape(mu);
        if (t < 0 || t > mu.rows()) {
            throw new IllegalArgumentException("t must be 0 to " + mu.rows() + ", not " + t);
        }
        double sum = 0;
        for (int r = 0; r < t; r++) {
            for (int c = 0; c < mu.cols(); c++) {
                sum += mu.get(r, c) * (estimate(mu, r, c, t) / 2 - targets.get(r, c));
            }
        }
        return sum;
    }

    /** The gradient of F, {@code K mu - Y}, T x m. */
    public Matrix gradient(Matrix mu) {
        return missing(mu, false);
    }

    /** In row t the gradient of F_t with respect to mu_t: {@code A mu - Y}, T x m. */
    public Matrix causalGradient(Matrix mu) {
        return missing(mu, true);
    }

    /** {@code |A mu - Y|² / 2}: what falls along the causal flow, to 0 where mu is that of eq. 8. */
    public double residual(Matrix mu) {
        double sum = 0;
        for (double missing : causalGradient(mu).data()) {
            sum += missing * missing;
        }
        return sum / 2;
    }

    /** The gradient flow of F, {@code mu' = Y - K mu}; with the mask it is {@link NeuralOde#dual}. */
    public MatrixFlow flow() {
        return MatrixFlow.of(mu -> {
            double[] velocity = gradient(mu).toArray();
            for (int i = 0; i < velocity.length; i++) {
                velocity[i] = -velocity[i];
            }
            return Matrix.of(velocity, mu.rows(), mu.cols());
        });
    }

    /**
     * The least value of F, minus half the trace of {@code Y' K^-1 Y}: minus half the squared norm of the least map
     * that meets all pairs.
     *
     * @throws ArithmeticException if K is not positive definite to within rounding: features that depend on each other
     */
    public double minimum() {
        double[][] k = new double[gram.rows()][];
        double[][] y = new double[gram.rows()][];
        for (int t = 0; t < k.length; t++) {
            k[t] = gram.row(t);
            y[t] = targets.row(t);
        }
        double[][] least;
        try {
            least = new CholeskyDecomposition(MatrixUtils.createRealMatrix(k)).getSolver()
                    .solve(MatrixUtils.createRealMatrix(y))
                    .getData();
        } catch (MathIllegalArgumentException e) {
            throw new ArithmeticException("the kernel matrix is not positive definite: " + e.getMessage());
        }
        double sum = 0;
        for (int t = 0; t < k.length; t++) {
            for (int c = 0; c < y[t].length; c++) {
                sum -= least[t][c] * y[t][c] / 2;
            }
        }
        return sum;
    }

    private Matrix missing(Matrix mu, boolean masked) {
        requireShape(mu);
        double[] missing = new double[mu.rows() * mu.cols()];
        for (int r = 0; r < mu.rows(); r++) {
            for (int c = 0; c < mu.cols(); c++) {
                missing[r * mu.cols() + c] = estimate(mu, r, c, masked ? r + 1 : mu.rows()) - targets.get(r, c);
            }
        }
        return Matrix.of(missing, mu.rows(), mu.cols());
    }

    /** What the first t coefficients say of a target. */
    private double estimate(Matrix mu, int row, int column, int t) {
        double sum = 0;
        for (int s = 0; s < t; s++) {
            sum += gram.get(row, s) * mu.get(s, column);
        }
        return sum;
    }

    private void requireShape(Matrix mu) {
        if (mu.rows() != targets.rows() || mu.cols() != targets.cols()) {
            throw new IllegalArgumentException(
                    "mu and targets must have the same shape: mu is " + mu.shape() + ", targets is " + targets.shape());
        }
    }
}
