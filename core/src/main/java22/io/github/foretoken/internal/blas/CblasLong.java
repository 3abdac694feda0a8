package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.CblasCalls.Copy;
import java.lang.foreign.MemorySegment;

/**
 * Calls that are too long to be made on Java arrays at one go, because no thread reaches a safepoint meanwhile.
 *
 * <p>A product is cut into pieces on the Java arrays, or copied out of the heap, whichever costs less
 * (docs/decisions/0001-long-native-calls.md): a copy costs 4 to 10 % at 1024³ but only the share of the surface in the
 * volume, pieces cost 3 % there and 7 % at 2048³. A solve is halved until its triangles are small; the rest is products.
 */
final class CblasLong {
    /** A piece is 2.7e8 flops, 7 ms. 256 is the inner length that OpenBLAS cuts at too. */
    private static final int PIECE_ROWS = 512;
    private static final int PIECE_COLUMNS = 1024;
    private static final int PIECE_DEPTH = 256;
    /** Flops for each element copied, from which on copies cost less: cubes of 1,500 and more. */
    private static final double COPIES_PAY = 1000;
    /** A tile of C outside the heap is 32 MiB, which bounds the memory. */
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

    /** {@link CheckedBlas#multiply}. */
    static void multiply(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        double m = c.rows();
        double n = c.columns();
        double k = opA.columns(a);
        if (2 * m * n * k < COPIES_PAY * (m * k + k * n + m * n)) {
            inPieces(opA, opB, alpha, a, b, beta, c);
        } else {
            throughCopies(opA, opB, alpha, a, b, beta, c);
        }
    }

    /** Written as one loop whose variables take turns: a loop that the compiler can count loses its safepoint. */
    private static void inPieces(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        int k = opA.columns(a);
        int i = 0;
        int j = 0;
        int p = 0;
        while (p < k) {
            int height = Math.min(PIECE_ROWS, c.rows() - i);
            int width = Math.min(PIECE_COLUMNS, c.columns() - j);
            int depth = Math.min(PIECE_DEPTH, k - p);
            CblasCalls.product(opA, opB, alpha, opA.part(a, i, p, height, depth), opB.part(b, p, j, depth, width),
                    p == 0 ? beta : 1, c.part(i, j, height, width));
            i += PIECE_ROWS;
            if (i >= c.rows()) {
                i = 0;
                j += PIECE_COLUMNS;
            }
            if (j >= c.columns()) {
                j = 0;
                p += PIECE_DEPTH;
            }
        }
    }

    private static void throughCopies(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta,
            Block c) {
        int k = opA.columns(a);
        long rows = Math.min(c.rows(), TILE);
        long columns = Math.min(c.columns(), TILE);
        long depth = Math.min(k, TILE_DEPTH);
        long aBytes = lines(rows * depth * Double.BYTES);
        long bBytes = lines(depth * columns * Double.BYTES);
        MemorySegment memory = POOL.lend(aBytes + bBytes + rows * columns * Double.BYTES);
        try {
            MemorySegment left = memory.asSlice(0, aBytes);
            MemorySegment right = memory.asSlice(aBytes, bBytes);
            MemorySegment below = memory.asSlice(aBytes + bBytes);
            for (int i = 0; i < c.rows(); i += TILE) {
                for (int j = 0; j < c.columns(); j += TILE) {
                    Block tile = c.part(i, j, Math.min(TILE, c.rows() - i), Math.min(TILE, c.columns() - j));
                    Copy result = beta == 0 ? new Copy(below, tile.rows(), tile.columns()) : copyIn(tile, below);
                    for (int p = 0; p < k; p += TILE_DEPTH) {
                        int inner = Math.min(TILE_DEPTH, k - p);
                        CblasCalls.plainProduct(opA, opB, alpha, copyIn(opA.part(a, i, p, tile.rows(), inner), left),
                                copyIn(opB.part(b, p, j, inner, tile.columns()), right), p == 0 ? beta : 1, result);
                    }
                    copyOut(result, tile);
                }
            }
        } finally {
            POOL.giveBack(memory);
        }
    }

    /** {@link CheckedBlas#solve}, by halving as in {@link JavaTrsm}. */
    static void solve(Transpose op, Diagonal diagonal, Block l, Block b) {
        int m = b.rows();
        if (m <= ORDER) {
            solveInPieces(op, diagonal, l, b);
            return;
        }
        int top = m / 2;
        Block upper = b.rows(0, top);
        Block lower = b.rows(top, m - top);
        Block below = l.part(top, 0, m - top, top);
        if (op == Transpose.NO) {
            solve(op, diagonal, l.part(0, 0, top, top), upper);
            multiply(op, Transpose.NO, -1, below, upper, 1, lower);
            solve(op, diagonal, l.part(top, top, m - top, m - top), lower);
        } else {
            solve(op, diagonal, l.part(top, top, m - top, m - top), lower);
            multiply(op, Transpose.NO, -1, below, lower, 1, upper);
            solve(op, diagonal, l.part(0, 0, top, top), upper);
        }
    }

    private static void solveInPieces(Transpose op, Diagonal diagonal, Block l, Block b) {
        int n = b.columns();
        if (n <= RIGHT_HAND_SIDES) {
            CblasCalls.solve(op, diagonal, l, b);
        } else {
            int left = n / 2;
            solveInPieces(op, diagonal, l, b.part(0, 0, b.rows(), left));
            solveInPieces(op, diagonal, l, b.part(0, left, b.rows(), n - left));
        }
    }

    private static long lines(long bytes) {
        return (bytes + LINE - 1) / LINE * LINE;
    }

    private static Copy copyIn(Block x, MemorySegment target) {
        MemorySegment source = MemorySegment.ofArray(x.values());
        long row = (long) x.columns() * Double.BYTES;
        for (int i = 0; i < x.rows(); i++) {
            MemorySegment.copy(source, (long) x.at(i, 0) * Double.BYTES, target, i * row, row);
        }
        return new Copy(target, x.rows(), x.columns());
    }

    private static void copyOut(Copy copy, Block x) {
        MemorySegment target = MemorySegment.ofArray(x.values());
        long row = (long) x.columns() * Double.BYTES;
        for (int i = 0; i < x.rows(); i++) {
            MemorySegment.copy(copy.memory(), i * row, target, (long) x.at(i, 0) * Double.BYTES, row);
        }
    }
}
