package io.github.foretoken.internal.tile;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Row tiles on several threads, where tile a needs the finished tiles b &lt; a. Workers claim tiles in order and each
 * walks b = 0, 1, ..., waiting for a tile that is not finished yet; since every earlier tile has been claimed by a
 * worker that is running, the walk always advances, even if the pool never lends a second thread. Each tile sums in the
 * same order whoever runs it, so results do not depend on the number of threads.
 */
final class Wavefront {
    /** The work of one thread, with buffers of its own. */
    interface Worker {
        /** Finishes tile a; calls {@link Wavefront#await} before it reads tile b. */
        void process(int a, Wavefront front);
    }

    private static final int SPINS = 1 << 12;
    /** Where processors are fewer than workers, spinning would keep the awaited one from running. */
    private static final long PAUSE_NANOS = 10_000;
    /** A pool with more waiting than this for each of its threads has no help to lend. */
    private static final int MOST_QUEUED = 4;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final int tiles;
    private final Supplier<Worker> workers;
    private volatile int finished;

    private Wavefront(int tiles, Supplier<Worker> workers) {
        this.tiles = tiles;
        this.workers = workers;
    }

    /**
     * Runs all tiles on up to that many threads: the caller, and helpers from the common pool. What a worker throws is
     * thrown here.
     */
    static void run(int tiles, int threads, Supplier<Worker> workers) {
        Wavefront front = new Wavefront(tiles, workers);
        // Emptied at the end: a helper that is still queued then must not keep the caller's arrays alive.
        AtomicReference<Wavefront> open = new AtomicReference<>(front);
        ForkJoinPool pool = ForkJoinPool.commonPool();
        int helpers = Math.min(threads, tiles) - 1;
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

    private void work() {
        try {
            Worker worker = null;
            for (int a = next.getAndIncrement(); a < tiles; a = next.getAndIncrement()) {
                worker = worker == null ? workers.get() : worker;
                worker.process(a, this);
                await(a - 1);
                finished = a + 1;
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
            switch (failure.get()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw e;
            }
        }
    }

    /** Returns once tile b is finished. Waits are short: another thread is on its last few steps. */
    void await(int b) {
        for (int spins = 0; finished <= b; spins++) {
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
