package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.lang.foreign.MemorySegment;

/**
 * Long calls, tile by tile through memory outside the heap, in either precision. A tile of C is {@value #TILE} rows and
 * columns at most, 32 MiB in float64, which bounds the memory; the inner length is cut at {@value #DEPTH}, so that the
 * copied parts of A and B stay in the third-level cache until the library reads them. The copies cost 3 to 5 % of a
 * 1024³ product and less of a larger one.
 */
final class CblasCopies {
    private static final int TILE = 2048;
    private static final int DEPTH = 512;
    /** A triangle is copied whole up to this order, and halved above. */
    private static final int ORDER = 1024;
    /** Bytes: one cache line. */
    private static final long LINE = 64;

    private static final OffHeapPool POOL = new OffHeapPool();

    private CblasCopies() {}

    /** {@link CheckedBlas#multiply} on heap segments; offsets and strides count elements. */
    static void multiply(Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            MemorySegment a, long aOffset, int aStride, MemorySegment b, long bOffset, int bStride, double beta,
            MemorySegment c, long cOffset, int cStride) {
        long rows = Math.min(m, TILE);
        long columns = Math.min(n, TILE);
        long depth = Math.min(k, DEPTH);
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
                    for (int p = 0; p < k; p += DEPTH) {
                        int inner = Math.min(DEPTH, k - p);
                        int aWidth = copyIn(precision, opA, height, inner, a, aOffset, aStride, i, p, left);
                        int bWidth = copyIn(precision, opB, inner, width, b, bOffset, bStride, p, j, right);
                        CblasBlas.product(precision, opA, opB, height, width, inner, alpha, left, aWidth, right, bWidth,
                                p == 0 ? beta : 1, result, width);
                    }
                    copyOut(precision, height, width, result, c, corner, cStride);
                }
            }
        } finally {
            POOL.giveBack(memory);
        }
    }

    /** {@link CheckedBlas#solve} on heap segments, by halving as in {@link JavaTrsm} down to triangles worth a copy. */
    static void solve(Precision precision, Transpose op, Diagonal diagonal, int m, int n, MemorySegment l, long lOffset,
            int lStride, MemorySegment b, long bOffset, int bStride) {
        if (m <= ORDER) {
            solveTiles(precision, op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
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

    private static void solveTiles(Precision precision, Transpose op, Diagonal diagonal, int m, int n, MemorySegment l,
            long lOffset, int lStride, MemorySegment b, long bOffset, int bStride) {
        long lBytes = lines((long) m * m * precision.bytes());
        MemorySegment memory = POOL.lend(lBytes + (long) m * Math.min(n, TILE) * precision.bytes());
        try {
            MemorySegment triangle = memory.asSlice(0, lBytes);
            MemorySegment rows = memory.asSlice(lBytes);
            for (int i = 0; i < m; i++) {
                // The upper part is not the caller's to be read.
                copyIn(precision, 1, i + 1, l, lOffset + (long) i * lStride, lStride,
                        triangle.asSlice((long) i * m * precision.bytes()));
            }
            for (int j = 0; j < n; j += TILE) {
                int width = Math.min(TILE, n - j);
                copyIn(precision, m, width, b, bOffset + j, bStride, rows);
                CblasBlas.triangle(precision, op, diagonal, m, width, triangle, m, rows);
                copyOut(precision, m, width, rows, b, bOffset + j, bStride);
            }
        } finally {
            POOL.giveBack(memory);
        }
    }

    private static long lines(long bytes) {
        return (bytes + LINE - 1) / LINE * LINE;
    }

    /** Copies the stored form of rows x cols of op(X) from its element (i, j) on; returns the stride of the copy. */
    private static int copyIn(Precision precision, Transpose op, int rows, int cols, MemorySegment x, long offset,
            int stride, int i, int j, MemorySegment target) {
        if (op == Transpose.NO) {
            copyIn(precision, rows, cols, x, offset + (long) i * stride + j, stride, target);
            return cols;
        }
        copyIn(precision, cols, rows, x, offset + (long) j * stride + i, stride, target);
        return rows;
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
