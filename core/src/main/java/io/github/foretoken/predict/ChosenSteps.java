package io.github.foretoken.predict;

import io.github.foretoken.internal.forecast.DueRows;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Direct and rolled-out estimates of steps 1..H, and the sums of both's squared errors, for each column and step, by which one
 * of them is chosen. Takes its memory with the first token: sizes may be a mere claim.
 */
final class ChosenSteps {
    private final int dimension;
    private final int horizon;
    private final double forgetting;
    /** Voice 2 c is the direct estimate of column c, the one behind it the rolled-out one. Null before the first token. */
    private DueRows said;
    /** Row by row as voices are: sums of squared errors of steps 1..H. */
    private double[] errors = {};
    private RollOut rollOut;
    private double[] path = {};
    private double[] steps = {};
    /** How many tokens since the last interruption estimates were made after, H + 1 at most. */
    private int made;

    ChosenSteps(PredictorSettings settings) {
        dimension = settings.dimension();
        horizon = settings.horizons();
        forgetting = settings.options().correction().forgetting();
    }

    /** Takes all memory; only this can fail for want of it. */
    void reserve(PredictorPart[] parts) {
        if (rollOut == null) {
            double[] newPath = new double[Math.multiplyExact(horizon, dimension)];
            double[] newSteps = new double[horizon];
            RollOut newRollOut = new RollOut(parts, dimension);
            reserveRows();
            path = newPath;
            steps = newSteps;
            rollOut = newRollOut;
        }
    }

    private void reserveRows() {
        if (said == null) {
            double[] sums = new double[2 * Math.multiplyExact(horizon, dimension)];
            said = new DueRows(2 * dimension, horizon);
            errors = sums;
        }
    }

    /** Tokens follow that were not estimated. */
    void interrupt() {
        made = 0;
    }

    /**
     * Scores what was said of a token.
     *
     * @param number how many there were before it
     */
    void score(long number, double[] token) {
        for (int voice = 0; voice < 2 * dimension; voice++) {
            double truth = token[voice / 2];
            int row = voice * horizon;
            for (int step = 1; step <= Math.min(made, horizon); step++) {
                double error = said.said(number, voice, step) - truth;
                double sum = forgetting * errors[row + step - 1] + error * error;
                // What was not finite is as far off as can be.
                errors[row + step - 1] = sum <= Double.MAX_VALUE ? sum : Double.MAX_VALUE;
            }
        }
    }

    /**
     * Makes both estimates.
     *
     * @param tokens how many there were
     */
    void say(PredictorPart[] parts, long tokens) {
        for (int step = 1; step <= horizon; step++) {
            for (PredictorPart part : parts) {
                part.estimate(step, path, (step - 1) * dimension);
            }
        }
        say(tokens, 0);
        int done = rollOut.run(parts, horizon, Double.NaN, path);
        Arrays.fill(path, done * dimension, path.length, Double.NaN);
        say(tokens, 1);
        made = Math.min(made, horizon) + 1;
    }

    private void say(long tokens, int which) {
        for (int c = 0; c < dimension; c++) {
            for (int h = 0; h < horizon; h++) {
                steps[h] = path[h * dimension + c];
            }
            said.say(tokens, 2 * c + which, steps);
        }
    }

    /**
     * Takes rolled-out estimates where they are chosen and finite.
     *
     * @param tokens how many there were
     * @param prediction of all columns from {@code at} on: direct estimates, overwritten in part
     */
    void choose(long tokens, int step, double[] prediction, int at) {
        for (int c = 0; made > 0 && c < dimension; c++) {
            double rolled = said.said(tokens + step - 1, 2 * c + 1, step);
            if (rolls(c, step) && Double.isFinite(rolled)) {
                prediction[at + c] = rolled;
            }
        }
    }

    private boolean rolls(int column, int step) {
        int at = 2 * column * horizon + step - 1;
        return errors[at + horizon] < errors[at] || (made <= step && errors[at] == 0 && errors[at + horizon] == 0);
    }

    long bytes() {
        return said == null ? 0
                : DueRows.bytes(2L * dimension, horizon)
                        + (errors.length + path.length + (long) steps.length) * Double.BYTES;
    }

    ChosenSteps copy(PredictorSettings settings) {
        ChosenSteps copy = new ChosenSteps(settings);
        if (said != null) {
            copy.said = said.copy();
            copy.errors = errors.clone();
        }
        copy.made = made;
        return copy;
    }

    void write(StateOutput out) throws IOException {
        out.putText("roll-outs");
        out.putInt(made);
        out.putInt(said == null ? 0 : 1);
        if (said != null) {
            out.putDoubles(errors, 0, errors.length);
            said.write(out);
        }
    }

    void read(StateInput in) throws IOException {
        in.requireText("roll-outs");
        made = in.getInt();
        boolean begun = in.getInt() != 0;
        if (made < 0 || made > (begun ? horizon + 1 : 0)) {
            throw new StateFlaw("says of " + made + " tokens that " + horizon + " steps wait for them");
        }
        if (begun) {
            in.require(2L * dimension, (horizon + 2L) * horizon, "roll-outs");
            reserveRows();
            in.getDoubles(errors, 0, errors.length);
            said.read(in);
        }
    }
}
