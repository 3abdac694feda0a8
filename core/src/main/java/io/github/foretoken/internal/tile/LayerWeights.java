package io.github.foretoken.internal.tile;

/**
 * The order of a layer's weights in one array: for each head W_Q (inner x width), W_K (inner x width) and W_V (width x
 * width), row by row.
 *
 * @param width m of the tokens
 * @param heads H
 * @param inner p, the width of queries and keys
 */
public record LayerWeights(int width, int heads, int inner) {
    private int perHead() {
        return Math.multiplyExact(2 * inner + width, width);
    }

    /** Where W_Q of a head begins. */
    public int query(int head) {
        return head * perHead();
    }

    /** Where W_K of a head begins. */
    public int key(int head) {
        return query(head) + inner * width;
    }

    /** Where W_V of a head begins. */
    public int value(int head) {
        return key(head) + inner * width;
    }

    /** Numbers of a layer. */
    public int size() {
        return Math.multiplyExact(heads, perHead());
    }
}
