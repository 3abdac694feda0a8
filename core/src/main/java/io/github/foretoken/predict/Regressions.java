package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.common.KernelForms;
import io.github.foretoken.descent.Correction;
import io.github.foretoken.internal.online.Relaxation;
import io.github.foretoken.internal.online.AffineProjection;
import io.github.foretoken.internal.online.DeltaRule;
import io.github.foretoken.internal.online.KaczmarzHorizons;
import io.github.foretoken.internal.online.KaczmarzRegression;
import io.github.foretoken.internal.online.KernelRidge;
import io.github.foretoken.internal.online.LinearAffineProjection;
import io.github.foretoken.internal.online.LinearHorizons;
import io.github.foretoken.internal.online.MappedRegression;
import io.github.foretoken.internal.online.NoRegression;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.online.RandomFeatureMap;
import io.github.foretoken.internal.online.RecursiveLeastSquares;
import io.github.foretoken.internal.online.RidgeHorizons;
import io.github.foretoken.internal.online.ScaledTargets;
import io.github.foretoken.internal.online.SeparateHorizons;
import io.github.foretoken.internal.online.SparseKaczmarz;
import io.github.foretoken.internal.online.SparseKernelRidge;
import io.github.foretoken.internal.online.WindowRegression;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.ScoreForm;
import java.util.Arrays;

/** The regression that options ask for. */
final class Regressions {
    private final PredictorSettings settings;
    private final PredictorOptions options;
    private final int p;
    private final ScoreMicrokernels loops = MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN);
    private final double ridge;
    private final double forgetting;
    private final boolean linear;
    private final boolean bounded;

    private Regressions(PredictorSettings settings) {
        this.settings = settings;
        options = settings.options();
        p = settings.featureSize();
        ridge = options.rescaledCorrection().ridge();
        forgetting = options.correction().forgetting();
        linear = options.kernel() instanceof Kernel.Linear;
        bounded = options.memory().budget() != Memory.ALL;
    }

    /**
     * New and empty.
     *
     * @throws IllegalArgumentException if it would need longer arrays than there are
     */
    static OnlineRegression of(PredictorSettings settings) {
        try {
            return new Regressions(settings).regression();
        } catch (ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "for features of " + settings.featureSize() + " coordinates " + settings.options()
                            + " needs a longer array than there can be; take fewer columns or delays, or separate "
                            + "columns first",
                    e);
        }
    }

    private OnlineRegression regression() {
        if (options.memory().random().any()) {
            return mapped(options.memory().random());
        }
        return options.steps().horizons() > 1 && options.method().learns() ? together() : single();
    }

    /** The delta rule on random features, which all horizons share. */
    private OnlineRegression mapped(RandomFeatures random) {
        int m = random.count();
        int d = settings.dimension();
        Kernel kernel = options.rescaledKernel();
        boolean radial = KernelForms.radial(kernel);
        double scale = radial ? 1 / KernelForms.width(kernel) : Math.sqrt(((Kernel.Exponential) kernel).scale());
        RandomFeatureMap map =
                new RandomFeatureMap(loops, new RandomFeatureMap.Definition(random.form() == RandomFeatures.Form.WAVES,
                        m, random.seed(), scale, radial), p);
        OnlineRegression[] each = new OnlineRegression[Math.max(1, options.steps().horizons())];
        Arrays.setAll(each, h -> new DeltaRule(loops, m, d, relaxation(), ridge, forgetting));
        return new MappedRegression(map, each.length > 1 ? new SeparateHorizons(each, m, d) : each[0], p, ridge);
    }

    private OnlineRegression single() {
        int window = options.memory().window();
        return window == Memory.ALL ? unbounded() : new WindowRegression(unbounded(), p, settings.dimension(), window);
    }

    /** Targets in the unit of features. */
    private OnlineRegression scaled(OnlineRegression regression) {
        double factor = options.rescaling().factor();
        return factor == 1 ? regression
                : new ScaledTargets(regression, factor, options.steps().count() * settings.dimension());
    }

    private OnlineRegression unbounded() {
        int d = settings.dimension();
        int order = options.memory().order();
        Relaxation relaxation = relaxation();
        return switch (options.method()) {
            case KACZMARZ -> linear ? new DeltaRule(loops, p, d, relaxation, ridge, forgetting)
                    : bounded ? new SparseKaczmarz(loops, symmetricForm(options), p, d, relaxation,
                            new double[]{ridge, forgetting}, options.memory().budget(), options.memory().novelty())
                            : new KaczmarzRegression(loops, columnForm(), p, d, relaxation, ridge, forgetting);
            case AFFINE_PROJECTION ->
                    linear && ridge > 0 ? new LinearAffineProjection(loops, p, d, order, relaxation, ridge)
                            : new AffineProjection(loops, symmetricForm(options), p, d, order, relaxation, ridge);
            case KERNEL_RIDGE -> {
                if (linear) {
                    yield new RecursiveLeastSquares(p, d, ridge, forgetting);
                }
                Memory memory = options.memory();
                yield !bounded ? new KernelRidge(loops, symmetricForm(options), p, d, ridge)
                        : scaled(new SparseKernelRidge(loops, symmetricForm(options), p, d, ridge, forgetting,
                                memory.budget(), memory.novelty()));
            }
            case LEAST_SQUARES -> new RecursiveLeastSquares(p, d, ridge, forgetting);
            case PERSISTENCE, MEAN -> new NoRegression();
        };
    }

    /** All horizons together, which share whatever depends on features only. */
    private OnlineRegression together() {
        int d = settings.dimension();
        int horizons = options.steps().horizons();
        if (!sharesHorizons(options)) {
            OnlineRegression[] each = new OnlineRegression[horizons];
            Arrays.setAll(each, h -> single());
            return new SeparateHorizons(each, p, d);
        }
        if (linear) {
            return LinearHorizons.leastSquares(horizons, p, d, ridge, forgetting);
        }
        if (options.method() == Method.KACZMARZ) {
            return new KaczmarzHorizons(loops, columnForm(), horizons, p, d, relaxation(), ridge, forgetting);
        }
        Memory memory = options.memory();
        return !bounded ? new RidgeHorizons(loops, symmetricForm(options), horizons, p, d, ridge)
                : scaled(LinearHorizons.sparse(horizons, d, new LinearHorizons.Sparse(loops, symmetricForm(options), p,
                        ridge, forgetting, memory.budget(), memory.novelty())));
    }

    /**
     * Whether anything that takes time depends on features alone: a gain of the delta rule is but its feature. (Keys of a budget
     * do, too, but Kaczmarz's corrections on them are not shared here; and random features are, before anything is learned.)
     */
    static boolean sharesHorizons(PredictorOptions options) {
        boolean alone = options.method() == Method.KACZMARZ
                && (options.kernel() instanceof Kernel.Linear || options.memory().bounded());
        return options.method() != Method.AFFINE_PROJECTION && options.memory().window() == Memory.ALL && !alone;
    }

    private Relaxation relaxation() {
        Correction correction = options.correction();
        return new Relaxation(correction.relaxation(), correction.horizon(), correction.least());
    }

    private ScoreForm columnForm() {
        return KernelForms.of(options.rescaledKernel(), KernelForms.Scaling.BY_COLUMN, 0);
    }

    static ScoreForm symmetricForm(PredictorOptions options) {
        return KernelForms.of(options.rescaledKernel(), KernelForms.Scaling.NONE, 0);
    }
}
