package io.github.foretoken.cli.text;

/** Predicts a text byte by byte, each from those before it. Bytes are 0 to 255. */
public interface ByteModel {
    /** What {@link #predict} returns when there is nothing to go by. */
    int NONE = -1;

    /** The likeliest next byte, one of those observed so far, or {@link #NONE}. */
    int predict();

    /** Takes in the next byte and learns from it. */
    void observe(int next);
}
