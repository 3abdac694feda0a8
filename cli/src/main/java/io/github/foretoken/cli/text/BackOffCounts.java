package io.github.foretoken.cli.text;

/**
 * The n-gram baselines: the byte that has followed the last p bytes most often, if they have been seen before, otherwise the
 * last p - 1, and so on. One pass of counting serves every p.
 */
public final class BackOffCounts {
    private final ContextCounts[] orders;
    private final ContextWindow window = new ContextWindow();

    /**
     * Counts nothing yet.
     *
     * @param longest most bytes of a context, 0 to 8
     */
    public BackOffCounts(int longest) {
        if (longest < 0 || longest > ContextWindow.MOST) {
            throw new IllegalArgumentException(
                    "contexts are of 0 to " + ContextWindow.MOST + " bytes, not of " + longest);
        }
        orders = new ContextCounts[longest + 1];
        for (int order = 0; order < orders.length; order++) {
            orders[order] = new ContextCounts(order);
        }
    }

    /** The likeliest next byte by contexts of up to that many bytes; {@link ByteModel#NONE} before the first byte. */
    public int predict(int order) {
        int best = ByteModel.NONE;
        for (int length = order; length >= 0 && best == ByteModel.NONE; length--) {
            best = orders[length].best(window);
        }
        return best;
    }

    /** Counts the next byte in all contexts. */
    public void observe(int next) {
        for (ContextCounts counts : orders) {
            counts.count(window, next);
        }
        window.push(next);
    }
}
