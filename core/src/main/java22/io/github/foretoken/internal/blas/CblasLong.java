package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.lang.foreign.MemorySegment;

/**
 * Calls that are too long to be made on Java arrays at one go, because no thread reaches a safepoint meanwhile. In either
 * precision; offsets and strides count elements.
 *
 * <p>A product is cut into pieces on the Java arrays, or copied out of the heap, whichever costs less
 * (docs/decisions/0001-long-native-calls.md): a copy costs 4 to 10 % at 1024³ but only the share of the surface in the
 * volume, pieces cost 3 % there and 7 % at 2048³. A solve is halved until its triangles are small; the rest is products.
 */
final class CblasLong {
    /** A piece is 2.7e8 flops, 7 ms in float64. 256 is the inner length that OpenBLAS cuts at too. */
    private static final int PIECE_ROWS = 512;
    private static final int PIECE_COLUMNS = 1024;
    private static final int PIECE_DEPTH = 256;
    /** Flops for each element copied, from which on copies cost less: cubes of 1,500 and more. */
    private static final double COPIES_PAY = 1000;
    /** A tile of C outside the heap is 32 MiB in float64, which bounds the memory. */
    private static final int TILE = 2048;
    /** So that the copied parts of A and B stay in the third-level cache until the library reads them. */
    private static final int TILE_DEPTH = 512;
    /** Triangles of this order are solved by the library, 2.7e8 flops for each 4,096 right-hand sides. */
    private static final int ORDER = 256;
    private static final int RIGHT_HAND_SIDES = 4096;
    /** Bytes: one cache line. */
    private static final long LINE = 64;

    private static final OffHeapPool POOL = new OffHeapPool();

    private CblasLong() {}

    /** {@link CheckedBlas#multiply} on heap segments. */
    static void multiply(Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            MemorySegment a, long aOffset, int aStride, MemorySegment b, long bOffset, int bStride, double beta,
            MemorySegment c, long cOffset, int cStride) {
        double elements = (double) m * k + (double) k * n + (double) m * n;
        if (2.0 * m * n * k < COPIES_PAY * elements) {
            inPieces(precision, opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, beta, c, cOffset,
                    cStride);
        } else {
            throughCopies(precision, opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, beta, c,
                    cOffset, cStride);
        }
    }

    /** Written as one loop whose variables take turns: a loop that the compiler can count loses its safepoint. */
    private static void inPieces(Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            MemorySegment a, long aOffset, int aStride, MemorySegment b, long bOffset, int bStride, double beta,
            MemorySegment c, long cOffset, int cStride) {
        int i = 0;
        int j = 0;
        int p = 0;
        while (p < k) {
            CblasBlas.product(precision, opA, opB, Math.min(PIECE_ROWS, m - i), Math.min(PIECE_COLUMNS, n - j),
                    Math.min(PIECE_DEPTH, k - p), alpha, a, at(opA, aOffset, aStride, i, p), aStride, b,
                    at(opB, bOffset, bStride, p, j), bStride, p == 0 ? beta : 1, c, cOffset + (long) i * cStride + j,
                    cStride);
            i += PIECE_ROWS;
            if (i >= m) {
                i = 0;
                j += PIECE_COLUMNS;
            }
            if (j >= n) {
                j = 0;
                p += PIECE_DEPTH;
            }
        }
    }

    private static void throughCopies(Precision precision, Transpose opA, Transpose opB, int m, int n, int k,
            double alpha, MemorySegment a, long aOffset, int aStride, MemorySegment b, long bOffset, int bStride,
            double beta, MemorySegment c, long cOffset, int cStride) {
        long rows = Math.min(m, TILE);
        long columns = Math.min(n, TILE);
        long depth = Math.min(k, TILE_DEPTH);
        long aBytes = lines(rows * depth * precision.bytes());
        long bBytes = lines(depth * columns * precision.bytes());
        MemorySegment memory = POOL.lend(aBytes + bBytes + rows * columns * precision.bytes());
        try {
            MemorySegment left = memory.asSlice(0, aBytes);
            MemorySegment right = memory.asSlice(aBytes, bBytes);
            MemorySegment result = memory.asSlice(aBytes + bBytes);
            for (int i = 0; i < m; i += TILE) {
                for (int j = 0; j < n; j += TILE) {
                    int height = Math.min(TILE, m - i);
                    int width = Math.min(TILE, n - j);
                    long corner = cOffset + (long) i * cStride + j;
                    if (beta != 0) {
                        copyIn(precision, height, width, c, corner, cStride, result);
                    }
                    for (int p = 0; p < k; p += TILE_DEPTH) {
                        int inner = Math.min(TILE_DEPTH, k - p);
                        int aWidth = copyIn(precision, opA, height, inner, a, aOffset, aStride, i, p, left);
                        int bWidth = copyIn(precision, opB, inner, width, b, bOffset, bStride, p, j, right);
                        CblasBlas.plainProduct(precision, opA, opB, height, width, inner, alpha, left, aWidth, right,
                                bWidth, p == 0 ? beta : 1, result, width);
                    }
                    copyOut(precision, height, width, result, c, corner, cStride);
                }
            }
        } finally {
            POOL.giveBack(memory);
        }
    }

