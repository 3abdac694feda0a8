package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.Checks;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.common.Rescaling;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Ordinary;
import io.github.foretoken.internal.Rounding;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.Forgetting;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreTiles;
import io.github.foretoken.internal.tile.SubstitutionOptions;
import io.github.foretoken.internal.tile.TiledSubstitution;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import java.util.Objects;

/**
 * Solves the triangular systems behind causal kernel descent, tile by tile, without ever storing the T x T matrix.
 * With A the lower triangle of the kernel matrix (diagonal D included), L = A - D and Y the successors of the tokens:
 *
 * <ul>
 *   <li>{@link #solve} returns the dual coefficients mu of eq. 8, A mu = Y;
 *   <li>{@link #predict} returns the Kaczmarz prediction û = L mu = Y - D A^-1 Y;
 *   <li>{@link #limit} returns the limit of eq. 7, u* = Y - A^-1 D Y, which equals û when all tokens have the same norm.
 * </ul>
 *
 * {@snippet lang = java :
 * ForwardSubstitution kaczmarz = ForwardSubstitution.of(Kernel.gaussian(200));
 * Matrix estimates = kaczmarz.predict(tokens);                           // row t estimates x_{t+1}
 * double[] forecast = estimates.row(tokens.rows() - 1);                  // of x_{T+1}
 * Matrix day = kaczmarz.withRidge(0.1).withHorizon(24).predict(tokens);  // row t estimates x_{t+24}
 * }
 *
 * <p>Row t of a prediction uses tokens x_1..x_t only, and is unchanged to the bit by changes to later tokens. A token
 * with k(x_t, x_t) = 0 (a zero token under a linear kernel) predicts zero and teaches nothing: its mu is 0.
 *
 * <p>Noise and change ask for more than eq. 8 (normalised LMS, docs/mathematics.md#noise-and-change): with a ridge
 * lambda, a relaxation omega and a forgetting gamma, solve and predict are for
 * {@code (L_g + (D + lambda I) / omega) mu = Y}, {@code û = L_g mu}, {@code (L_g)_ts = gamma^(t-s) k_ts}.
 *
 * <p>Cost about 4 d flops and one kernel evaluation for each of the T²/2 pairs; memory O(T d); the linear kernel costs O(T d²), by
 * the chunked delta rule. Exponentials are divided by their own diagonal before they are taken, so that tokens of one norm
 * cannot overflow, however large it is.
 * Immutable and safe for use by several threads. Source: Sander and Peyré, arXiv 2410.03011, eq. 7 and 8, Prop. 3; proofs and
 * bounds: docs/mathematics.md#the-kaczmarz-prediction, docs/mathematics.md#the-energy-bound; of {@code FloatForwardSubstitution},
 * which is the same in float32: docs/mathematics.md#float32.
 */
public final class ForwardSubstitution {
    private final Kernel kernel;
    /** Of kernels of distances, whose values are the same for rescaled features and widths. */
    private final Rescaling rescaling;
    private final Correction correction;
    private final int horizon;
    private final Parallelism parallelism;

    private ForwardSubstitution(Kernel kernel, Correction correction, int horizon, Parallelism parallelism) {
        this.kernel = Objects.requireNonNull(kernel, "kernel");
        rescaling = Rescaling.of(kernel, 0);
        this.correction = correction;
        this.horizon = horizon;
        this.parallelism = Objects.requireNonNull(parallelism, "parallelism");
        Checks.atLeastOne("horizon", horizon);
    }

    /**
     * Substitution against this kernel's matrix.
     *
     * @param kernel k, any
     * @return the paper's: one step ahead, with no ridge, relaxation or forgetting
     */
    public static ForwardSubstitution of(Kernel kernel) {
        return new ForwardSubstitution(kernel, Correction.FULL, 1, Parallelism.automatic());
    }

