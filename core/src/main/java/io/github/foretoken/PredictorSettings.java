package io.github.foretoken;

import io.github.foretoken.internal.online.AffineProjection;
import io.github.foretoken.internal.online.DeltaRule;
import io.github.foretoken.internal.online.KaczmarzRegression;
import io.github.foretoken.internal.online.KernelRidge;
import io.github.foretoken.internal.online.LinearAffineProjection;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.online.RecursiveLeastSquares;
import io.github.foretoken.internal.online.SparseKernelRidge;
import io.github.foretoken.internal.online.WindowRegression;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm;
import java.util.Objects;
import java.util.function.Consumer;

/** All that is fixed before a {@link Predictor} sees its first token. Never changed once it is shared: see {@link #with}. */
final class PredictorSettings implements Cloneable {
    /** No window, no budget. */
    static final int ALL = Integer.MAX_VALUE;

    /** That of a budget for which none is given. */
    static final double NOVELTY = 1e-6;

    /** Below, the dictionary's Gram matrix would be singular to rounding. */
    private static final double LEAST_NOVELTY = 1e-12;

    enum Method {
        KACZMARZ, AFFINE_PROJECTION, KERNEL_RIDGE, LEAST_SQUARES
    }

    final Method method;
    final Kernel kernel;
    final int dimension;
    int order = 1;
    Correction correction = Correction.FULL;
    Lags lags = Lags.upTo(1);
    int horizon = 1;
    boolean increments;
    boolean standardization;
    boolean intercept;
    int window = ALL;
    int budget = ALL;
    double novelty;

    PredictorSettings(Method method, Kernel kernel, int dimension) {
        this.method = method;
        this.kernel = Objects.requireNonNull(kernel, "kernel");
        this.dimension = dimension;
        Checks.atLeastOne("dimension", dimension);
    }

    /** A copy with something changed, checked. */
    PredictorSettings with(Consumer<PredictorSettings> change) {
        try {
            PredictorSettings copy = (PredictorSettings) clone();
            change.accept(copy);
            copy.check();
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    private void check() {
        Checks.atLeastOne("order", order);
        Checks.atLeastOne("horizon", horizon);
        Checks.atLeastOne("window", window);
        if (intercept && !(kernel instanceof Kernel.Linear)) {
            throw new IllegalArgumentException("an intercept is for the linear kernel; " + kernel
                    + " has none, a polynomial one has its constant");
        }
        boolean refits = refits();
        Checks.require(!refits || correction.ridge() > 0, "this method needs a positive ridge, not ",
                correction.ridge());
        Checks.require(!refits || correction.relaxation().equals(Correction.FULL.relaxation()),
                "a method that refits takes no relaxation; leave out ", correction.relaxation().first());
        Checks.require(!refits || window == ALL,
                "this method has no window: it forgets, or refits everything; leave out ", window);
        Checks.atLeastOne("budget", budget);
        if (budget != ALL) {
            Checks.require(method == Method.KERNEL_RIDGE && !(kernel instanceof Kernel.Linear),
                    "only kernel ridge regression, with a kernel other than the linear one, takes a budget; leave out ",
                    budget);
            Checks.require(novelty >= LEAST_NOVELTY && novelty < 1, "novelty must lie in [1e-12, 1), not ", novelty);
        }
        boolean forgets = method == Method.KACZMARZ || method == Method.LEAST_SQUARES || budget != ALL;
        Checks.require(forgets || correction.forgetting() == 1, "this method does not forget; leave out ",
                correction.forgetting());
    }

    /** Whether it is a regression solved anew at every token, not corrected step by step. */
    boolean refits() {
        return method == Method.KERNEL_RIDGE || method == Method.LEAST_SQUARES;
    }

    /** p, the number of coordinates of a feature. */
    int featureSize() {
        return Math.addExact(Math.multiplyExact(lags.count(), dimension), intercept ? 1 : 0);
    }

    OnlineRegression regression() {
        OnlineRegression regression = unbounded(featureSize());
        return window == ALL ? regression : new WindowRegression(regression, featureSize(), dimension, window);
    }

    private OnlineRegression unbounded(int p) {
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(Integer.MAX_VALUE);
        double ridge = correction.ridge();
        double forgetting = correction.forgetting();
        boolean linear = kernel instanceof Kernel.Linear;
        return switch (method) {
            case KACZMARZ -> linear ? new DeltaRule(loops, p, dimension, correction.relaxation(), ridge, forgetting)
                    : new KaczmarzRegression(loops, KernelForms.of(kernel, KernelForms.Scaling.BY_COLUMN, 0), p,
                            dimension, correction.relaxation(), ridge, forgetting);
            case AFFINE_PROJECTION -> linear && ridge > 0
                    ? new LinearAffineProjection(loops, p, dimension, order, correction.relaxation(), ridge)
                    : new AffineProjection(loops, symmetricForm(), p, dimension, order, correction.relaxation(), ridge);
            case KERNEL_RIDGE -> {
                if (linear) {
                    yield new RecursiveLeastSquares(p, dimension, ridge, forgetting);
                }
                yield budget == ALL ? new KernelRidge(loops, symmetricForm(), p, dimension, ridge)
                        : new SparseKernelRidge(loops, symmetricForm(), p, dimension, ridge, forgetting, budget,
                                novelty);
            }
            case LEAST_SQUARES -> new RecursiveLeastSquares(p, dimension, ridge, forgetting);
        };
    }

    ScoreForm symmetricForm() {
        return KernelForms.of(kernel, KernelForms.Scaling.NONE, 0);
    }
}
