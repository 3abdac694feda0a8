package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Intervals around forecasts of steps 1..H of d columns at several levels, by online conformal prediction with delayed
 * feedback. Before a token: {@link #issue}; then {@link #lower} and {@link #upper} of what was issued last; when the token is
 * there, {@link #observe}, which scores what falls due and learns from it. A forecast of step h that is issued when t tokens
 * have been observed is due with token t + h (counted from 1); nothing depends on a token before it is observed. Each (column,
 * step) learns from its own residuals only. O(H d L) a token and nothing allocated; memory for every forecast in flight.
 */
public final class ConformalIntervals {
    private final int columns;
    private final int horizons;
    private final double[] levels;
    private final int rungs;
    private final QuantileLadders ladders;
    /** Mean and offsets of forecasts in flight: step h has h slots of d records, the slot of number t is t mod h. */
    private final double[] flight;
    private final int record;
    private final double[] caution;
    /** By step, where the records begin of what is issued after that many tokens as there are. */
    private final int[] newest;
    private long tokens;

    /**
     * With nothing known, intervals infinite.
     *
     * @param levels ascending, in (0, 1); not modified and not kept
     */
    public ConformalIntervals(int columns, int horizons, double[] levels) {
        this.columns = columns;
        this.horizons = horizons;
        this.levels = levels.clone();
        ladders = new QuantileLadders(Math.multiplyExact(columns, horizons), levels);
        rungs = ladders.rungs();
        record = 1 + rungs;
        caution = new double[horizons];
        for (int h = 0; h < horizons; h++) {
            caution[h] = QuantileLadders.caution(h + 1);
        }
        long slots = (long) horizons * (horizons + 1) / 2;
        flight = new double[Math.toIntExact(Math.multiplyExact(slots, (long) columns * record))];
        newest = new int[horizons];
        Arrays.fill(flight, Double.NaN);
        find();
    }

    private void find() {
        for (int h = 0; h < horizons; h++) {
            long slots = (long) h * (h + 1) / 2 + tokens % (h + 1);
            newest[h] = (int) (slots * columns * record);
        }
    }

    private int slot(int step, int column) {
        return newest[step] + column * record;
    }

    /**
     * Fixes the intervals of the forecasts made before the next token; once for every token, or not at all where nothing is
     * forecast.
     *
     * @param means H x d, row h - 1 for step h; NaN where nothing is forecast; not modified and not kept
     */
    public void issue(double[] means) {
        for (int h = 0; h < horizons; h++) {
            for (int c = 0; c < columns; c++) {
                int at = slot(h, c);
                flight[at] = means[h * columns + c];
                ladders.issue(h * columns + c, flight, at + 1);
            }
        }
    }

    /**
     * Lower end of what was issued last; NaN where nothing was forecast.
     *
     * @param level its index
     * @param step h - 1
     */
    public double lower(int level, int step, int column) {
        int at = slot(step, column);
        return flight[at] + flight[at + levels.length - level];
    }

    /**
     * Upper end of what was issued last; NaN where nothing was forecast.
     *
     * @param level its index
     * @param step h - 1
     */
    public double upper(int level, int step, int column) {
        int at = slot(step, column);
        return flight[at] + flight[at + 1 + levels.length + level];
    }

    /** All lower and upper ends of a level of what was issued last, H x d each, overwritten. */
    public void bounds(int level, double[] lower, double[] upper) {
        for (int h = 0; h < horizons; h++) {
            for (int c = 0; c < columns; c++) {
                lower[h * columns + c] = lower(level, h, c);
                upper[h * columns + c] = upper(level, h, c);
            }
        }
    }

    /**
     * Takes the next token. Forecasts of it, where there are any, are compared with it and learned from.
     *
     * @param token d numbers; NaN where it is missing, which teaches nothing; not modified and not kept
     */
    public void observe(double[] token) {
        tokens++;
        // What is due was issued as many tokens ago as a step has slots, and makes room for what comes next.
        find();
        for (int h = 0; h < Math.min(tokens, horizons); h++) {
            for (int c = 0; c < columns; c++) {
                int at = slot(h, c);
                if (Double.isFinite(token[c] - flight[at])) {
                    ladders.learn(h * columns + c, flight[at], token[c], flight, at + 1, caution[h]);
                }
                flight[at] = Double.NaN;
            }
        }
    }

    /**
     * What the share of covered values of a step may differ from its level by, on any sequence, after that many residuals; values
     * equal to both ends of an interval that is a point count as covered and may only add to the coverage.
     *
     * @param level its index
     * @param step h - 1
     */
    public double coverageBound(int level, int step, long residuals) {
        double largest = 0;
        for (double one : levels) {
            largest = Math.max(largest, QuantileLadders.step(one));
        }
        // In flight are h residuals, and the first steps are the largest.
        double range = QuantileLadders.REACH
                + (rungs + 1.0) * (step + 1) * QuantileLadders.FIRST_STEPS * caution[step] * largest;
        double oneEnd = 2 * range / (caution[step] * QuantileLadders.step(levels[level]) * residuals);
        return Math.min(1, 2 * oneEnd);
    }

    /** As before the first token. */
    public void reset() {
        ladders.reset();
        Arrays.fill(flight, Double.NaN);
        tokens = 0;
        find();
    }

    /** An independent one with the same state. */
    public ConformalIntervals copy() {
        ConformalIntervals copy = new ConformalIntervals(columns, horizons, levels);
        copy.ladders.copyFrom(ladders);
        System.arraycopy(flight, 0, copy.flight, 0, flight.length);
        copy.tokens = tokens;
        copy.find();
        return copy;
    }

    /** Writes all that what follows depends on, besides what the constructor was given. */
    public void write(StateOutput out) throws IOException {
        out.putText("conformal intervals 1");
        out.putLong(tokens);
        out.putDoubles(flight, 0, flight.length);
        ladders.write(out);
    }

    /** Takes over what one constructed alike has written. After an exception the state is undefined. */
    public void read(StateInput in) throws IOException {
        in.requireText("conformal intervals 1");
        tokens = in.getSize("tokens");
        // NaN where nothing was forecast, infinite ends while too little is known.
        in.getAnyDoubles(flight, 0, flight.length);
        ladders.read(in);
        find();
    }

    /** Of arrays held. */
    public long bytes() {
        return (long) flight.length * Double.BYTES + ladders.bytes();
    }
}
