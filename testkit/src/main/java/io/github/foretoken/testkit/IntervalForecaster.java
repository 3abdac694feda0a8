package io.github.foretoken.testkit;

/** Learns token by token and says within which bounds the next one lies, coordinate by coordinate. */
public interface IntervalForecaster {
    /** Takes the next token, of d coordinates; neither modified nor kept. */
    void observe(double[] token);

    /** The lower ends for the next token of intervals that should hold this share of tokens, a fresh array of d. */
    double[] lower(double level);

    /** The upper ends. */
    double[] upper(double level);
}
