package io.github.foretoken.internal.tile;

/** What attention makes of its scores. */
public enum AttentionForm {
    /** The scores themselves. */
    LINEAR,
    /** Their exponentials. */
    EXPONENTIAL,
    /** Their exponentials, divided by the sum of the row. */
    SOFTMAX
}
