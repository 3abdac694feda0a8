package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.internal.tile.FusedDescent;
import java.util.Objects;

/**
 * Causal kernel descent, {@code u <- u - eta (A u - L Y)} from u^0, whose n-th iterate u^n is what n Transformer
 * layers compute and whose limit is u*. Here {@code A_ts = k(x_t, x_s)} for {@code s <= t} (or the same divided by its row
 * sum), L is A without its diagonal, and Y holds the successors x_2, x_3, ...
 *
 * {@snippet lang = java :
 * CausalDescent descent = CausalDescent.of(Kernel.exponential());
 * Matrix limit = descent.limit(tokens);              // u*, infinitely many layers
 * double[] forecast = limit.row(tokens.rows() - 1);  // of x_{T+1}
 * CausalDescent softmax = descent.withAttention(CausalDescent.Attention.SOFTMAX);
 * Matrix six = softmax.iterate(tokens, 6);           // u^6, six layers
 * }
 *
 * <p>To predict, take {@link #limit} or {@link ForwardSubstitution#predict}: iterates are for the study of layers.
 *
 * <p>An immutable description: {@code of(kernel)} has the paper's defaults (unnormalised attention, eta = 1/k(x_1, x_1),
 * u^0 = 0, split form), the {@code with...} methods return changed copies. Safe for use by several threads.
 *
 * <p>Tiles of A are computed on demand and used for a group of layers at once; A is never stored. Cost of n layers:
 * about T² d (1 + n) flops and T²/2 kernel values for each group of 256/d layers; memory O(256 T). Row t of u^n uses
 * x_1..x_t only, to the bit.
 *
 * <p>Source: Sander and Peyré, arXiv 2410.03011, eq. 7, Prop. 2. Forms and transients:
 * docs/mathematics.md#forms-of-a-layer and docs/mathematics.md#transients.
 */
public final class CausalDescent {
    /** Which matrix A is; the limit u* is the same for both. */
    public enum Attention {
        /** The kernel values themselves. */
        UNNORMALIZED,
        /** Each row divided by its sum; the kernel must be positive. */
        SOFTMAX
    }

    /** How a layer is evaluated. */
    public enum Form {
        /** {@code (1 - eta A_tt) u_t - eta (L (u - Y))_t}; the first term is dropped where it is zero to rounding. */
        SPLIT,
        /**
         * {@code u_t - eta (A u - L Y)_t}, as a residual Transformer computes it. At eta = 1/k(x_1, x_1) the rounding
         * error it leaves behind grows exponentially with T: useful to T of about 50, a demonstration beyond.
         */
        RESIDUAL
    }

    /** How far a layer moves: eta, or a rule for it. */
    record Step(Rule rule, double eta) {
        enum Rule {
            DEFAULT, FIXED, PER_TOKEN
        }

        static final Step DEFAULT = new Step(Rule.DEFAULT, Double.NaN);
        static final Step PER_TOKEN = new Step(Rule.PER_TOKEN, Double.NaN);

        boolean perToken() {
            return rule == Rule.PER_TOKEN;
        }

        /** eta, the default being 1 over the first diagonal entry. */
        double value(double firstDiagonal) {
            if (rule == Rule.FIXED) {
                return eta;
            }
            if (rule == Rule.DEFAULT && firstDiagonal == 0) {
                throw new IllegalArgumentException(
                        "the default step 1/k(x_1, x_1) does not exist: the first token is zero; give a step");
            }
            return 1 / firstDiagonal;
        }

        /** ln |eta| (the first diagonal entry's logarithm being given), or a harmless number when eta has none. */
        double exponent(double firstLogDiagonal) {
            return switch (rule) {
                case PER_TOKEN -> 0;
                case DEFAULT -> -firstLogDiagonal;
                case FIXED -> eta == 0 ? -firstLogDiagonal : Math.log(Math.abs(eta));
            };
        }

        /** True when no layer moves anything. */
        boolean never() {
            return rule == Rule.FIXED && eta == 0;
        }

        double sign() {
            return rule == Rule.FIXED ? Math.signum(eta) : 1;
        }
    }

    private final Kernel kernel;
    private final Attention attention;
    private final Form form;
    private final Step step;
    private final Matrix start;
    private final Parallelism parallelism;

    private CausalDescent(Kernel kernel, Attention attention, Form form, Step step, Matrix start,
            Parallelism parallelism) {
        this.kernel = kernel;
        this.attention = attention;
        this.form = form;
        this.step = step;
        this.start = start;
        this.parallelism = parallelism;
    }

