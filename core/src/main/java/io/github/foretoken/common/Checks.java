package io.github.foretoken.common;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Finite;

/** The conditions shared by the public algorithms, with messages that name the argument and both shapes. */
public final class Checks {
    private Checks() {}

    /**
     * Features and targets that belong together: T >= 1 features, and a target for each, or for each but the last (whose
     * target is what is being predicted).
     */
    public static void sequence(Matrix features, Matrix targets) {
        sequence(features, targets, 1);
    }

    /** The same for targets of which the last {@code horizon} may be unknown. */
    public static void sequence(Matrix features, Matrix targets, int horizon) {
        if (features.rows() == 0) {
            throw new IllegalArgumentException("features has no rows: at least one token is needed");
        }
        int t = features.rows();
        if (targets.rows() > t || targets.rows() < t - horizon) {
            throw new IllegalArgumentException(
                    "targets must have as many rows as features, or " + (horizon == 1 ? "one" : "up to " + horizon)
                            + " fewer: features is " + features.shape() + ", targets is " + targets.shape());
        }
        features.requireFinite("features");
        targets.requireFinite("targets");
    }

    /** Tokens of a sequence and, as targets, its tokens from the second on. */
    public static Matrix successors(Matrix tokens) {
        if (tokens.rows() == 0) {
            throw new IllegalArgumentException("tokens has no rows: at least one token is needed");
        }
        tokens.requireFinite("tokens");
        return tokens.rows(1, tokens.rows());
    }

    /** Kernels of inner products need squared norms that fit; kernels of distances do not look at norms. */
    public static void squaredNorms(double[] squaredNorms, Kernel kernel) {
        if (KernelForms.radial(kernel)) {
            return;
        }
        for (int t = 0; t < squaredNorms.length; t++) {
            if (Double.isInfinite(squaredNorms[t])) {
                throw new ArithmeticException(
                        "the squared norm of token " + (t + 1) + " overflows float64; scale the tokens down");
            }
        }
    }

    /**
     * k(x_t, x_t) of the kernels that can vanish must be a normal number unless x_t is zero. Eq. 7 multiplies kernel
     * values by targets of the tokens' size, so for its sake the linear kernel also keeps clear of both ends of the range.
     */
    public static void diagonal(double[] diagonal, Matrix features, Kernel kernel, boolean equation7) {
        diagonal(diagonal, features, kernel, equation7, 0);
    }

    /** The same where something is added to k(x_t, x_t), which may then vanish. */
    public static void diagonal(double[] diagonal, Matrix features, Kernel kernel, boolean equation7, double ridge) {
        if (!KernelForms.needsDiagonal(kernel)) {
            return;
        }
        double least = leastDiagonal(kernel, equation7);
        double most = greatestDiagonal(kernel, equation7);
        for (int t = 0; t < diagonal.length; t++) {
            if (diagonal[t] < 0) {
                throw new ArithmeticException("k(x, x) of token " + (t + 1) + " is " + diagonal[t] + ": "
                        + kernel.text() + " is not positive semi-definite");
            }
            if (!(diagonal[t] <= most)) {
                throw new ArithmeticException(
                        "k(x, x) of token " + (t + 1) + " is too large for float64; scale the tokens down");
            }
            if (diagonal[t] < least && ridge == 0 && !(diagonal[t] == 0 && isZero(features, t))) {
                throw new ArithmeticException(
                        "k(x, x) of token " + (t + 1) + " underflows float64; scale the tokens up");
            }
        }
    }

    /** The least k(x, x) that is not that of a zero token, of kernels whose k(x, x) has to be looked at. */
    public static double leastDiagonal(Kernel kernel, boolean equation7) {
        return equation7 && kernel instanceof Kernel.Linear ? 0x1p-660 : Double.MIN_NORMAL;
    }

    /** The greatest. */
    public static double greatestDiagonal(Kernel kernel, boolean equation7) {
        return equation7 && kernel instanceof Kernel.Linear ? 0x1p660 : Double.MAX_VALUE;
    }

    private static boolean isZero(Matrix features, int t) {
        for (int c = 0; c < features.cols(); c++) {
            if (features.get(t, c) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Never hand out Inf or NaN: says where the result stopped fitting, and what helps. */
    public static Matrix finiteResult(double[] result, int rows, int cols, String what, String remedy) {
        int lost = Finite.firstRowWithout(result, rows, cols);
        if (lost >= 0) {
            throw new ArithmeticException(what + " does not fit float64 from token " + (lost + 1) + " on; " + remedy);
        }
        return Matrix.of(result, rows, cols);
    }

    /** What helps when a limit or a prediction does not fit. */
    public static String remedy(Kernel kernel) {
        return kernel instanceof Kernel.Exponential
                ? "scale the tokens down, or use a Gaussian kernel, which cannot overflow"
                : "scale the tokens";
    }

    /** The same, with a ridge if there is none yet. */
    public static String remedy(Kernel kernel, double ridge) {
        return remedy(kernel) + (ridge == 0 ? ", or use a ridge" : "");
    }

    public static void require(boolean condition, String what, double value) {
        if (!condition) {
            throw new IllegalArgumentException(what + value);
        }
    }

    /** The same of a whole number, which is shown as one. */
    public static void require(boolean condition, String what, long value) {
        if (!condition) {
            throw new IllegalArgumentException(what + value);
        }
    }

    public static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }
}
