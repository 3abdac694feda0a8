package io.github.foretoken.internal.threads;

import java.util.function.IntConsumer;

/** Jobs that need nothing of one another, on several threads. */
public final class IndependentJobs {
    private IndependentJobs() {}

    /**
     * Runs each of {@code job.accept(0), ... job.accept(count - 1)} once, on up to that many threads: the caller, and
     * helpers from the common pool. What a job throws is thrown here.
     */
    public static void run(int count, int threads, IntConsumer job) {
        if (count == 0) {
            return;
        }
        Wavefront.runIndependent(count, 1, threads, () -> (from, to, front) -> job.accept(from));
    }
}