    /**
     * Descent with the paper's defaults.
     *
     * @param kernel k, any
     * @return unnormalised, in split form, with the step 1/k(x_1, x_1) from u^0 = 0
     */
    public static CausalDescent of(Kernel kernel) {
        return new CausalDescent(Objects.requireNonNull(kernel, "kernel"), Attention.UNNORMALIZED, Form.SPLIT,
                Step.DEFAULT, null, Parallelism.automatic());
    }

    /**
     * Chooses which matrix A is.
     *
     * @param newAttention whether rows of A are divided by their sums; {@link Attention#UNNORMALIZED} by default
     * @return a changed copy
     * @throws IllegalArgumentException for softmax with a kernel that takes values below zero, or may: a function of one's own
     */
    public CausalDescent withAttention(Attention newAttention) {
        if (newAttention == Attention.SOFTMAX && !KernelForms.positive(kernel)) {
            throw new IllegalArgumentException("softmax attention divides by row sums and needs a positive kernel: "
                    + "exponential, Gaussian, Laplace or Matérn, or sums and products of these, not " + kernel.text());
        }
        return new CausalDescent(kernel, Objects.requireNonNull(newAttention, "attention"), form, step, start,
                parallelism);
    }

    /**
     * Chooses how a layer is evaluated. Both forms have the same iterates but for rounding, which {@link Form#SPLIT} keeps
     * small.
     *
     * @param newForm {@link Form#SPLIT} by default
     * @return a changed copy
     */
    public CausalDescent withForm(Form newForm) {
        return new CausalDescent(kernel, attention, Objects.requireNonNull(newForm, "form"), step, start, parallelism);
    }

    /**
     * Takes the step eta in every row. Any finite number is accepted; {@link #converges} tells whether it lies in the
     * interval (0, eta*) where the iterates converge.
     *
     * @param eta in one over the unit of the kernel, with softmax without unit
     * @return a changed copy
     * @throws IllegalArgumentException if eta is not finite
     */
    public CausalDescent withStep(double eta) {
        if (!Double.isFinite(eta)) {
            throw new IllegalArgumentException("step must be finite, not " + eta);
        }
        return new CausalDescent(kernel, attention, form, new Step(Step.Rule.FIXED, eta), start, parallelism);
    }

    /**
     * Takes the step 1/A_tt in row t, with which n layers reach the limit in the first n rows, whatever the norms:
     * {@code u^n_t = u*_t} for {@code n >= t}.
     *
     * @return a changed copy
     */
    public CausalDescent withStepPerToken() {
        return new CausalDescent(kernel, attention, form, Step.PER_TOKEN, start, parallelism);
    }

    /**
     * Starts from this u^0 instead of zero.
     *
     * @param u0 T x m, shared and not modified; its shape is checked against the tokens when they are known
     * @return a changed copy
     * @throws IllegalArgumentException if an element is not finite
     */
    public CausalDescent startingAt(Matrix u0) {
        return new CausalDescent(kernel, attention, form, step, u0.requireFinite("u0"), parallelism);
    }

    /**
     * Runs on this many threads; the result is the same, to the bit.
     *
     * @param newParallelism {@link Parallelism#automatic} by default
     * @return a changed copy
     */
    public CausalDescent withParallelism(Parallelism newParallelism) {
        return new CausalDescent(kernel, attention, form, step, start,
                Objects.requireNonNull(newParallelism, "parallelism"));
    }

    /**
     * The limit u* of the iterates, {@code A u* = L Y}, by forward substitution: exact but for rounding, at about the cost of
     * one layer. Attention, step, form and u^0 play no part. See {@link ForwardSubstitution#limit(Matrix)}.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @return u*, T x d; row t estimates x_{t+1}, the first row is zero
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if u* does not fit float64
     */
    public Matrix limit(Matrix tokens) {
        return ForwardSubstitution.of(kernel).withParallelism(parallelism).limit(tokens);
    }

    /**
     * The limit u* with targets of their own: see {@link ForwardSubstitution#limit(Matrix, Matrix)}.
     *
     * @param features T x p, not modified
     * @param targets T x m, or T-1 x m when the last one is unknown; not modified
     * @return u*, T x m; row t estimates target t, the first row is zero
     * @throws IllegalArgumentException if shapes do not match or an element is not finite
     * @throws ArithmeticException if u* does not fit float64
     */
    public Matrix limit(Matrix features, Matrix targets) {
        return ForwardSubstitution.of(kernel).withParallelism(parallelism).limit(features, targets);
    }