    /**
     * Runs on this many threads; the result is the same, to the bit.
     *
     * @param newParallelism {@link Parallelism#automatic} by default
     * @return a changed copy
     */
    public ForwardSubstitution withParallelism(Parallelism newParallelism) {
        return new ForwardSubstitution(kernel, correction, horizon, newParallelism);
    }

    /**
     * Adds a ridge to k(x, x): {@link Correction#withRidge}.
     *
     * @param lambda an estimate of the noise in the unit of the kernel, 0 or more and finite; 0 by default
     * @return a changed copy
     * @throws IllegalArgumentException if lambda is out of its range
     */
    public ForwardSubstitution withRidge( //
            double lambda) { // float64 in both
        return withCorrection(correction.withRidge(lambda));
    }

    /**
     * Multiplies each correction by a relaxation: {@link Correction#withRelaxation}.
     *
     * @param omega in (0, 2); 1 by default
     * @return a changed copy
     * @throws IllegalArgumentException if omega is out of its range
     */
    public ForwardSubstitution withRelaxation( //
            double omega) { // float64 in both
        return withCorrection(correction.withRelaxation(omega));
    }

    /**
     * Multiplies the t-th correction by {@code max(least, scale / (scale + t))}: {@link Correction#withFallingRelaxation}.
     *
     * @param scale in pairs, positive and finite
     * @param least in [0, 1]
     * @return a changed copy
     * @throws IllegalArgumentException if one is out of its range
     */
    public ForwardSubstitution withFallingRelaxation( //
            double scale, double least) { // float64 in both
        return withCorrection(correction.withFallingRelaxation(scale, least));
    }

    /**
     * Lets what was learned s tokens ago count gamma^s: {@link Correction#withForgetting}.
     *
     * @param gamma in (0, 1]; 1 by default
     * @return a changed copy
     * @throws IllegalArgumentException if gamma is out of its range
     */
    public ForwardSubstitution withForgetting( //
            double gamma) { // float64 in both
        return withCorrection(correction.withForgetting(gamma));
    }

    /**
     * Predicts that many steps ahead: row t of a prediction estimates x_{t+h}, or its target, from features 1..t and what
     * is then known, targets 1..t-h. Twice the cost unless h is 1, the default.
     *
     * @param steps h, 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if steps is less than 1
     */
    public ForwardSubstitution withHorizon(int steps) {
        return new ForwardSubstitution(kernel, correction, steps, parallelism);
    }

    /**
     * Takes ridge, relaxation and forgetting at once.
     *
     * @param with {@link Correction#FULL} by default
     * @return a changed copy
     */
    public ForwardSubstitution withCorrection(Correction with) {
        return new ForwardSubstitution(kernel, Objects.requireNonNull(with, "with"), horizon, parallelism);
    }

    /**
     * The dual coefficients mu of A mu = Y, or of the system above with its options. A is unnormalised, as in eq. 8.
     *
     * @param tokens X, T x d, not modified
     * @param targets Y, T x m, not modified
     * @return mu, T x m, row-major in a new array
     * @throws IllegalArgumentException if there is no token, shapes do not match or an element is not finite
     * @throws ArithmeticException if mu does not fit float64, as with the exponential kernel where
     *     {@code exp(scale |x_t|²)} does not
     */
    public Matrix solve(Matrix tokens, Matrix targets) {
        if (tokens.rows() != targets.rows()) {
            throw new IllegalArgumentException("tokens and targets must have the same number of rows: tokens is "
                    + tokens.shape() + ", targets is " + targets.shape());
        }
        Checks.sequence(tokens, targets);
        Matrix features = rescaling.features(tokens);
        ScoreTiles tiles = tiles(features, KernelForms.Scaling.BY_COLUMN);
        TiledSubstitution run = run(tiles, features, Division.WEIGHT, targets);
        int rows = targets.rows();
        int cols = targets.cols();
        Block weights = run.weights();
        double[] mu = new double[Math.multiplyExact(rows, cols)];
        for (int t = 0; t < rows; t++) {
            double scale = weightScale(t, tiles.squaredNorms()[t]);
            for (int c = 0; c < cols; c++) {
                mu[t * cols + c] = weights.values()[weights.at(t, c)] * scale;
            }
        }
        return Checks.finiteResult(mu, rows, cols, "mu", Checks.remedy(kernel));
    }

