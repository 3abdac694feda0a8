package io.github.foretoken.internal.blas;

import static io.github.foretoken.internal.blas.CblasFunctions.LEFT;
import static io.github.foretoken.internal.blas.CblasFunctions.LOWER;
import static io.github.foretoken.internal.blas.CblasFunctions.ROW_MAJOR;
import static io.github.foretoken.internal.blas.CblasFunctions.code;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Single calls of the CBLAS library that runs. Arrays are sliced to the exact extent of each matrix, so that the virtual
 * machine checks the range before native code can leave it.
 */
final class CblasCalls {
    /** Bound once, in constants, because only calls through constants are compiled to direct ones. */
    private static final CblasFunctions FUNCTIONS = CblasLibrary.search().library().functions();
    private static final MethodHandle DGEMM = FUNCTIONS.dgemm();
    private static final MethodHandle DTRSM = FUNCTIONS.dtrsm();
    private static final MethodHandle PLAIN_DGEMM = FUNCTIONS.plainDgemm();

    /** A matrix outside the heap, row by row, one close behind the other. */
    record Copy(MemorySegment memory, int rows, int columns) {}

    private CblasCalls() {}

    /** {@link Blas#gemm} on Java arrays; every thread that waits for a safepoint waits for its end. */
    static void product(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        try {
            DGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), c.rows(), c.columns(), opA.columns(a), alpha, segment(a),
                    a.stride(), segment(b), b.stride(), beta, segment(c), c.stride());
        } catch (Throwable e) {
            throw CheckedBlas.unchecked(e);
        }
    }

    /** {@link Blas#trsm} likewise. */
    static void solve(Transpose op, Diagonal diagonal, Block l, Block b) {
        try {
            DTRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), b.rows(), b.columns(), 1.0, segment(l),
                    l.stride(), segment(b), b.stride());
        } catch (Throwable e) {
            throw CheckedBlas.unchecked(e);
        }
    }

    /** {@link Blas#gemm} on memory outside the heap, which keeps nobody waiting. */
    static void plainProduct(Transpose opA, Transpose opB, double alpha, Copy a, Copy b, double beta, Copy c) {
        try {
            PLAIN_DGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), c.rows(), c.columns(),
                    opA == Transpose.NO ? a.columns() : a.rows(), alpha, a.memory(), a.columns(), b.memory(),
                    b.columns(), beta, c.memory(), c.columns());
        } catch (Throwable e) {
            throw CheckedBlas.unchecked(e);
        }
    }

    private static MemorySegment segment(Block x) {
        return MemorySegment.ofArray(x.values())
                .asSlice(x.offset() * (long) Double.BYTES, CheckedBlas.extent(x) * Double.BYTES);
    }
}
