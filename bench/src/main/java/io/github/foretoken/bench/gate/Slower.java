package io.github.foretoken.bench.gate;

/**
 * What {@link SlowedJar} puts around benchmarks: spins for a share of the time that a call took. A short call is timed every twentieth
 * time, and pays for twenty: two readings of the clock would otherwise be a share of their own.
 */
public final class Slower {
    private static final int SELDOM = 20;
    private static final long SHORT_NANOS = 20_000;

    /** One benchmark thread is assumed: more of them would race here, and be slowed by about as much. */
    private static int every = SELDOM;

    private static int calls;

    private Slower() {}

    /** Before a call: the clock, or 0 for one that is not timed. */
    public static long before() {
        if (++calls < every) {
            return 0;
        }
        calls = 0;
        return System.nanoTime();
    }

    /**
     * After it.
     *
     * @param before what {@link #before} gave
     * @param share of the call's time, 0.05 being 5 %
     */
    public static void after(long before, double share) {
        if (before == 0) {
            return;
        }
        long now = System.nanoTime();
        long took = now - before;
        long end = now + Math.round(took * share * every);
        every = took > SHORT_NANOS ? 1 : SELDOM;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