    /** The exponential kernel was divided by k(x_t, x_t), and so must its weight be. */
    private double weightScale(int t, double squaredNorm) {
        if (!(kernel instanceof Kernel.Exponential exponential)) {
            return 1;
        }
        double scale = exponential.scale(); // float64 in both
        double diagonal = Rounding.of(Math.exp(-scale * squaredNorm));
        if (diagonal < Double.MIN_NORMAL) {
            throw new ArithmeticException("mu does not fit float64 at token " + (t + 1) + ": it carries a factor exp(-"
                    + scale * squaredNorm + "); predict and limit do not need it, or scale the tokens down");
        }
        return diagonal;
    }

    /**
     * The Kaczmarz prediction û of the next token: row t estimates x_{t+1} from x_1..x_t; the last row is the forecast.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @return û, T x d; the first row, with a horizon the first h, is zero
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws ArithmeticException if û does not fit float64
     */
    public Matrix predict(Matrix tokens) {
        Matrix successors = Checks.successors(tokens);
        return predictChecked(tokens,
                horizon == 1 ? successors : tokens.rows(Math.min(horizon, tokens.rows()), tokens.rows()));
    }

    /**
     * The prediction û with targets of their own: row t of the result estimates target t from features 1..t and targets
     * 1..t-1.
     *
     * @param features T x p (say, delay vectors), not modified
     * @param targets T x m, or T-1 x m when the last one is still unknown (T-h x m with a horizon h); not modified
     * @return û, T x m
     * @throws IllegalArgumentException if there is no feature, shapes do not match or an element is not finite
     * @throws ArithmeticException if a prediction does not fit float64
     */
    public Matrix predict(Matrix features, Matrix targets) {
        Checks.sequence(features, targets, horizon);
        return predictChecked(features, targets);
    }

    private Matrix predictChecked(Matrix tokens, Matrix targets) {
        Matrix features = rescaling.features(tokens);
        if (horizon == 1) {
            return substitute(features, targets, KernelForms.Scaling.BY_COLUMN, Division.WEIGHT, "û");
        }
        Matrix ahead = Matrix.zeros(features.rows(), targets.cols());
        int lead = horizon - 1;
        int pairs = Math.min(targets.rows(), features.rows() - horizon);
        if (pairs <= 0) {
            return ahead;
        }
        // Weights as ever; then what those of s <= t - h say of query t, which is row t - (h - 1) of a strict triangle.
        Matrix keys = features.rows(0, pairs);
        TiledSubstitution solved =
                run(tiles(keys, KernelForms.Scaling.BY_COLUMN), keys, Division.WEIGHT, targets.rows(0, pairs));
        ScoreTiles tiles = new ScoreTiles(loops(pairs + 1), form(KernelForms.Scaling.BY_COLUMN),
                Blocks.of(features.rows(0, pairs + horizon)), lead);
        TiledSubstitution run = new TiledSubstitution(loops(pairs + 1), tiles, Division.NONE, solved.weights(),
                new SubstitutionOptions(null, fading(), null))
                .run(parallelism.forPairs(MicrokernelSelection.pairs(pairs)));
        System.arraycopy(run.predictions(), 0, ahead.data(), lead * targets.cols(), run.predictions().length);
        return Checks.finiteResult(ahead.data(), features.rows(), targets.cols(), "û", Checks.remedy(kernel));
    }

