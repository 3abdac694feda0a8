package io.github.foretoken.internal.simd;

/** Some loops of which there are two kinds, and whether the faster one is compiled. */
final class WarmUpJob {
    private final Runnable fast;
    private final Runnable slow;
    /** Read without a fence: a thread that sees it late computes the same. */
    private boolean ready;
    /** Whether anybody has asked: what is used is compiled before what is not. */
    private boolean wanted;

    /** @param ready whether the faster ones run from the first call on, compiled or not */
    WarmUpJob(Runnable fast, Runnable slow, boolean ready) {
        this.fast = fast;
        this.slow = slow;
        this.ready = ready;
    }

    boolean ready() {
        if (!ready) {
            wanted = true;
        }
        return ready;
    }

    boolean wanted() {
        return wanted;
    }

    /** Works on it for a short while; true when it is ready. */
    boolean settles() {
        ready = ready || Settling.settles(fast, slow);
        return ready;
    }
}
