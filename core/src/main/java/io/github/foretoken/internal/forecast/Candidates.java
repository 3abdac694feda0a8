package io.github.foretoken.internal.forecast;

import java.util.List;

/** What an ensemble is made of, in the order in which forecasts are kept. */
final class Candidates {
    /** The newest value. */
    static final int PERSISTENCE = 0;
    /** The mean of all values. */
    static final int MEAN = 1;
    /** The value a season ago; persistence until there is a season. */
    static final int REPEATED_SEASON = 2;
    /** Least squares on a few changes, quick to forget, with outliers limited. */
    static final int SHORT = 3;
    /** Least squares on 25 changes and differences from running means. */
    static final int LONG = 4;
    /** The same with the days of a week and the phase of the season, and with outliers limited. */
    static final int SEASONAL = 5;
    /** The mean course of a week, corrected by least squares on deviations from it; persistence until there is one. */
    static final int CYCLE = 6;
    /** Least squares on the changes of all columns; persistence where columns are many, or one. */
    static final int CROSSED = 7;
    /** What is left of the column without what inputs add, and what they will add; there only with inputs. */
    static final int INPUTS = 8;

    static final List<String> NAMES = List.of("persistence", "mean", "repeated season", "short", "long", "seasonal",
            "cycle", "crossed", "inputs");

    private Candidates() {}

    /** How many there are. */
    static int count(Settings settings) {
        return settings.inputs() > 0 ? INPUTS + 1 : settings.crossed() ? CROSSED + 1 : CROSSED;
    }
}
