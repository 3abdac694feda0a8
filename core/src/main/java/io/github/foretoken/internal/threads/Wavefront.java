package io.github.foretoken.internal.threads;

import io.github.foretoken.internal.Clamp;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Row tiles on several threads, where tile a needs the finished tiles b &lt; a, or none. Workers claim tiles in order and each
 * walks b = 0, 1, ..., waiting for a tile that is not finished yet; since every earlier tile has been claimed by a
 * worker that is running, the walk always advances, even if the pool never lends a second thread. Each tile sums in the
 * same order whoever runs it, so results do not depend on the number of threads.
 */
public final class Wavefront {
    /** The work of one thread, with buffers of its own. */
    public interface Worker {
        /**
         * Finishes tiles [from, to). Where tiles need earlier ones it calls {@link Wavefront#await} before it reads tile b
         * and {@link Wavefront#complete} for each of its own, in order.
         */
        void process(int from, int to, Wavefront front);
    }

    private static final int SPINS = 1 << 12;
    /** Where processors are fewer than workers, spinning would keep the awaited one from running. */
    private static final long PAUSE_NANOS = 10_000;
    /** A pool with more waiting than this for each of its threads has no help to lend. */
    private static final int MOST_QUEUED = 4;
    /** The smallest L2 cache of today's servers. */
    private static final long L2 = 512 << 10;
    /** Beyond, there is little left to save. */
    private static final int MOST_TOGETHER = 4;
    /** Groups a thread should have to choose from, so that threads finish together. */
    private static final int GROUPS = 8;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger finished = new AtomicInteger();
    private final int tiles;
    private final int group;
    private final boolean ordered;
    private final Supplier<Worker> workers;

    private Wavefront(int tiles, int group, boolean ordered, Supplier<Worker> workers) {
        this.tiles = tiles;
        this.group = group;
        this.ordered = ordered;
        this.workers = workers;
    }

    /**
     * How many neighbouring row tiles one worker should take together: what belongs to a tile of keys is then fetched
     * once for all of them. What belongs to the queries must stay in L2 meanwhile, beside one tile of keys.
     *
     * @param bytes that a row tile keeps at work, and a tile of keys about as much
     */
    public static int group(int tiles, int threads, long bytes) {
        long most = Clamp.between(L2 / bytes - 1, 1, MOST_TOGETHER);
        return Clamp.between(tiles / ((long) GROUPS * threads), 1, (int) most);
    }

    /**
     * Runs all tiles, that many together, on up to that many threads: the caller, and helpers from the common pool. What
     * a worker throws is thrown here.
     */
    public static void run(int tiles, int group, int threads, Supplier<Worker> workers) {
        run(new Wavefront(tiles, group, true, workers), threads);
    }

    /** The same for tiles that need nothing of one another: the last ones, whose rows are the longest, are begun first. */
    public static void runIndependent(int tiles, int group, int threads, Supplier<Worker> workers) {
        run(new Wavefront(tiles, group, false, workers), threads);
    }

    private static void run(Wavefront front, int threads) {
        // Emptied at the end: a helper that is still queued then must not keep the caller's arrays alive.
        AtomicReference<Wavefront> open = new AtomicReference<>(front);
        ForkJoinPool pool = ForkJoinPool.commonPool();
        int helpers = Math.min(threads, front.groups()) - 1;
        if (helpers > 0 && queued(pool) <= (long) MOST_QUEUED * pool.getParallelism()) {
            for (int i = 0; i < helpers; i++) {
                pool.execute(() -> help(open));
            }
        }
        try {
            front.work();
            front.finish();
        } finally {
            open.set(null);
        }
    }

    private static long queued(ForkJoinPool pool) {
        return pool.getQueuedSubmissionCount() + pool.getQueuedTaskCount();
    }

    private static void help(AtomicReference<Wavefront> open) {
        Wavefront front = open.get();
        if (front != null) {
            front.work();
        }
    }

    private int groups() {
        return (tiles + group - 1) / group;
    }

    private void work() {
        try {
            Worker worker = null;
            int groups = groups();
            for (int i = next.getAndIncrement(); i < groups; i = next.getAndIncrement()) {
                worker = worker == null ? workers.get() : worker;
                int from = (ordered ? i : groups - 1 - i) * group;
                int to = Math.min(tiles, from + group);
                worker.process(from, to, this);
                if (!ordered) {
                    finished.addAndGet(to - from);
                }
            }
        } catch (RuntimeException | Error e) {
            // The first one counts; what it makes others throw does not.
            failure.compareAndSet(null, e);
        }
    }

    private void finish() {
        try {
            await(tiles - 1);
        } catch (Abandoned e) {
            Throwable first = failure.get();
            if (first instanceof Error error) {
                throw error;
            }
            throw first instanceof RuntimeException exception ? exception : e;
        }
    }

    /** Tile a may be read by others; returns once the tiles before it may be, too. */
    public void complete(int a) {
        await(a - 1);
        finished.set(a + 1);
    }

    /** Returns once tile b is finished. Waits are short: another thread is on its last few steps. */
    public void await(int b) {
        for (int spins = 0; finished.get() <= b; spins++) {
            if (failure.get() != null) {
                throw new Abandoned();
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Another worker failed; its failure tells why. */
    private static final class Abandoned extends RuntimeException {
        Abandoned() {
            super("another worker failed", null, false, false);
        }
    }
}