    /**
     * The iterate u^n after n layers; row t estimates x_{t+1}.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @param layers n, 0 or more
     * @return u^n, T x d
     * @throws IllegalArgumentException if there is no token, an element is not finite, n is negative, u^0 has another shape,
     *     or the default step does not exist because the first token is zero
     * @throws ArithmeticException if u^n does not fit float64: before they converge, iterates can grow beyond any bound
     */
    public Matrix iterate(Matrix tokens, int layers) {
        return run(tokens, Checks.successors(tokens), layers);
    }

    /**
     * The iterate u^n with targets of their own: row t estimates target t from features 1..t and targets 1..t-1.
     *
     * @param features T x p, not modified
     * @param targets T x m, or T-1 x m when the last one is unknown; not modified
     * @param layers n, 0 or more
     * @return u^n, T x m
     * @throws IllegalArgumentException as {@link #iterate(Matrix, int)}, or if the shapes do not match
     * @throws ArithmeticException if u^n does not fit float64
     */
    public Matrix iterate(Matrix features, Matrix targets, int layers) {
        Checks.sequence(features, targets);
        return run(features, targets, layers);
    }

    /**
     * The least step eta* from which on the iterates of these tokens diverge: 2 / max A_tt, over the rows that move (from
     * u^0 = 0 the first does not).
     *
     * @param tokens T x d, not modified
     * @return eta*, 0 or more: infinite when no row moves, 0 when A_tt overflows
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if k(x_t, x_t) of a linear or polynomial kernel does not fit float64
     */
    public double criticalStep(Matrix tokens) {
        Checks.successors(tokens);
        // With eta = 1, rates are A_tt.
        double greatest = 0;
        DescentMatrix matrix =
                new DescentMatrix(kernel, attention, Form.SPLIT, new Step(Step.Rule.FIXED, 1), tokens, parallelism);
        for (int t = firstMoving(); t < tokens.rows(); t++) {
            greatest = Math.max(greatest, matrix.rate(t));
        }
        return 2 / greatest;
    }

    /**
     * Whether this step lies in the open interval (0, eta*) for these tokens. Iterates may still pass through transients that
     * grow exponentially with T before they arrive.
     *
     * @param tokens T x d, not modified
     * @return true if the iterates of these tokens tend to u*
     * @throws IllegalArgumentException if there is no token, an element is not finite, or the default step does not exist
     *     because the first token is zero
     * @throws ArithmeticException if k(x_t, x_t) of a linear or polynomial kernel does not fit float64
     */
    public boolean converges(Matrix tokens) {
        Checks.successors(tokens);
        DescentMatrix matrix = new DescentMatrix(kernel, attention, Form.SPLIT, step, tokens, parallelism);
        for (int t = firstMoving(); t < tokens.rows(); t++) {
            double rate = matrix.rate(t);
            if (matrix.diagonal[t] != 0 && !(rate > 0 && rate < 2)) {
                return false;
            }
        }
        return true;
    }

    private String remedy() {
        return KernelForms.positive(kernel) && attention == Attention.UNNORMALIZED
                ? "take the limit, softmax attention or a smaller step"
                : "take the limit or a smaller step";
    }

    /** From u^0 = 0 the first row stays at its limit, 0. */
    private int firstMoving() {
        return start == null ? 1 : 0;
    }

    private Matrix run(Matrix features, Matrix targets, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("layers must be 0 or more, not " + n);
        }
        int rows = features.rows();
        int cols = targets.cols();
        if (start != null && (start.rows() != rows || start.cols() != cols)) {
            throw new IllegalArgumentException("u0 must be " + rows + " x " + cols + ", it is " + start.shape());
        }
        double[] u = start == null ? new double[Math.multiplyExact(rows, cols)] : start.toArray();
        if (n == 0 || step.never() || (rows == 1 && start == null)) {
            return Matrix.of(u, rows, cols);
        }
        DescentMatrix matrix = new DescentMatrix(kernel, attention, form, step, features, parallelism);
        new FusedDescent(matrix.loops, matrix.tiles, matrix.diagonal, matrix.steps,
                form == Form.SPLIT ? matrix.selfFactors() : null, Blocks.of(targets)).run(u, n, matrix.threads);
        return Checks.finiteResult(u, rows, cols, "u^" + n, remedy());
    }

    /** {@return kernel, attention, form and step, for people} */
    @Override
    public String toString() {
        return "CausalDescent[kernel=" + kernel.text() + ", attention=" + attention + ", form=" + form + ", " + step
                + "]";
    }
}
