package io.github.foretoken.internal.simd;

import java.util.concurrent.locks.LockSupport;

/** Running loops until they are compiled. */
public final class Settling {
    /** What a job is given at a time: others are compiled beside it, and are not to wait for it. */
    private static final long SLICE_NANOS = 50_000_000L;
    /** What a job is given that has no other to be compared with. */
    private static final long ALONE_NANOS = 1_000_000_000L;
    /** Compiled code is far faster than this beside what came before it. */
    private static final double SETTLED = 0.8;
    private static final int PATIENCE = 12;
    /** Measured beside other work, so within a margin. */
    private static final double AS_FAST = 1.25;
    private static final int TRIALS = 8;
    /**
     * After which a pause as long leaves the processor to the compiler. It compiles what is called most, and what a job's
     * uncompiled loops call is superseded when they are compiled: less of it is called, and compiled in vain.
     */
    private static final long BREATH_NANOS = 5_000_000L;

    private Settling() {}

    /**
     * Repeats a job until it is as fast as another and no longer becomes faster, for a short while.
     *
     * @return whether it is; if not, the other is better so far
     */
    static boolean settles(Runnable job, Runnable other) {
        double rival = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIALS; i++) {
            rival = Math.min(rival, nanos(other));
        }
        return settles(job, AS_FAST * rival, SLICE_NANOS);
    }

    /** Repeats a job until it no longer becomes faster, or for a second. */
    public static void settle(Runnable job) {
        settles(job, Double.POSITIVE_INFINITY, ALONE_NANOS);
    }

    private static boolean settles(Runnable job, double enough, long most) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        double breath = 0;
        for (int idle = 0; idle < PATIENCE || best > enough; idle++) {
            double nanos = nanos(job);
            breath += nanos;
            if (breath > BREATH_NANOS) {
                breath = 0;
                LockSupport.parkNanos(BREATH_NANOS);
            }
            if (nanos < SETTLED * best) {
                idle = -1;
            }
            best = Math.min(best, nanos);
            if (System.nanoTime() - start > most) {
                return false;
            }
        }
        return true;
    }

    private static double nanos(Runnable job) {
        long begun = System.nanoTime();
        job.run();
        return System.nanoTime() - begun;
    }
}
