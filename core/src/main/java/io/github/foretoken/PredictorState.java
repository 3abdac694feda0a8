package io.github.foretoken;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Map;

/** What a {@link Predictor} has learned and what it predicts from; everything about it that tokens change. */
final class PredictorState {
    /** A text beside the settings, see {@link #describe}. */
    static final String UNITS = "deviation-units";

    /** What tokens may be as large as; the rest of float64 is for sums over many of them. */
    private static final double MOST = 0x1p960;

    private final PredictorSettings settings;
    private final OnlineRegression regression;
    private final FeatureRing ring;
    /** Null for none: then tokens are used as they are. */
    private final Standardization standardization;
    /** Taken when first used: before a token comes the dimension is a mere claim. */
    private double[] estimate = {};
    private double[] target = {};
    private double[] standardized = {};
    private boolean estimated;

    /** Before the first token. */
    PredictorState(PredictorSettings settings) {
        this(settings, settings.regression(), new FeatureRing(settings),
                settings.standardization ? new Standardization(settings.dimension) : null);
    }

    private PredictorState(PredictorSettings settings, OnlineRegression regression, FeatureRing ring,
            Standardization standardization) {
        this.settings = settings;
        this.regression = regression;
        this.ring = ring;
        this.standardization = standardization;
    }

    private void takeWork() {
        if (estimate.length == 0) {
            target = new double[settings.dimension];
            standardized = new double[settings.dimension];
            estimate = new double[settings.dimension];
        }
    }

    PredictorState copy() {
        return new PredictorState(settings, regression.copy(), ring.copy(),
                standardization == null ? null : standardization.copy());
    }

    long observed() {
        return ring.tokens();
    }

    long bytes() {
        return regression.bytes() + ring.bytes() + (standardization == null ? 0 : standardization.bytes())
                + 3L * settings.dimension * Double.BYTES;
    }

    void interrupt() {
        ring.interrupt();
        estimated = false;
    }

    /** @param prediction d numbers, overwritten */
    void predict(double[] prediction) {
        if (ring.has(0)) {
            estimateNewest();
            System.arraycopy(estimate, 0, prediction, 0, estimate.length);
        } else {
            Arrays.fill(prediction, 0);
        }
        if (settings.increments && !ring.isEmpty()) {
            double[] newest = ring.token(0);
            for (int c = 0; c < prediction.length; c++) {
                prediction[c] += newest[c];
            }
        }
        if (standardization != null) {
            standardization.restore(prediction, 0);
        }
        requireFit(prediction);
    }

    private void estimateNewest() {
        takeWork();
        if (!estimated) {
            regression.estimate(ring.feature(), 0, estimate);
            estimated = true;
        }
    }

    /** Changes nothing if it throws. */
    void observe(double[] token) {
        if (!Finite.all(token, 0, 1, token.length, token.length)) {
            throw new IllegalArgumentException("token " + (observed() + 1) + " has an element that is not finite: "
                    + Excerpt.of(Arrays.toString(token)));
        }
        takeWork();
        if (standardization == null) {
            take(token);
            return;
        }
        standardization.consider(token, 0, standardized, 0);
        if (!Finite.all(standardized, 0, 1, standardized.length, standardized.length)) {
            throw new ArithmeticException(
                    "the deviation of token " + (observed() + 1) + " does not fit float64; scale the tokens down");
        }
        take(standardized);
        standardization.accept();
    }

    private void take(double[] token) {
        int back = settings.horizon - 1;
        boolean learns = settings.method.learns() && ring.has(back);
        double[] due = learns ? ring.due() : null;
        if (learns) {
            compare(token, due, back);
        }
        ring.push(token);
        estimated = false;
        try {
            if (settings.method.learns()) {
                requireUse(token);
            }
            if (learns) {
                regression.learn(due, 0, target, 0, estimate);
            }
        } catch (ArithmeticException | OutOfMemoryError e) {
            ring.pop();
            throw e;
        }
        if (ring.has(0)) {
            estimateNewest();
            if (!Finite.all(estimate, 0, 1, estimate.length, estimate.length) && (!learns || regression.undo())) {
                ring.pop();
                estimated = false;
                throw new ArithmeticException(
                        "token " + (observed() + 1) + " is refused, and nothing was learned from it: "
                                + "what would be predicted after it does not fit float64; " + remedy());
            }
        }
        if (regression.settle()) {
            estimated = false;
        }
    }

    /** Refuses a token that makes a feature of no use, or could in sums of which nothing would fit. */
    private void requireUse(double[] token) {
        for (double x : token) {
            if (Math.abs(x) > MOST) {
                throw new ArithmeticException("token " + ring.tokens() + " has an element of " + x
                        + ", and sums with such numbers do not fit float64; scale the tokens down");
            }
        }
        double squaredNorm = ring.squaredNorm();
        if (Double.isNaN(squaredNorm)) {
            throw new ArithmeticException("the distance from 0 of token " + ring.tokens()
                    + " does not fit float64 in kernel widths; take a wider kernel");
        }
        double divisor = regression.divisor(squaredNorm);
        try {
            if (ring.has(0)) {
                OnlineRegression.requireDivisor(divisor);
            } else {
                OnlineRegression.requireBounded(divisor);
            }
        } catch (ArithmeticException e) {
            throw settings.lags.reach() == 1 ? e
                    : new ArithmeticException(
                            e.getMessage() + "; or interrupt(), which goes on without the tokens before");
        }
    }

