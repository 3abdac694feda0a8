package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.internal.tile.ScoreForm;
import java.util.Objects;

/**
 * Whether a function is a kernel on given tokens: whether its Gram matrix, {@code K_ij = k(x_i, x_j)}, has no negative
 * eigenvalue beyond what rounding explains. What holds on these tokens need not hold on others; what fails on them fails.
 *
 * {@snippet lang = java :
 * Kernel sine = Kernel.ofInner("sine", Math::sin);
 * PositiveDefiniteness check = PositiveDefiniteness.of(sine, tokens);
 * if (check.verdict() == PositiveDefiniteness.Verdict.INDEFINITE) {
 *     System.out.println("fails from row " + check.failure() + " on: c'Kc = " + check.value());
 * }
 * }
 *
 * <p>Cholesky's method, token by token: what is left of k(x_t, x_t) after projection on the tokens before is the pivot, and it
 * is {@code c'Kc} for coefficients c with {@code c_t = 1}. Whether it is negative, or zero but for rounding, is decided by
 * computing {@code c'Kc} itself and a bound of all that its terms can be off by, {@code gamma(n) sum |c_i K_ij c_j|} and what the
 * kernel values are uncertain by. A token with a pivot within the bound is dependent, and is not projected on; but it may not be
 * like a later token either, which is looked at too. O(n³) operations, O(n²) memory. Immutable.
 */
public final class PositiveDefiniteness {
    /** What can be said. */
    public enum Verdict {
        /** All pivots are positive beyond rounding. */
        POSITIVE_DEFINITE,
        /** None is negative beyond rounding, but some are within it: tokens repeat, or the kernel spans few dimensions. */
        SINGULAR,
        /** There are coefficients with {@code c'Kc < 0}: no kernel. */
        INDEFINITE
    }

    private static final double ROUNDOFF = 0x1p-53;

    private final int rank;
    private final int[] dependent;
    private final int failure;
    private final double pivot;
    private final double value;
    private final double bound;
    private final double[] witness;

    private PositiveDefiniteness(GramCholesky cholesky) {
        rank = cholesky.rank();
        dependent = cholesky.dependent();
        failure = cholesky.failure();
        pivot = cholesky.pivot();
        value = cholesky.value();
        bound = cholesky.bound();
        witness = cholesky.witness();
    }

    /**
     * Checks a kernel on tokens.
     *
     * @param kernel k, any
     * @param tokens n x d, not modified
     * @return what can be said of it on these tokens
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if a kernel value does not fit float64 or is no number
     */
    public static PositiveDefiniteness of(Kernel kernel, Matrix tokens) {
        Objects.requireNonNull(kernel, "kernel");
        if (tokens.rows() == 0) {
            throw new IllegalArgumentException("tokens has no rows: at least one token is needed");
        }
        tokens.requireFinite("tokens");
        int n = tokens.rows();
        double[] gram =
                Checks.finiteResult(kernel.gram(tokens, tokens).data(), n, n, "k(x, x)", Checks.remedy(kernel)).data();
        // In roundings of a value: of the inner product, or of the sum of squares, and of what is made of it.
        ScoreForm form = KernelForms.of(kernel, KernelForms.Scaling.NONE, 0);
        double[] uncertainty = new double[n];
        for (int i = 0; i < n; i++) {
            double own = Math.abs(gram[i * n + i]);
            uncertainty[i] = ROUNDOFF * (tokens.cols() + 4 + form.roundings(own == 0 ? 1 : own, tokens.cols()));
        }
        return new PositiveDefiniteness(new GramCholesky(gram, n, uncertainty));
    }

    /** {@return what can be said} */
    public Verdict verdict() {
        return failure >= 0 ? Verdict.INDEFINITE : dependent.length > 0 ? Verdict.SINGULAR : Verdict.POSITIVE_DEFINITE;
    }

    /** {@return how many tokens have a positive pivot, up to the failure if there is one: the rank to rounding} */
    public int rank() {
        return rank;
    }

    /** {@return the rows, from 0, of tokens that those before give but for rounding, such as repetitions; a new array} */
    public int[] dependent() {
        return dependent.clone();
    }

    /** {@return the first row, from 0, with which the Gram matrix of the rows up to it is indefinite; -1 for none} */
    public int failure() {
        return failure;
    }

    /** {@return that row's pivot: negative, or near 0 where the row is like one that is dependent; NaN without a failure} */
    public double pivot() {
        return pivot;
    }

    /**
     * The coefficients that show it.
     *
     * @return c with {@code c'Kc = }{@link #value}, one number for each row up to the failure, in a new array; empty without
     */
    public double[] witness() {
        return witness.clone();
    }

    /** {@return {@code c'Kc} of the witness, below -{@link #bound}; NaN without a failure} */
    public double value() {
        return value;
    }

    /** {@return what {@code c'Kc} of the witness can be off by: all roundings of its terms, and of kernel values} */
    public double bound() {
        return bound;
    }

    /** {@return verdict, rank and failure, for people} */
    @Override
    public String toString() {
        return "PositiveDefiniteness[" + verdict() + ", rank " + rank
                + (failure < 0 ? "]" : ", fails at row " + failure + " with c'Kc = " + value + "]");
    }
}
