package io.github.foretoken.internal.tile;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final AtomicInteger next = new AtomicInteger();
    private final int tiles;
    private volatile int finished;
    private volatile Throwable failure;

    private Wavefront(int tiles) {
        this.tiles = tiles;
    }

    /** Runs all tiles on up to that many threads: the caller, and helpers from the common pool. */
    static void run(int tiles, int threads, Supplier<Worker> workers) {
        Wavefront front = new Wavefront(tiles);
        for (int helper = 1; helper < Math.min(threads, tiles); helper++) {
            ForkJoinPool.commonPool().execute(() -> front.work(workers));
        }
        front.work(workers);
        front.await(tiles - 1);
    }

    private void work(Supplier<Worker> workers) {
        try {
            Worker worker = null;
            for (int a = next.getAndIncrement(); a < tiles; a = next.getAndIncrement()) {
                worker = worker == null ? workers.get() : worker;
                worker.process(a, this);
                await(a - 1);
                finished = a + 1;
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Returns once tile b is finished. Waits are short: another thread is on its last few steps. */
    void await(int b) {
        for (int spins = 0; finished <= b; spins++) {
            if (failure != null) {
                throw new IllegalStateException("a worker failed", failure);
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
