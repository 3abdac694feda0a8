package io.github.foretoken.papers.ode;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The flows of infinite depth by their exact solution: with A the lower triangle of the kernel matrix, or of its rows
 * divided by their sums,
 *
 * <pre>
 * u(tau)  = u* - exp(-tau A) u*     solves  du/dtau  = L Y - A u,   u(0) = 0
 * mu(tau) = mu - exp(-tau A) mu     solves  dmu/dtau = Y - A mu,    mu(0) = 0
 * </pre>
 *
 * <p>A is stored and its exponential taken as a whole: T³ work, memory O(T²), for experiments. For tokens of one norm and
 * unnormalised A, {@code |exp(-tau A)| <= exp(-tau k(x, x) / 2)}: unlike layers, the flow never grows before it decays.
 * Source: Sander and Peyré, arXiv 2410.03011, Prop. 2 and Appendix B.
 */
public final class TriangularFlow {
    private final Kernel kernel;
    private final Attention attention;
    private final Matrix tokens;
    private final RealMatrix a;

    private TriangularFlow(Kernel kernel, Attention attention, Matrix tokens, RealMatrix a) {
        this.kernel = kernel;
        this.attention = attention;
        this.tokens = tokens;
        this.a = a;
    }

    /**
     * The flows of these tokens.
     *
     * @param kernel positive, if attention is softmax
     * @param tokens T x d, not modified
     * @throws IllegalArgumentException if there is no token, an element is not finite, or a row of softmax does not have a
     *     positive and finite sum
     */
    public static TriangularFlow of(Kernel kernel, Attention attention, Matrix tokens) {
        tokens.requireFinite("tokens");
        if (tokens.rows() == 0) {
            throw new IllegalArgumentException("tokens has no rows: at least one is needed");
        }
        Matrix gram = kernel.gram(tokens, tokens);
        RealMatrix a = MatrixUtils.createRealMatrix(tokens.rows(), tokens.rows());
        for (int t = 0; t < tokens.rows(); t++) {
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                sum += gram.get(t, s);
            }
            if (attention == Attention.SOFTMAX && !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "softmax needs rows with a positive and finite sum; that of token " + (t + 1) + " is " + sum);
            }
            for (int s = 0; s <= t; s++) {
                a.setEntry(t, s, attention == Attention.SOFTMAX ? gram.get(t, s) / sum : gram.get(t, s));
            }
        }
        return new TriangularFlow(kernel, attention, tokens, a);
    }

    /** u(tau), T x d, from u(0) = 0; row t estimates x_{t+1}. */
    public Matrix estimates(double depth) {
        return approach(ForwardSubstitution.of(kernel).limit(tokens), depth);
    }

    /**
     * mu(tau), T x m, from mu(0) = 0.
     *
     * @param targets Y, T x m, not modified
     * @throws IllegalArgumentException if attention is softmax, whose dual flow has another limit than mu
     */
    public Matrix dual(Matrix targets, double depth) {
        if (attention == Attention.SOFTMAX) {
            throw new IllegalArgumentException("the dual flow of softmax has another limit than mu");
        }
        return approach(ForwardSubstitution.of(kernel).solve(tokens, targets), depth);
    }

    private Matrix approach(Matrix limit, double depth) {
        RealMatrix m = dense(limit);
        return matrix(m.subtract(propagator(depth).multiply(m)));
    }

    /**
     * What is left of a distance to the limit after 0, 1, ... {@code count} steps of depth: {@code exp(-n step A)
     * distance}, with small results as exact, relative to themselves, as large ones.
     *
     * @param distance T x m, not modified
     */
    public List<Matrix> decay(Matrix distance, double step, int count) {
        RealMatrix propagator = propagator(step);
        RealMatrix left = dense(distance);
        List<Matrix> decay = new ArrayList<>();
        for (int n = 0; n <= count; n++) {
            decay.add(matrix(left));
            left = propagator.multiply(left);
        }
        return decay;
    }

    private RealMatrix propagator(double depth) {
        return MatrixUtils.matrixExponential(a.scalarMultiply(-depth));
    }

    private static RealMatrix dense(Matrix matrix) {
        RealMatrix dense = MatrixUtils.createRealMatrix(matrix.rows(), matrix.cols());
        for (int i = 0; i < matrix.rows(); i++) {
            dense.setRow(i, matrix.row(i));
        }
        return dense;
    }

    private static Matrix matrix(RealMatrix dense) {
        return Matrix.copyOf(dense.getData());
    }
}