    /** Sets the target that a token is for the feature due, of that many tokens ago, and what was estimated for it. */
    private void compare(double[] token, double[] due, int back) {
        if (back == 0) {
            estimateNewest();
        } else {
            regression.estimate(due, 0, estimate);
            estimated = false;
        }
        if (!Finite.all(estimate, 0, 1, estimate.length, estimate.length)) {
            throw new ArithmeticException("what was predicted for token " + (observed() + 1)
                    + " does not fit float64; interrupt() goes on without the tokens it was predicted from, or "
                    + remedy());
        }
        double[] base = ring.token(back);
        for (int c = 0; c < target.length; c++) {
            target[c] = settings.increments ? token[c] - base[c] : token[c];
        }
        if (!Finite.all(target, 0, 1, target.length, target.length)) {
            throw new ArithmeticException(
                    "the increment to token " + (observed() + 1) + " does not fit float64; scale the tokens down");
        }
    }

    /** The newest token's length. */
    double length() {
        double[] newest = ring.token(0).clone();
        if (standardization != null) {
            standardization.restore(newest, 0);
        }
        return norm(newest);
    }

    Optional<String> doubt() {
        double condition = regression.condition();
        if (condition <= OnlineRegression.LARGEST_CONDITION) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT,
                "the condition number of the regression is about %.0e, so that roundings of float64 outweigh the ridge of %s; "
                        + "use a larger ridge%s%s",
                condition, settings.correction.ridge(), settings.increments ? "" : ", increments",
                settings.standardization ? "" : ", or standardisation"));
    }

    boolean isEmpty() {
        return ring.isEmpty();
    }

    /** Predictions fed back, each brought to a length, or left as it is if that is NaN; changes nothing. */
    Matrix rollOut(int steps, double length) {
        Matrix path = Matrix.zeros(steps, settings.dimension);
        PredictorState ahead = new PredictorState(settings, regression, ring.copy(), standardization);
        double[] next = new double[settings.dimension];
        for (int i = 0; i < steps; i++) {
            ahead.predict(next);
            double norm = norm(next);
            if (!Double.isNaN(length) && norm > 0) {
                for (int c = 0; c < next.length; c++) {
                    next[c] *= length / norm;
                }
            }
            System.arraycopy(next, 0, path.data(), i * next.length, next.length);
            if (standardization != null) {
                standardization.apply(next);
            }
            ahead.ring.push(next);
            ahead.estimated = false;
        }
        return path;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double c : x) {
            sum += c * c;
        }
        return Math.sqrt(sum);
    }

    void write(StateOutput out) throws IOException {
        ring.write(out);
        if (standardization != null) {
            standardization.write(out);
        }
        regression.write(out);
    }

    /** Adds what earlier releases have to know, because they could not go on: units of deviations that are not 1. */
    void describe(Map<String, String> texts) {
        String units = standardization == null ? null : standardization.units();
        if (units != null) {
            texts.put(UNITS, units);
        }
    }

    /**
     * A state that was written, of these settings.
     *
     * @param units what {@link #describe} added, or null
     */
    static PredictorState read(PredictorSettings settings, String units, StateInput in) throws IOException {
        if (units != null && !settings.standardization) {
            throw new StateFlaw("has units of deviations, and no standardisation");
        }
        try {
            requireBytes(settings, in);
            PredictorState state = new PredictorState(settings);
            state.ring.read(in);
            if (settings.standardization) {
                state.standardization.read(in, state.observed());
                state.standardization.units(units);
            }
            state.regression.read(in);
            return state;
        } catch (ArithmeticException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new StateFlaw("holds a state that does not fit its settings, " + PredictorText.of(settings) + ": "
                    + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            // What the bytes bear out may still be more than there is.
            throw new StateFlaw(
                    "needs more memory than Java was given, " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB",
                    e);
        }
    }

    /** What takes memory from the start, by the settings alone, is in the file from the start. */
    private static void requireBytes(PredictorSettings settings, StateInput in) throws IOException {
        if (settings.standardization) {
            in.require(2, settings.dimension, "means and deviations");
        }
        if (settings.refits() && settings.kernel instanceof Kernel.Linear) {
            // A symmetric matrix, or a triangle of one, and a linear map.
            int p = settings.featureSize();
            in.require(p, (p + 1L) / 2 + settings.dimension, "least squares");
        }
    }

    private void requireFit(double[] prediction) {
        if (!Finite.all(prediction, 0, 1, prediction.length, prediction.length)) {
            throw new ArithmeticException(
                    "the prediction after token " + observed() + " does not fit float64; " + remedy());
        }
    }

    private String remedy() {
        return Checks.remedy(settings.kernel, settings.correction.ridge());
    }
}
