package io.github.foretoken.internal.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory outside the heap, lent and taken back, because fresh pages cost as much as filling them. At most
 * {@value #KEPT} pieces are kept; what comes back beyond that is left to the garbage collector.
 */
final class OffHeapPool {
    /** Aligned to a page, so that every row of a tile that is a multiple of a cache line starts on one. */
    private static final long ALIGNMENT = 4096;
    private static final int KEPT = 4;

    private final Deque<MemorySegment> free = new ArrayDeque<>();

    /** At least that many bytes, holding anything; to be given to {@link #giveBack}. */
    MemorySegment lend(long bytes) {
        synchronized (free) {
            for (MemorySegment segment : free) {
                if (segment.byteSize() >= bytes) {
                    free.remove(segment);
                    return segment;
                }
            }
            // Too small for this job, so probably for the next: its place is better used.
            free.pollLast();
        }
        return Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    void giveBack(MemorySegment segment) {
        synchronized (free) {
            if (free.size() < KEPT) {
                free.addFirst(segment);
            }
        }
    }
}
