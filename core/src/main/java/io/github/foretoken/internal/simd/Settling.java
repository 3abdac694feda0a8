package io.github.foretoken.internal.simd;

import java.util.ArrayList;
import java.util.List;

/** Running loops until they are compiled. */
public final class Settling {
    /** What a job is given at a time: others are compiled beside it, and are not to wait for it. */
    private static final long SLICE_NANOS = 50_000_000L;
    /** After which jobs that have not settled are given up: on some virtual machines none ever does. */
    private static final long MOST_NANOS = 30_000_000_000L;
    /** What a job is given that has no other to be compared with. */
    private static final long ALONE_NANOS = 1_000_000_000L;
    /** Compiled code is far faster than this beside what came before it. */
    private static final double SETTLED = 0.8;
    private static final int PATIENCE = 12;
    /** Measured beside other work, so within a margin. */
    private static final double AS_FAST = 1.25;
    private static final int TRIALS = 8;

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

    /** Runs jobs in turns until all of them have settled, or for half a minute: those that are wanted, then the others. */
    static void inTurns(List<WarmUpJob> jobs) {
        long start = System.nanoTime();
        List<WarmUpJob> rest = new ArrayList<>(jobs);
        for (boolean all = false; !rest.isEmpty() && System.nanoTime() - start < MOST_NANOS;) {
            boolean others = all;
            rest.removeIf(job -> (others || job.wanted()) && job.settles());
            all = rest.stream().noneMatch(WarmUpJob::wanted);
        }
    }

    /** The same on a thread of its own, which keeps no process alive. */
    static void inBackground(List<WarmUpJob> jobs) {
        Thread thread = new Thread(() -> inTurns(jobs), "foretoken-warm-up");
        thread.setDaemon(true);
        thread.start();
    }
}
