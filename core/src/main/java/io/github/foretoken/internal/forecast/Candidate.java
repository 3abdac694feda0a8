package io.github.foretoken.internal.forecast;

import java.util.Locale;

/** What an ensemble is made of, in the order in which forecasts are kept. */
public enum Candidate {
    /** The newest value. */
    PERSISTENCE,
    /** The mean of all values. */
    MEAN,
    /** The value a season ago; persistence until there is a season. */
    REPEATED_SEASON,
    /** Least squares on a few changes, quick to forget, with outliers limited. */
    SHORT,
    /** Least squares on 25 changes and differences from running means. */
    LONG,
    /** The same with the days of a week and the phase of the season, and with outliers limited. */
    SEASONAL,
    /** The mean course of a week, corrected by least squares on deviations from it; persistence until there is one. */
    CYCLE,
    /** Least squares on the changes of all columns; there only where columns are few. */
    CROSSED;

    /** In words for people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
