package io.github.foretoken.testkit;

/** Learns token by token. */
public interface StreamingPredictor {
    /** Takes the next token, of d coordinates; neither modified nor kept. */
    void observe(double[] token);

    /** The estimate of the token after the last one, a fresh array; may be asked for any number of times. */
    double[] predict();
}
