package io.github.foretoken.predict;

/** One of the states that predict tokens together: all columns, or one of them from itself and from those that are shared. */
final class PredictorPart {
    private final PredictorState state;
    /** Of the columns that it sees, the first of which it predicts; null for all, which it then predicts. */
    private final int[] columns;
    /** Taken when first used. */
    private double[] seen = {};

    /** Before the first token. */
    PredictorPart(PredictorSettings settings, int column) {
        this(new PredictorState(settings.part(column)),
                settings.options().columns().separate() ? settings.options().columns().of(column) : null);
    }

    private PredictorPart(PredictorState state, int[] columns) {
        this.state = state;
        this.columns = columns;
    }

    PredictorState state() {
        return state;
    }

    PredictorPart copy() {
        return new PredictorPart(state.copy(), columns);
    }

    /** See {@link PredictorState#ahead}. */
    PredictorPart ahead() {
        PredictorPart ahead = new PredictorPart(state.ahead(), columns);
        ahead.takeWork();
        return ahead;
    }

    private void takeWork() {
        if (columns != null && seen.length == 0) {
            seen = new double[columns.length];
        }
    }

    /** What this part sees of a token: valid until the next call. */
    private double[] see(double[] token) {
        if (columns == null) {
            return token;
        }
        takeWork();
        for (int i = 0; i < columns.length; i++) {
            seen[i] = token[columns[i]];
        }
        return seen;
    }

    /** See {@link PredictorState#consider}. */
    void consider(double[] token) {
        state.consider(see(token));
    }

    /** See {@link PredictorState#suppose}. */
    void suppose(double[] token) {
        state.suppose(see(token));
    }

    /** @param prediction of all columns, from {@code at} on, of which this part's are overwritten */
    void predict(int step, double[] prediction, int at) {
        if (columns == null) {
            state.predict(step, prediction, at);
        } else {
            takeWork();
            state.predict(step, seen, 0);
            prediction[at + columns[0]] = seen[0];
        }
    }

    /** As {@link #predict}, without a check. */
    void estimate(int step, double[] prediction, int at) {
        if (columns == null) {
            state.estimate(step, prediction, at);
        } else {
            takeWork();
            state.estimate(step, seen, 0);
            prediction[at + columns[0]] = seen[0];
        }
    }

    /** See {@link PredictorState#next}: of the next token, and not checked. */
    void next(double[] prediction) {
        if (columns == null) {
            state.next(prediction);
        } else {
            takeWork();
            state.next(seen);
            prediction[columns[0]] = seen[0];
        }
    }

    /** Copies this part's columns of the newest token. */
    void newest(double[] token) {
        if (columns == null) {
            state.newest(token);
        } else {
            takeWork();
            state.newest(seen);
            token[columns[0]] = seen[0];
        }
    }

    /** Sets this part's columns of a bound: see {@link Predictor#budgetError}. */
    void budgetError(double[] bound) {
        if (columns == null) {
            state.budgetError(bound);
        } else {
            double[] own = new double[columns.length];
            state.budgetError(own);
            bound[columns[0]] = own[0];
        }
    }

    long bytes() {
        return state.bytes() + (long) seen.length * Double.BYTES;
    }
}