    /**
     * The limit u* of causal descent, A u* = L Y, for any norms (softmax attention has the same limit). For one common norm it
     * equals {@link #predict}; for varying norms it is a different and often worse predictor. Eq. 7 has none of the options.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @return u*, T x d; the first row is zero
     * @throws IllegalArgumentException if there is no token or an element is not finite
     * @throws IllegalStateException with a ridge, relaxation, forgetting or horizon
     * @throws ArithmeticException if u* does not fit float64
     */
    public Matrix limit(Matrix tokens) {
        requireEquation7();
        return substitute(rescaling.features(tokens), Checks.successors(tokens), KernelForms.Scaling.BY_ROW,
                Division.PREDICTION, "u*");
    }

    /**
     * {@link #limit(Matrix)} with targets of their own, as in {@link #predict(Matrix, Matrix)}.
     *
     * @param features T x p, not modified
     * @param targets T x m, or T-1 x m when the last one is still unknown; not modified
     * @return u*, T x m
     * @throws IllegalArgumentException if there is no feature, shapes do not match or an element is not finite
     * @throws IllegalStateException with a ridge, relaxation, forgetting or horizon
     * @throws ArithmeticException if u* does not fit float64
     */
    public Matrix limit(Matrix features, Matrix targets) {
        requireEquation7();
        Checks.sequence(features, targets);
        return substitute(rescaling.features(features), targets, KernelForms.Scaling.BY_ROW, Division.PREDICTION, "u*");
    }

    private Matrix substitute(Matrix features, Matrix targets, KernelForms.Scaling scaling, Division division,
            String what) {
        TiledSubstitution run = run(tiles(features, scaling), features, division, targets);
        return Checks.finiteResult(run.predictions(), features.rows(), targets.cols(), what, Checks.remedy(kernel));
    }

    private void requireEquation7() {
        if (!correction.equals(Correction.FULL) || horizon != 1) {
            throw new IllegalStateException(
                    "eq. 7 has no ridge, relaxation, forgetting or horizon; predict takes them, limit does not");
        }
    }

    private ScoreTiles tiles(Matrix features, KernelForms.Scaling scaling) {
        return new ScoreTiles(loops(features.rows()), form(scaling), Blocks.of(features));
    }

    private ScoreForm form(KernelForms.Scaling scaling) {
        return KernelForms.of(rescaling.kernel(kernel), scaling, 0);
    }

    private Forgetting fading() {
        return correction.forgetting() == 1 ? null : new Forgetting(correction.forgetting());
    }

    private TiledSubstitution run(ScoreTiles tiles, Matrix features, Division division, Matrix targets) {
        Checks.squaredNorms(tiles.squaredNorms(), kernel);
        double[] diagonal = tiles.diagonal();
        Checks.diagonal(diagonal, features, kernel, correction.ridge() == 0 ? least(division, targets) : 0);
        SubstitutionOptions options = new SubstitutionOptions(divisors(diagonal, tiles.squaredNorms()), fading(),
                SubstitutionOptions.libraryFor(features.rows(), features.cols(), targets.cols()));
        return new TiledSubstitution(loops(features.rows()), tiles, division, Blocks.of(targets), options)
                .run(parallelism.forPairs(MicrokernelSelection.pairs(features.rows())));
    }

    private static double least(Division division, Matrix targets) {
        return division == Division.PREDICTION ? Ordinary.leastFactor(Blocks.of(targets).largest()) : Double.MIN_NORMAL;
    }

    /** @param diagonal of the matrix, overwritten and returned */
    private double[] divisors(double[] diagonal, double[] squaredNorms) {
        Pivots pivots = new Pivots(kernel, correction);
        for (int t = 0; !pivots.plain() && t < diagonal.length; t++) {
            diagonal[t] = Rounding.of(pivots.of(t, diagonal[t], squaredNorms[t]));
        }
        return diagonal;
    }

    private static ScoreMicrokernels loops(int tokens) {
        return MicrokernelSelection.forPairs(MicrokernelSelection.pairs(tokens));
    }

    /** {@return kernel, correction and horizon, for people} */
    @Override
    public String toString() {
        return "ForwardSubstitution[kernel=" + kernel.text() + ", " + correction + ", horizon=" + horizon + "]";
    }
}
