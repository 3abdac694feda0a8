package io.github.foretoken;

import io.github.foretoken.internal.online.AffineProjection;
import io.github.foretoken.internal.online.DeltaRule;
import io.github.foretoken.internal.online.KaczmarzHorizons;
import io.github.foretoken.internal.online.KaczmarzRegression;
import io.github.foretoken.internal.online.KernelRidge;
import io.github.foretoken.internal.online.LinearAffineProjection;
import io.github.foretoken.internal.online.LinearHorizons;
import io.github.foretoken.internal.online.NoRegression;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.online.RecursiveLeastSquares;
import io.github.foretoken.internal.online.Relaxation;
import io.github.foretoken.internal.online.RidgeHorizons;
import io.github.foretoken.internal.online.ScaledTargets;
import io.github.foretoken.internal.online.SeparateHorizons;
import io.github.foretoken.internal.online.SparseKernelRidge;
import io.github.foretoken.internal.online.WindowRegression;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All that is fixed before a {@link Predictor} sees its first token. Never changed once it is shared: see {@link #with}. */
final class PredictorSettings implements Cloneable {
    /** No window, no budget. */
    static final int ALL = Integer.MAX_VALUE;

    /** That of a budget for which none is given. */
    static final double NOVELTY = 1e-6;

    /** What H may be. */
    static final int MOST_HORIZONS = 1 << 12;

    /** Below, the dictionary's Gram matrix would be singular to rounding. */
    private static final double LEAST_NOVELTY = 1e-12;

    enum Method {
        KACZMARZ, AFFINE_PROJECTION, KERNEL_RIDGE, LEAST_SQUARES, PERSISTENCE, MEAN;

        /** Whether features play a part; the others are the newest token and the running mean. */
        boolean learns() {
            return this != PERSISTENCE && this != MEAN;
        }
    }

    final Method method;
    Kernel kernel;
    int dimension;
    int order = 1;
    Correction correction = Correction.FULL;
    Lags lags = Lags.upTo(1);
    int horizon = 1;
    /** All steps up to this one; 0 for the horizon alone. */
    int horizons;
    /** Whether where rolled-out estimates have been closer they are taken. */
    boolean rollOuts;
    /** Whether each column is predicted by itself. */
    boolean separate;
    /** Columns that all the others are predicted from, too, ascending. */
    int[] shared = {};
    boolean increments;
    boolean standardization;
    /** The constant behind each feature; 0 for none. */
    double intercept;
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
        checkHorizons();
        checkShared();
        if (!method.learns()) {
            checkBare();
            return;
        }
        Checks.require(intercept >= 0 && Double.isFinite(intercept),
                "the constant of an intercept must be positive and finite, not ", intercept);
        if (intercept != 0 && !(kernel instanceof Kernel.Linear)) {
            throw new IllegalArgumentException("an intercept is for the linear kernel; " + kernel
                    + " has none, a polynomial one has its constant");
        }
        if (method == Method.LEAST_SQUARES && !(kernel instanceof Kernel.Linear)) {
            throw new IllegalArgumentException("least squares is for the linear kernel, not for " + kernel);
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

    private void checkHorizons() {
        if (horizons < 0 || horizons > MOST_HORIZONS) {
            throw new IllegalArgumentException("horizons must be from 1 to " + MOST_HORIZONS + ", not " + horizons);
        }
        if (horizons > 0 && horizon > horizons) {
            throw new IllegalArgumentException("with horizons 1 to " + horizons + ", horizon, the one of predict(), "
                    + "must be among them, and is " + horizon);
        }
        if (rollOuts && (horizons < 2 || !method.learns())) {
            throw new IllegalArgumentException(
                    "roll-outs are chosen among several steps of a method that learns: say withHorizons(H) first");
        }
        if ((long) steps() * dimension > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("forecasts of " + horizons + " horizons and " + dimension
                    + " coordinates are longer than an array can be");
        }
    }

    private void checkShared() {
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] < 0 || shared[i] >= dimension) {
                throw new IllegalArgumentException(
                        "shared column " + shared[i] + " is not one of " + dimension + ", which are counted from 0");
            }
            if (i > 0 && shared[i] == shared[i - 1]) {
                throw new IllegalArgumentException("column " + shared[i] + " is shared twice");
            }
        }
    }

    /** What learns nothing has a horizon, and nothing else. */
    private void checkBare() {
        boolean persistence = method == Method.PERSISTENCE;
        boolean bare = order == 1 && correction.equals(Correction.FULL) && lags.reach() == 1 && intercept == 0
                && window == ALL && budget == ALL && increments == persistence && standardization != persistence;
        if (!bare || !(kernel instanceof Kernel.Linear)) {
            throw new IllegalArgumentException(
                    (persistence ? "persistence" : "the mean") + " takes a horizon and no other option");
        }
    }

    /** Whether it is a regression solved anew at every token, not corrected step by step. */
    boolean refits() {
        return method == Method.KERNEL_RIDGE || method == Method.LEAST_SQUARES;
    }

    /** How many steps ahead are estimated together. */
    int steps() {
        return Math.max(1, horizons);
    }

    /** Those by which a column and what it is predicted from are, where columns are separate; else these. */
    PredictorSettings part(int column) {
        return separate || rollOuts ? with(s -> {
            s.rollOuts = false;
            s.separate = false;
            s.shared = new int[0];
            s.dimension = separate ? columns(column).length : dimension;
        }) : this;
    }

    /** What the prediction of one of separate columns is made of: itself, and those that are shared. */
    int[] columns(int column) {
        return IntStream.concat(IntStream.of(column), Arrays.stream(shared).filter(other -> other != column)).toArray();
    }

    /** p, the number of coordinates of a feature. */
    int featureSize() {
        long size = (long) lags.count() * dimension + (intercept != 0 ? 1 : 0);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a feature of " + lags.count() + " tokens of " + dimension
                    + " coordinates is longer than an array can be; take fewer columns or delays");
        }
        return (int) size;
    }

    /** What features are multiplied by before anything is learned from them. */
    Rescaling rescaling() {
        return method.learns() ? Rescaling.of(kernel, correction.ridge()) : Rescaling.NONE;
    }

    /** The kernel of rescaled features. */
    Kernel rescaledKernel() {
        return rescaling().kernel(kernel);
    }

    /** In units of that kernel. */
    Correction rescaledCorrection() {
        return correction.withRidge(rescaling().ridge(kernel, correction.ridge()));
    }

    /**
     * New and empty.
     *
     * @throws IllegalArgumentException if it would need longer arrays than there are
     */
    OnlineRegression regression() {
        try {
            return bounded();
        } catch (ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "for features of " + featureSize() + " coordinates " + PredictorText.of(this)
                            + " needs a longer array than there can be; take fewer columns or delays, or separate "
                            + "columns first",
                    e);
        }
    }

    private OnlineRegression bounded() {
        if (horizons > 1 && method.learns()) {
            return horizons(featureSize());
        }
        return single(featureSize());
    }

    private OnlineRegression single(int p) {
        OnlineRegression regression = unbounded(p);
        return window == ALL ? regression : new WindowRegression(regression, p, dimension, window);
    }

    /** Targets in the unit of features. */
    private OnlineRegression scaled(OnlineRegression regression) {
        double factor = rescaling().factor();
        return factor == 1 ? regression : new ScaledTargets(regression, factor, steps() * dimension);
    }

    private OnlineRegression unbounded(int p) {
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(Integer.MAX_VALUE);
        double ridge = rescaledCorrection().ridge();
        double forgetting = correction.forgetting();
        Relaxation relaxation = correction.relaxation();
        boolean linear = kernel instanceof Kernel.Linear;
        return switch (method) {
            case KACZMARZ -> linear ? new DeltaRule(loops, p, dimension, relaxation, ridge, forgetting)
                    : new KaczmarzRegression(loops, columnForm(), p, dimension, relaxation, ridge, forgetting);
            case AFFINE_PROJECTION ->
                    linear && ridge > 0 ? new LinearAffineProjection(loops, p, dimension, order, relaxation, ridge)
                            : new AffineProjection(loops, symmetricForm(), p, dimension, order, relaxation, ridge);
            case KERNEL_RIDGE -> {
                if (linear) {
                    yield new RecursiveLeastSquares(p, dimension, ridge, forgetting);
                }
                yield budget == ALL ? new KernelRidge(loops, symmetricForm(), p, dimension, ridge)
                        : scaled(new SparseKernelRidge(loops, symmetricForm(), p, dimension, ridge, forgetting, budget,
                                novelty));
            }
            case LEAST_SQUARES -> new RecursiveLeastSquares(p, dimension, ridge, forgetting);
            case PERSISTENCE, MEAN -> new NoRegression();
        };
    }

    /** All horizons together, which share whatever depends on features only. */
    private OnlineRegression horizons(int p) {
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(Integer.MAX_VALUE);
        double ridge = rescaledCorrection().ridge();
        double forgetting = correction.forgetting();
        boolean linear = kernel instanceof Kernel.Linear;
        if (!sharesHorizons()) {
            OnlineRegression[] each = new OnlineRegression[horizons];
            Arrays.setAll(each, h -> single(p));
            return new SeparateHorizons(each, p, dimension);
        }
        if (linear) {
            return LinearHorizons.leastSquares(horizons, p, dimension, ridge, forgetting);
        }
        if (method == Method.KACZMARZ) {
            return new KaczmarzHorizons(loops, columnForm(), horizons, p, dimension, correction.relaxation(), ridge,
                    forgetting);
        }
        return budget == ALL ? new RidgeHorizons(loops, symmetricForm(), horizons, p, dimension, ridge)
                : scaled(LinearHorizons.sparse(horizons, dimension,
                        new LinearHorizons.Sparse(loops, symmetricForm(), p, ridge, forgetting, budget, novelty)));
    }

    /** Whether anything that takes time depends on features alone: a gain of the delta rule is but its feature. */
    boolean sharesHorizons() {
        boolean deltaRule = method == Method.KACZMARZ && kernel instanceof Kernel.Linear;
        return method != Method.AFFINE_PROJECTION && window == ALL && !deltaRule;
    }

    private ScoreForm columnForm() {
        return KernelForms.of(rescaledKernel(), KernelForms.Scaling.BY_COLUMN, 0);
    }

    ScoreForm symmetricForm() {
        return KernelForms.of(rescaledKernel(), KernelForms.Scaling.NONE, 0);
    }
}
