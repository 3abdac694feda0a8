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
 * How fast errors fall where the paper has a rate: what {@code |W_t - W|} is multiplied by in the long run, each token of a
 * rotation or each period of a periodic sequence. 0 means that it is zero after finitely many, 1 that it does not fall to zero.
 *
 * {@snippet lang = java :
 * RotationSequence rotation = RotationSequence.random(4, 1);
 * double rate = ConvergenceRate.ofRotation(rotation.rotation(), rotation.tokens(1).row(0));
 * double tokensForATenth = -1 / Math.log10(rate);
 * }
 *
 * <p>Both are spectral radii, found by squaring the matrix again and again: {@code |M^n|^(1/n)} tends to it, and after sixty
 * squarings n is 2^60. They are good to a few roundings of the matrix, a rate rho that is small beside its norm only to 1 / rho
 * times as many. Safe for use by several threads. Source: Sander and Peyré, arXiv 2410.03011, Theorems 2 and 4;
 * docs/mathematics.md#rates.
 */
public final class ConvergenceRate {
    /** |M^n| is at most a power of n times rho^n: its n-th root is then that of 1 to the last bit. */
    private static final int SQUARINGS = 60;

    private ConvergenceRate() {}

    /**
     * Of a rotation under the linear kernel, a token: the spectral radius of {@code W (I - x_1 x_1^T / |x_1|²)}. For almost all
     * W and x_1 it is below 1. It is 1 where an invariant subspace of W is orthogonal to x_1, as there is one if an eigenvalue
     * of W is repeated: the sequence then never shows what W does there, though errors on the sequence itself may fall.
     * O(d³) operations, 60 products of matrices.
     *
     * @param rotation W, d x d, orthogonal, not modified
     * @param first x_1, d numbers, not zero, not modified
     * @return rho, in [0, 1] but for rounding
     * @throws IllegalArgumentException if shapes do not match, an element is not finite or x_1 is zero
     */
    public static double ofRotation(Matrix rotation, double[] first) {
        Objects.requireNonNull(rotation, "rotation");
        int d = Objects.requireNonNull(first, "first").length;
        if (rotation.rows() != rotation.cols() || rotation.cols() != d) {
            throw new IllegalArgumentException("rotation must have as many rows and columns as first has coordinates, "
                    + d + ", but is " + rotation.shape());
        }
        rotation.requireFinite("rotation");
        double[] x = unit(Matrix.of(first, 1, d).requireFinite("first").row(0));
        double[] step = rotation.toArray();
        for (int i = 0; i < d; i++) {
            double along = 0;
            for (int j = 0; j < d; j++) {
                along += step[i * d + j] * x[j];
            }
            for (int j = 0; j < d; j++) {
                step[i * d + j] -= along * x[j];
            }
        }
        return radius(step, d);
    }

    private static double[] unit(double[] x) {
        double greatest = 0;
        for (double element : x) {
            greatest = Math.max(greatest, Math.abs(element));
        }
        if (greatest == 0) {
            throw new IllegalArgumentException("first must not be zero: a rotation leaves it there");
        }
        // Twice, because squares of the elements need not fit.
        for (int i = 0; i < x.length; i++) {
            x[i] /= greatest;
        }
        double norm = Math.sqrt(Kernel.linear().evaluate(x, x));
        for (int i = 0; i < x.length; i++) {
            x[i] /= norm;
        }
        return x;
    }

    /**
     * Of a periodic sequence, a period: the spectral radius of {@code I - tril(K)^-1 K}, the step of the Gauss-Seidel method, K
     * being the kernel matrix of the p tokens of one period. It is below 1 where K has full rank; eigenvalues 1 come from what
     * K does not tell apart, for which the targets say nothing either. O(p³) operations, 60 products of matrices.
     *
     * @param kernel k, any
     * @param period x_1..x_p, p x d, in their order, not modified
     * @return rho, in [0, 1] but for rounding
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if a kernel value does not fit float64
     */
    public static double ofPeriod(Kernel kernel, Matrix period) {
        Kernel unit = UnitFeatures.kernel(Objects.requireNonNull(kernel, "kernel"));
        if (Objects.requireNonNull(period, "period").rows() == 0) {
            throw new IllegalArgumentException("period has no rows: at least one token is needed");
        }
        period.requireFinite("period");
        int p = period.rows();
        Matrix gram = Checks.finiteResult(unit.gram(period, period).data(), p, p, "k(x, x)", Checks.remedy(kernel));
        double[] step = ForwardSubstitution.of(unit).solve(period, gram).data();
        for (int i = 0; i < p * p; i++) {
            step[i] = (i % (p + 1) == 0 ? 1 : 0) - step[i];
        }
        return radius(step, p);
    }

    /**
     * The spectral radius.
     *
     * @param matrix n x n, modified
     */
    static double radius(double[] matrix, int n) {
        Blas blas = BlasSelection.forGemm(n, n, n, 2.0 * SQUARINGS * n * n * n);
        double[] power = matrix;
        double first = 0;
        double logarithm = 0;
        double share = 1;
        for (int i = 0; i < SQUARINGS; i++) {
            double norm = 0;
            for (double element : power) {
                norm = Math.max(norm, Math.abs(element));
            }
            if (norm == 0) {
                return 0;
            }
            // M^(2^i) is (first e^logarithm)^(2^i) times what is stored, whose greatest element is now 1.
            if (i == 0) {
                first = norm;
            } else {
                logarithm += share * Math.log(norm);
            }
            share /= 2;
            for (int j = 0; j < power.length; j++) {
                power[j] /= norm;
            }
            double[] square = new double[power.length];
            blas.gemm(Transpose.NO, Transpose.NO, 1, Block.of(power, n, n), Block.of(power, n, n), 0,
                    Block.of(square, n, n));
            power = square;
        }
        return first * Math.exp(logarithm);
    }
}
