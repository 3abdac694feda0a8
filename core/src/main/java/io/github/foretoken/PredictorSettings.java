package io.github.foretoken;

import io.github.foretoken.internal.online.AffineProjection;
import io.github.foretoken.internal.online.DeltaRule;
import io.github.foretoken.internal.online.KaczmarzRegression;
import io.github.foretoken.internal.online.KernelRidge;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.online.RecursiveLeastSquares;
import io.github.foretoken.internal.online.Relaxation;
import io.github.foretoken.internal.online.WindowRegression;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import java.util.Objects;

/** All that is fixed before a {@link Predictor} sees its first token. */
record PredictorSettings(Method method, Kernel kernel, int dimension, int order, Relaxation relaxation, double ridge,
        double forgetting, int delays, int horizon, boolean increments, int window) {
    /** No window. */
    static final int ALL = Integer.MAX_VALUE;

    enum Method {
        KACZMARZ, AFFINE_PROJECTION, KERNEL_RIDGE, LEAST_SQUARES
    }

    PredictorSettings {
        Objects.requireNonNull(kernel, "kernel");
        atLeastOne("dimension", dimension);
        atLeastOne("order", order);
        atLeastOne("delays", delays);
        atLeastOne("horizon", horizon);
        atLeastOne("window", window);
        require(relaxation.first() > 0 && relaxation.first() < 2, "relaxation must lie between 0 and 2, not ",
                relaxation.first());
        require(relaxation.horizon() >= 0 && Double.isFinite(relaxation.horizon()),
                "the horizon of a falling relaxation must be finite and not negative, not ", relaxation.horizon());
        require(relaxation.least() >= 0 && relaxation.least() <= 1,
                "the least relaxation must lie between 0 and 1, not ", relaxation.least());
        require(ridge >= 0 && Double.isFinite(ridge), "ridge must be finite and not negative, not ", ridge);
        require(forgetting > 0 && forgetting <= 1, "forgetting must lie in (0, 1], not ", forgetting);
        boolean refits = refits(method);
        require(!refits || ridge > 0, "this method needs a positive ridge, not ", ridge);
        require(!refits || relaxation.equals(Relaxation.constant(1)),
                "a method that refits takes no relaxation; leave out ", relaxation.first());
        boolean forgets = method == Method.KACZMARZ || method == Method.LEAST_SQUARES;
        require(!refits || window == ALL, "this method has no window: it forgets, or refits everything; leave out ",
                window);
        require(forgets || forgetting == 1, "this method does not forget; leave out ", forgetting);
    }

    private static boolean refits(Method method) {
        return method == Method.KERNEL_RIDGE || method == Method.LEAST_SQUARES;
    }

    /** Whether it is a regression solved anew at every token, not corrected step by step. */
    boolean refits() {
        return refits(method);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }

    private static void require(boolean condition, String what, double value) {
        if (!condition) {
            throw new IllegalArgumentException(what + value);
        }
    }

    PredictorSettings withRelaxation(Relaxation value) {
        return new PredictorSettings(method, kernel, dimension, order, value, ridge, forgetting, delays, horizon,
                increments, window);
    }

    PredictorSettings withRidge(double value) {
        return new PredictorSettings(method, kernel, dimension, order, relaxation, value, forgetting, delays, horizon,
                increments, window);
    }

    PredictorSettings withForgetting(double value) {
        return new PredictorSettings(method, kernel, dimension, order, relaxation, ridge, value, delays, horizon,
                increments, window);
    }

    PredictorSettings withDelays(int value) {
        return new PredictorSettings(method, kernel, dimension, order, relaxation, ridge, forgetting, value, horizon,
                increments, window);
    }

    PredictorSettings withHorizon(int value) {
        return new PredictorSettings(method, kernel, dimension, order, relaxation, ridge, forgetting, delays, value,
                increments, window);
    }

    PredictorSettings withIncrements(boolean value) {
        return new PredictorSettings(method, kernel, dimension, order, relaxation, ridge, forgetting, delays, horizon,
                value, window);
    }

    PredictorSettings withWindow(int value) {
        return new PredictorSettings(method, kernel, dimension, order, relaxation, ridge, forgetting, delays, horizon,
                increments, value);
    }

    OnlineRegression regression() {
        int p = Math.multiplyExact(delays, dimension);
        OnlineRegression regression = unbounded(p);
        return window == ALL ? regression : new WindowRegression(regression, p, dimension, window);
    }

    private OnlineRegression unbounded(int p) {
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(Integer.MAX_VALUE);
        return switch (method) {
            case KACZMARZ ->
                    kernel instanceof Kernel.Linear ? new DeltaRule(loops, p, dimension, relaxation, ridge, forgetting)
                            : new KaczmarzRegression(loops, KernelForms.of(kernel, KernelForms.Scaling.BY_COLUMN, 0), p,
                                    dimension, relaxation, ridge, forgetting);
            case AFFINE_PROJECTION -> new AffineProjection(loops, KernelForms.of(kernel, KernelForms.Scaling.NONE, 0),
                    p, dimension, order, relaxation, ridge);
            case KERNEL_RIDGE -> kernel instanceof Kernel.Linear
                    ? new RecursiveLeastSquares(loops, p, dimension, ridge, forgetting)
                    : new KernelRidge(loops, KernelForms.of(kernel, KernelForms.Scaling.NONE, 0), p, dimension, ridge);
            case LEAST_SQUARES -> new RecursiveLeastSquares(loops, p, dimension, ridge, forgetting);
        };
    }
}