    /** {@link CheckedBlas#solve} on heap segments, by halving as in {@link JavaTrsm}. */
    static void solve(Precision precision, Transpose op, Diagonal diagonal, int m, int n, MemorySegment l, long lOffset,
            int lStride, MemorySegment b, long bOffset, int bStride) {
        if (m <= ORDER) {
            solveInPieces(precision, op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
            return;
        }
        int top = m / 2;
        long below = lOffset + (long) top * lStride;
        long lower = bOffset + (long) top * bStride;
        if (op == Transpose.NO) {
            solve(precision, op, diagonal, top, n, l, lOffset, lStride, b, bOffset, bStride);
            multiply(precision, op, Transpose.NO, m - top, n, top, -1, l, below, lStride, b, bOffset, bStride, 1, b,
                    lower, bStride);
            solve(precision, op, diagonal, m - top, n, l, below + top, lStride, b, lower, bStride);
        } else {
            solve(precision, op, diagonal, m - top, n, l, below + top, lStride, b, lower, bStride);
            multiply(precision, op, Transpose.NO, top, n, m - top, -1, l, below, lStride, b, lower, bStride, 1, b,
                    bOffset, bStride);
            solve(precision, op, diagonal, top, n, l, lOffset, lStride, b, bOffset, bStride);
        }
    }

    private static void solveInPieces(Precision precision, Transpose op, Diagonal diagonal, int m, int n,
            MemorySegment l, long lOffset, int lStride, MemorySegment b, long bOffset, int bStride) {
        if (n <= RIGHT_HAND_SIDES) {
            CblasBlas.triangle(precision, op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
        } else {
            int left = n / 2;
            solveInPieces(precision, op, diagonal, m, left, l, lOffset, lStride, b, bOffset, bStride);
            solveInPieces(precision, op, diagonal, m, n - left, l, lOffset, lStride, b, bOffset + left, bStride);
        }
    }

    private static long lines(long bytes) {
        return (bytes + LINE - 1) / LINE * LINE;
    }

    /** Where element (i, j) of op(X) is stored. */
    private static long at(Transpose op, long offset, int stride, int i, int j) {
        return op == Transpose.NO ? offset + (long) i * stride + j : offset + (long) j * stride + i;
    }

    /** Copies the stored form of rows x cols of op(X) from its element (i, j) on; returns the stride of the copy. */
    private static int copyIn(Precision precision, Transpose op, int rows, int cols, MemorySegment x, long offset,
            int stride, int i, int j, MemorySegment target) {
        boolean plain = op == Transpose.NO;
        copyIn(precision, plain ? rows : cols, plain ? cols : rows, x, at(op, offset, stride, i, j), stride, target);
        return plain ? cols : rows;
    }

    /** Tight rows from strided ones. */
    private static void copyIn(Precision precision, int rows, int cols, MemorySegment x, long offset, int stride,
            MemorySegment target) {
        long row = (long) cols * precision.bytes();
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(x, (offset + (long) i * stride) * precision.bytes(), target, i * row, row);
        }
    }

    /** Strided rows from tight ones. */
    private static void copyOut(Precision precision, int rows, int cols, MemorySegment source, MemorySegment x,
            long offset, int stride) {
        long row = (long) cols * precision.bytes();
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(source, i * row, x, (offset + (long) i * stride) * precision.bytes(), row);
        }
    }
}
