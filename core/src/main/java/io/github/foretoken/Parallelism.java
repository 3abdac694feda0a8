package io.github.foretoken;

import io.github.foretoken.internal.threads.IndependentJobs;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * How many threads an algorithm may use: the calling thread and helpers from the common pool. Results do not depend on
 * it, to the bit. Immutable.
 *
 * {@snippet lang = java :
 * CausalDescent descent = CausalDescent.of(Kernel.exponential());
 * Matrix limit = descent.withParallelism(Parallelism.sequential()).limit(tokens);
 * }
 *
 * @param threads the most that work on a job at once, 1 or more; 0 for {@link #automatic}
 */
public record Parallelism(int threads) {
    /** Below this many pairs of tokens (about 1,000 tokens) a job is over before helpers have woken up. */
    private static final long SMALL = 1L << 19;

    private static final int AUTOMATIC = 0;

    /**
     * Checks the number; 0 means automatic.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Parallelism {
        if (threads < AUTOMATIC) {
            throw new IllegalArgumentException("threads must be 1 or more, or 0 for automatic, not " + threads);
        }
    }

    /** {@return all processors on large work, one thread on small: the default everywhere} */
    public static Parallelism automatic() {
        return new Parallelism(AUTOMATIC);
    }

    /** {@return the calling thread alone} */
    public static Parallelism sequential() {
        return new Parallelism(1);
    }

    /**
     * Up to that many threads, on large work and small.
     *
     * @param threads the most that work on a job at once, 1 or more; more than the common pool has find no work
     * @return that number
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public static Parallelism of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
        return new Parallelism(threads);
    }

    /**
     * The number of threads for a job over that many pairs of tokens.
     *
     * @param pairs T (T + 1) / 2 for a sequence of T tokens
     * @return {@link #threads}; if that is 0, 1 for fewer than 2^19 pairs, about 1,000 tokens, else the number of processors
     */
    public int forPairs(long pairs) {
        if (threads != AUTOMATIC) {
            return threads;
        }
        return pairs < SMALL ? 1 : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Runs each of {@code job.accept(0), ... job.accept(count - 1)} once, in any order, and returns when all have ended. What
     * a job throws is thrown here. If the number is automatic, on all processors, however small the jobs are.
     *
     * @param count number of jobs, 0 or more
     * @param job called by several threads at once, each time with another number
     * @throws IllegalArgumentException if count is negative
     */
    public void run(int count, IntConsumer job) {
        Objects.requireNonNull(job, "job");
        if (count < 0) {
            throw new IllegalArgumentException("count must be 0 or more, not " + count);
        }
        IndependentJobs.run(count, threads == AUTOMATIC ? Runtime.getRuntime().availableProcessors() : threads, job);
    }
}
