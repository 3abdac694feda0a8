package io.github.foretoken.internal.simd;

import java.util.function.IntPredicate;

/** Running loops until they are compiled. */
public final class Settling {
    /** What a job is given in the first round; twice as much in the next, for a busy machine compiles late. */
    private static final long FIRST_NANOS = 500_000_000L;
    /** How often a job is tried that has not settled: on some virtual machines none ever does. */
    private static final int ROUNDS = 5;

    /** Compiled code is far faster than this beside what came before it. */
    private static final double SETTLED = 0.8;
    private static final int PATIENCE = 12;
    /** Measured beside other work, so within a margin. */
    private static final double AS_FAST = 1.25;
    private static final int TRIALS = 32;

    private Settling() {}

    /**
     * Repeats a job until it is as fast as another and no longer becomes faster.
     *
     * @param round 0 for the first time
     * @return whether it did in the time that it has; if not, the other is better so far
     */
    static boolean settles(Runnable job, Runnable other, int round) {
        double rival = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIALS; i++) {
            rival = Math.min(rival, nanos(other));
        }
        return settles(job, AS_FAST * rival, FIRST_NANOS << round);
    }

    /** Repeats a job until it no longer becomes faster, or for a second. */
    public static void settle(Runnable job) {
        settles(job, Double.POSITIVE_INFINITY, 2 * FIRST_NANOS);
    }

    private static boolean settles(Runnable job, double enough, long most) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        for (int idle = 0; idle < PATIENCE || best > enough; idle++) {
            double nanos = nanos(job);
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

    /**
     * Runs jobs until they have settled, or for some rounds.
     *
     * @param jobs of a round; true when all of them have
     */
    static void rounds(IntPredicate jobs) {
        int round = 0;
        while (round < ROUNDS && !jobs.test(round)) {
            round++;
        }
    }

    /** On a thread of its own, which keeps no process alive. */
    static void inBackground(Runnable job) {
        Thread thread = new Thread(job, "foretoken-warm-up");
        thread.setDaemon(true);
        thread.start();
    }
}
