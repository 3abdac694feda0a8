package io.github.foretoken.internal.forecast;

/**
 * What a forecaster makes of changes.
 *
 * @param threshold of the evidence of a change from which there is an alarm, above 1
 * @param adapts whether what was learned before an alarm counts less
 */
public record Changes(double threshold, boolean adapts) {
    /** Rare alarms, which change nothing. */
    public static final Changes USUAL = new Changes(1000, false);
}
