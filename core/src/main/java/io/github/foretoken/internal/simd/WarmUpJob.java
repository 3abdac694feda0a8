package io.github.foretoken.internal.simd;

import java.util.function.Supplier;

/** Some loops of which there are two kinds, and whether the faster one is compiled. */
final class WarmUpJob {
    private final WarmUpQueue queue;
    private final Supplier<Runnable> fast;
    private final Supplier<Runnable> slow;
    /** Read without a fence: a thread that sees it late computes the same. */
    private boolean ready;
    /** Whether anybody has asked: what is not in use is not compiled. */
    private boolean wanted;
    private boolean givenUp;

    /**
     * @param queue where it waits
     * @param fast what repeats the faster loops, made anew for each while that it is worked on
     * @param ready whether the faster ones run from the first call on, compiled or not
     */
    WarmUpJob(WarmUpQueue queue, Supplier<Runnable> fast, Supplier<Runnable> slow, boolean ready) {
        this.queue = queue;
        this.fast = fast;
        this.slow = slow;
        this.ready = ready;
    }

    /**
     * Whether the faster loops are to run; if not, the others are in use.
     *
     * @param operations multiply-adds of this call, or as much work as they
     */
    boolean ready(long operations) {
        if (ready) {
            return true;
        }
        wanted = true;
        if (!givenUp) {
            queue.count(operations);
        }
        return false;
    }

    void want() {
        wanted = true;
    }

    void giveUp() {
        givenUp = true;
    }

    /** Whether it is in use, and not yet compiled. */
    boolean waits() {
        return wanted && !ready && !givenUp;
    }

    /** Works on it for a short while. */
    void work() {
        if (Settling.settles(fast.get(), slow.get())) {
            ready = true;
        }
    }
}
