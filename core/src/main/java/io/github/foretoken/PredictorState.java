package io.github.foretoken;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.online.OnlineRegression;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/** What a {@link Predictor} has learned and what it predicts from; everything about it that tokens change. */
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
            regression.estimate(ring.feature(0), 0, estimate);
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
        if (ring.has(back)) {
            double[] feature = ring.feature(back);
            if (back == 0) {
                estimateNewest();
            } else {
                regression.estimate(feature, 0, estimate);
                estimated = false;
            }
            requireFit(estimate);
            double[] base = ring.token(back);
            for (int c = 0; c < target.length; c++) {
                target[c] = settings.increments ? token[c] - base[c] : token[c];
            }
            if (!Finite.all(target, 0, 1, target.length, target.length)) {
                throw new ArithmeticException(
                        "the increment to token " + (observed() + 1) + " does not fit float64; scale the tokens down");
            }
            regression.learn(feature, 0, target, 0, estimate);
        }
        ring.push(token);
        estimated = false;
    }

    /** The newest token's length. */
    double length() {
        double[] newest = ring.token(0).clone();
        if (standardization != null) {
            standardization.restore(newest, 0);
        }
        return norm(newest);
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

    /** A state that was written, of these settings. */
    static PredictorState read(PredictorSettings settings, StateInput in) throws IOException {
        try {
            requireBytes(settings, in);
            PredictorState state = new PredictorState(settings);
            state.ring.read(in);
            if (settings.standardization) {
                state.standardization.read(in, state.observed());
            }
            state.regression.read(in);
            return state;
        } catch (ArithmeticException e) {
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
        boolean refits = settings.refits() && settings.kernel instanceof Kernel.Linear;
        if (refits) {
            // A symmetric matrix, or a triangle of one, and a linear map.
            int p = settings.featureSize();
            in.require(p, (p + 1L) / 2 + settings.dimension, "least squares");
        }
    }

    private void requireFit(double[] prediction) {
        if (!Finite.all(prediction, 0, 1, prediction.length, prediction.length)) {
            throw new ArithmeticException("the prediction after token " + observed() + " does not fit float64; "
                    + Checks.remedy(settings.kernel) + ", or use a ridge");
        }
    }
}
