package io.github.foretoken.cli.text;

import java.util.Arrays;

/** How often which byte has followed each context of one length, and so which one most often. */
final class ContextCounts {
    private final int order;
    private final LongIntTable contexts = new LongIntTable();
    /** By the number of a context and a byte. */
    private final LongIntTable counts = new LongIntTable();
    private int[] bestByte = new int[16];
    private int[] bestCount = new int[16];

    ContextCounts(int order) {
        this.order = order;
    }

    /** What followed most often, of several the one that did so last; {@link ByteModel#NONE} in a new context. */
    int best(ContextWindow window) {
        int context = window.has(order) ? contexts.get(window.last(order)) : LongIntTable.NONE;
        return context == LongIntTable.NONE ? ByteModel.NONE : bestByte[context];
    }

    void count(ContextWindow window, int next) {
        if (!window.has(order)) {
            return;
        }
        int context = contexts.get(window.last(order));
        if (context == LongIntTable.NONE) {
            context = contexts.size();
            contexts.put(window.last(order), context);
            if (context == bestByte.length) {
                bestByte = Arrays.copyOf(bestByte, 2 * context);
                bestCount = Arrays.copyOf(bestCount, 2 * context);
            }
        }
        long pair = (long) context << Byte.SIZE | next;
        int count = Math.max(0, counts.get(pair)) + 1;
        counts.put(pair, count);
        if (count >= bestCount[context]) {
            bestByte[context] = next;
            bestCount[context] = count;
        }
    }
}
