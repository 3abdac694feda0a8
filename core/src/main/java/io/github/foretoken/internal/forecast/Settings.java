package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** What a forecaster is built with. A season of {@link #DETECT} is looked for, one of 0 is none; levels ascend. */
public final class Settings {
    /** The season is looked for. */
    public static final int DETECT = -1;
    /** The longest season. */
    public static final int LONGEST = 1 << 14;
    /** Columns up to which each may use all the others. */
    private static final int CROSSED = 10;

    private final int dimension;
    private final int horizon;
    private final int inputs;
    private final boolean absolute;
    private final boolean missing;
    private final int season;
    private final double[] levels;
    private final Changes changes;

    /**
     * All of them.
     *
     * @param levels kept, and not to be modified any more
     */
    public Settings(int dimension, int horizon, int inputs, boolean absolute, boolean missing, int season,
            double[] levels, Changes changes) {
        this.dimension = dimension;
        this.horizon = horizon;
        this.inputs = inputs;
        this.absolute = absolute;
        this.missing = missing;
        this.season = season;
        this.levels = levels;
        this.changes = changes;
    }

    /** Columns. */
    public int dimension() {
        return dimension;
    }

    /** Steps ahead. */
    public int horizon() {
        return horizon;
    }

    /** Numbers known ahead for each token. */
    public int inputs() {
        return inputs;
    }

    /** Whether candidates are weighed by absolute errors, else by squared ones. */
    public boolean absolute() {
        return absolute;
    }

    /** Whether a NaN is a missing value, else an error. */
    public boolean missing() {
        return missing;
    }

    /** In tokens, or one of the two that mean something else. */
    public int season() {
        return season;
    }

    /** Of intervals; not to be modified. */
    public double[] levels() {
        return levels;
    }

    /** What is made of changes. */
    public Changes changes() {
        return changes;
    }

    boolean crossed() {
        return dimension > 1 && dimension <= CROSSED;
    }

    void write(StateOutput out) throws IOException {
        out.putText("forecaster 1");
        out.putInt(dimension);
        out.putInt(horizon);
        out.putInt(inputs);
        boolean threshold = changes.threshold() != Changes.USUAL.threshold();
        out.putInt((absolute ? 1 : 0) + (missing ? 2 : 0) + (changes.adapts() ? 4 : 0) + (threshold ? 8 : 0));
        out.putInt(season);
        out.putInt(levels.length);
        out.putDoubles(levels, 0, levels.length);
        if (threshold) {
            out.putDouble(changes.threshold());
        }
    }

    static Settings read(StateInput in) throws IOException {
        in.requireText("forecaster 1");
        int dimension = in.getInt();
        int horizon = in.getInt();
        int inputs = in.getInt();
        int options = in.getInt();
        int season = in.getInt();
        double[] levels = new double[in.getCount("levels", Double.BYTES)];
        in.getDoubles(levels, 0, levels.length);
        boolean sound = dimension >= 1 && horizon >= 1 && inputs >= 0 && options >= 0 && options < 16
                && season >= DETECT && season <= LONGEST;
        for (int i = 0; i < levels.length; i++) {
            sound &= levels[i] > (i == 0 ? 0 : levels[i - 1]) && levels[i] < 1;
        }
        double threshold = (options & 8) == 0 ? Changes.USUAL.threshold() : in.getDouble();
        sound &= threshold > 1;
        if (!sound) {
            throw new StateFlaw("has settings that no forecaster has");
        }
        return new Settings(dimension, horizon, inputs, (options & 1) != 0, (options & 2) != 0, season, levels,
                new Changes(threshold, (options & 4) != 0));
    }
}
