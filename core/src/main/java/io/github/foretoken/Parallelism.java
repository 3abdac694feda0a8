package io.github.foretoken;

import io.github.foretoken.internal.threads.IndependentJobs;
import java.util.function.IntConsumer;

/**
 * How many threads an algorithm may use: the calling thread and helpers from the common pool. Results do not depend on
 * it, to the bit.
 *
 * @param threads 1 or more, or 0 for {@link #automatic}
 */
public record Parallelism(int threads) {
    /** Below this many pairs of tokens (about 1,000 tokens) a job is over before helpers have woken up. */
    private static final long SMALL = 1L << 19;

    private static final int AUTOMATIC = 0;

    /** Checks the number; 0 means automatic. */
    public Parallelism {
        if (threads < AUTOMATIC) {
            throw new IllegalArgumentException("threads must be 1 or more, or 0 for automatic, not " + threads);
        }
    }

    /** All processors on large work, one thread on small: the default everywhere. */
    public static Parallelism automatic() {
        return new Parallelism(AUTOMATIC);
    }

    /** The calling thread alone. */
    public static Parallelism sequential() {
        return new Parallelism(1);
    }

    /**
     * Up to that many threads.
     *
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public static Parallelism of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
        return new Parallelism(threads);
    }

    /** The number of threads for a job over that many pairs of tokens. */
    public int forPairs(long pairs) {
        if (threads != AUTOMATIC) {
            return threads;
        }
        return pairs < SMALL ? 1 : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Runs each of {@code job.accept(0), ... job.accept(count - 1)} once, in any order. What a job throws is thrown here.
     *
     * @param count 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public void run(int count, IntConsumer job) {
        if (count < 0) {
            throw new IllegalArgumentException("count must be 0 or more, not " + count);
        }
        IndependentJobs.run(count, threads == AUTOMATIC ? Runtime.getRuntime().availableProcessors() : threads, job);
    }
}
