package io.github.foretoken.internal.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Jobs that a thread beside the calling one compiles once the slower loops have done enough for it to be worth it. Only those
 * in use are: on two processors the compiler takes its time from the work.
 */
final class WarmUpQueue {
    /** After which jobs that have not settled are given up: on some virtual machines none ever does. */
    private static final long MOST_NANOS = 30_000_000_000L;

    private final long enough;
    private final List<WarmUpJob> jobs = new ArrayList<>();
    private final AtomicBoolean running = new AtomicBoolean();
    /** Not exact where several threads add to it, and need not be. */
    private long work;

    /** @param enough multiply-adds after which a thread is started */
    WarmUpQueue(long enough) {
        this.enough = enough;
    }

    /** A job that waits here; the arguments are {@link WarmUpJob}'s. */
    WarmUpJob add(Supplier<Runnable> fast, Supplier<Runnable> slow, boolean ready) {
        WarmUpJob job = new WarmUpJob(this, fast, slow, ready);
        jobs.add(job);
        return job;
    }

    /** Counts what the slower loops do. */
    void count(long operations) {
        work += operations;
        if (work >= enough && !running.get() && running.compareAndSet(false, true)) {
            Thread thread = new Thread(this::runAndLeave, "foretoken-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void runAndLeave() {
        run();
        // Whoever wants another job from now on starts a thread again.
        running.set(false);
    }

    /** Works on the jobs in use in turns, until they have settled or half a minute is over. */
    void run() {
        long start = System.nanoTime();
        while (jobs.stream().anyMatch(WarmUpJob::waits)) {
            jobs.stream().filter(WarmUpJob::waits).forEach(WarmUpJob::work);
            if (System.nanoTime() - start > MOST_NANOS) {
                jobs.stream().filter(WarmUpJob::waits).forEach(WarmUpJob::giveUp);
            }
        }
    }

    /** Compiles everything, in use or not. */
    void runAll() {
        jobs.forEach(WarmUpJob::want);
        run();
    }
}
