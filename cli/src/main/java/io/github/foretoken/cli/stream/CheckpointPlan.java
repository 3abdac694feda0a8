package io.github.foretoken.cli.stream;

import java.nio.file.Path;

/**
 * When checkpoints are made of a stream that does not pause.
 *
 * @param file where they go; null for none
 * @param every after that many tokens
 * @param exact whether the user said how many; otherwise they also keep to a small share of the time
 */
record CheckpointPlan(Path file, long every, boolean exact) {
    /** What is forced to a slow disk must not set the pace; and what is lost is read again in that share of the time. */
    private static final int SHARE = 40;
    /** One of many keys has many states to write. */
    private static final int KEYED_SHARE = 10;
    private static final int LOOK = 64;

    /**
     * Whether {@link #due} is to be asked, which costs a look at the clock.
     *
     * @param tokens since the last one
     */
    boolean reached(long tokens) {
        return tokens >= every && (exact || (tokens - every) % LOOK == 0);
    }

    /**
     * Whether the next one is due, of those that are {@link #reached}.
     *
     * @param sinceNanos time since the last one
     * @param tookNanos time that it took
     */
    boolean due(boolean keyed, long sinceNanos, long tookNanos) {
        int share = keyed ? KEYED_SHARE : exact ? 0 : SHARE;
        return sinceNanos >= share * tookNanos;
    }
}
