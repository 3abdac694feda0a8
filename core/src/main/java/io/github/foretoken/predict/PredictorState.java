package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a {@link Predictor} has learned and what it predicts from, or one column of it; everything about it that tokens change.
 * A token comes in four steps, of which the first three can refuse it: {@link #consider}, {@link #learn}, {@link #requireFit},
 * {@link #accept}.
 */
final class PredictorState {
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
    /** Of the token that is considered. */
    private boolean learns;
    private boolean learned;
    private double[] due;

    /** Before the first token. */
    PredictorState(PredictorSettings settings) {
        this(settings, Regressions.of(settings), new FeatureRing(settings),
                settings.features().standardization() ? new Standardization(settings.dimension()) : null);
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
            target = new double[settings.options().steps().count() * settings.dimension()];
            standardized = new double[settings.dimension()];
            estimate = new double[settings.options().steps().count() * settings.dimension()];
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
                + (1L + 2L * settings.options().steps().count()) * settings.dimension() * Double.BYTES;
    }

    void interrupt() {
        ring.interrupt();
        regression.interrupt();
        estimated = false;
    }

    /**
     * One step of those that are estimated together, or the horizon.
     *
     * @param prediction d numbers from {@code at} on, overwritten
     */
    void predict(int step, double[] prediction, int at) {
        estimate(step, prediction, at);
        if (!Finite.all(prediction, at, 1, settings.dimension(), settings.dimension())) {
            throw unfit();
        }
    }

    /** As {@link #predict}, without a check. */
    void estimate(int step, double[] prediction, int at) {
        int d = settings.dimension();
        if (ring.has(0)) {
            estimateNewest();
            System.arraycopy(estimate, settings.horizons() > 1 ? (step - 1) * d : 0, prediction, at, d);
        } else {
            Arrays.fill(prediction, at, at + d, 0);
        }
        restore(prediction, at);
    }

    /** For a prediction that is not finite. */
    ArithmeticException unfit() {
        return new ArithmeticException(
                "the prediction after token " + observed() + " does not fit float64; " + remedy());
    }

    /**
     * The prediction of the next token, without a check.
     *
     * @param prediction d numbers, overwritten
     */
    void next(double[] prediction) {
        int d = settings.dimension();
        if (ring.has(0)) {
            takeWork();
            regression.estimateNext(ring.feature(), 0, estimate);
            System.arraycopy(estimate, 0, prediction, 0, d);
        } else {
            Arrays.fill(prediction, 0, d, 0);
        }
        restore(prediction, 0);
    }

    /** Makes a prediction of an estimate, in place. */
    private void restore(double[] prediction, int at) {
        if (settings.features().increments() && !ring.isEmpty()) {
            double[] newest = ring.token(0);
            for (int c = 0; c < newest.length; c++) {
                prediction[at + c] += newest[c];
            }
        }
        if (standardization != null) {
            standardization.restore(prediction, at);
        }
    }

    private void estimateNewest() {
        takeWork();
        if (!estimated) {
            regression.estimate(ring.feature(), 0, estimate);
            estimated = true;
        }
    }

    /**
     * The first step. Changes nothing if it throws.
     *
     * @param token d numbers, not modified
     */
    void consider(double[] token) {
        int d = settings.dimension();
        if (!Finite.all(token, 0, 1, d, d)) {
            throw new IllegalArgumentException("token " + (observed() + 1) + " has an element that is not finite: "
                    + Excerpt.of(Arrays.toString(token)));
        }
        takeWork();
        if (standardization == null) {
            System.arraycopy(token, 0, standardized, 0, d);
        } else {
            standardization.consider(token, 0, standardized, 0);
            if (!Finite.all(standardized, 0, 1, d, d)) {
                throw new ArithmeticException(
                        "the deviation of token " + (observed() + 1) + " does not fit float64; scale the tokens down");
            }
        }
        int back = settings.horizons() > 1 ? 0 : settings.horizon() - 1;
        learns = settings.options().method().learns() && ring.has(back);
        learned = false;
        due = learns ? ring.due() : null;
        if (learns) {
            compare(standardized, due, back);
        }
        ring.push(standardized);
        estimated = false;
        try {
            if (settings.options().method().learns()) {
                TokenUse.require(settings, ring, regression);
            }
            if (learns) {
                regression.prepare(due, 0, target, 0);
            }
        } catch (ArithmeticException | OutOfMemoryError e) {
            ring.pop();
            throw e;
        }
    }

    /** The second step. If it throws, nothing was learned. */
    void learn() {
        if (learns) {
            regression.learn(due, 0, target, 0, estimate);
            learned = true;
        }
    }

    /**
     * The third step.
     *
     * @throws ArithmeticException if what would be predicted does not fit, and what was learned can be taken back; then
     *     nothing was learned
     */
    void requireFit() {
        if (ring.has(0)) {
            estimateNewest();
            if (!Finite.all(estimate, 0, 1, estimate.length, estimate.length) && (!learned || regression.undo())) {
                learned = false;
                throw new ArithmeticException("token " + observed() + " is refused, and nothing was learned from it: "
                        + "what would be predicted after it does not fit float64; " + remedy());
            }
        }
    }

    /** Whatever was done with a token that was considered has not been. */
    void revert() {
        if (learned) {
            regression.undo();
            learned = false;
        }
        ring.pop();
        estimated = false;
    }

    /** The last step. */
    void accept() {
        if (regression.settle()) {
            estimated = false;
        }
        if (standardization != null) {
            standardization.accept();
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
        setTargets(token, back);
        if (!Finite.all(target, 0, 1, target.length, target.length)) {
            throw new ArithmeticException(
                    "the increment to token " + (observed() + 1) + " does not fit float64; scale the tokens down");
        }
    }

    private void setTargets(double[] token, int back) {
        int d = settings.dimension();
        for (int h = 0; h < settings.options().steps().count(); h++) {
            boolean is = h == 0 || ring.has(h);
            double[] base = is && settings.features().increments() ? ring.token(back + h) : null;
            for (int c = 0; c < d; c++) {
                target[h * d + c] = !is ? 0 : base == null ? token[c] : token[c] - base[c];
            }
        }
    }

    /** Copies the newest token. */
    void newest(double[] token) {
        System.arraycopy(ring.token(0), 0, token, 0, settings.dimension());
        if (standardization != null) {
            standardization.restore(token, 0);
        }
    }

    Optional<String> doubt() {
        return Caveats.doubt(settings, regression);
    }

    /** Of the prediction of the horizon: see {@link Predictor#budgetError}. */
    void budgetError(double[] bound) {
        if (ring.has(0)) {
            Caveats.budgetError(settings, regression, ring.squaredNorm(), bound);
            if (standardization != null) {
                standardization.unit(bound);
            }
        }
    }

    boolean isEmpty() {
        return ring.isEmpty();
    }

    /** One that predicts by the same, and is given tokens without learning from them, once it {@link #follow}s this one. */
    PredictorState ahead() {
        PredictorState ahead = new PredictorState(settings, regression, new FeatureRing(settings), standardization);
        ahead.takeWork();
        ahead.ring.reserveAll();
        return ahead;
    }

    /** Goes on from where another is, without allocation. */
    void follow(PredictorState other) {
        ring.copyFrom(other.ring);
        estimated = false;
    }

    /** The next token to predict from is this one, of d numbers; nothing is learned. */
    void suppose(double[] token) {
        System.arraycopy(token, 0, standardized, 0, settings.dimension());
        if (standardization != null) {
            standardization.apply(standardized);
        }
        ring.push(standardized);
        estimated = false;
    }

    void write(StateOutput out) throws IOException {
        ring.write(out);
        if (standardization != null) {
            standardization.write(out);
        }
        regression.write(out);
    }

    /** What has to be known of the standardisation beside its numbers, or null. */
    String units() {
        return standardization == null ? null : standardization.units();
    }

    /**
     * Takes over a state that was written, where nothing has been observed.
     *
     * @param units what {@link #units} gave
     */
    void read(String units, StateInput in) throws IOException {
        ring.read(in);
        if (settings.features().standardization()) {
            standardization.read(in, observed());
            standardization.units(units);
        }
        regression.read(in);
    }

    private String remedy() {
        return Checks.remedy(settings.options().kernel(), settings.options().correction().ridge());
    }
}
