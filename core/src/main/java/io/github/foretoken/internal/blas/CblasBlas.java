package io.github.foretoken.internal.blas;

import static io.github.foretoken.internal.blas.CblasFunctions.LEFT;
import static io.github.foretoken.internal.blas.CblasFunctions.LOWER;
import static io.github.foretoken.internal.blas.CblasFunctions.ROW_MAJOR;
import static io.github.foretoken.internal.blas.CblasFunctions.code;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A CBLAS library through java.lang.foreign. Short calls work on the Java arrays themselves, long ones on copies outside
 * the heap ({@link CblasCopies}): a call on Java arrays keeps every other thread of the virtual machine waiting at its
 * next safepoint until it returns, 583 ms in one measured 2048³ product. Arrays are sliced to the exact extent of each
 * matrix, so that the virtual machine checks the range before native code can leave it.
 */
final class CblasBlas extends CheckedBlas {
    /** Half a millisecond at 40 GFLOP/s in float64, twice that in float32: no longer than any thread may keep others. */
    static final double SHORT_FLOPS = 2e7;

    /** Bound once, in constants, because only calls through constants are compiled to direct ones. */
    private static final class Native {
        private static final CblasFunctions FUNCTIONS = CblasLibrary.search().library().functions();
        static final MethodHandle CRITICAL_DGEMM = FUNCTIONS.criticalDgemm();
        static final MethodHandle CRITICAL_SGEMM = FUNCTIONS.criticalSgemm();
        static final MethodHandle CRITICAL_DTRSM = FUNCTIONS.criticalDtrsm();
        static final MethodHandle CRITICAL_STRSM = FUNCTIONS.criticalStrsm();
        static final MethodHandle DGEMM = FUNCTIONS.plainDgemm();
        static final MethodHandle SGEMM = FUNCTIONS.plainSgemm();
        static final MethodHandle DTRSM = FUNCTIONS.plainDtrsm();
        static final MethodHandle STRSM = FUNCTIONS.plainStrsm();
    }

    private final String description;

    /** On the library that {@link CblasLibrary#search} found. */
    CblasBlas(CblasLibrary library) {
        description = library.description();
    }

    @Override
    public Backend backend() {
        return Backend.NATIVE;
    }

    @Override
    public String description() {
        return description;
    }

    /** True for a call that may work on Java arrays. */
    static boolean isShort(Precision precision, double flops) {
        return flops <= SHORT_FLOPS * Double.BYTES / precision.bytes();
    }

    @Override
    void multiply(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset, int aStride,
            double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride) {
        if (!isShort(Precision.FLOAT64, 2.0 * m * n * k)) {
            CblasCopies.multiply(Precision.FLOAT64, opA, opB, m, n, k, alpha, MemorySegment.ofArray(a), aOffset,
                    aStride, MemorySegment.ofArray(b), bOffset, bStride, beta, MemorySegment.ofArray(c), cOffset,
                    cStride);
            return;
        }
        MemorySegment left = slice(a, aOffset, extent(opA, m, k, aStride));
        MemorySegment right = slice(b, bOffset, extent(opB, k, n, bStride));
        MemorySegment result = slice(c, cOffset, extent(m, n, cStride));
        try {
            Native.CRITICAL_DGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, alpha, left, aStride, right,
                    bStride, beta, result, cStride);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    void multiply(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset, int aStride,
            float[] b, int bOffset, int bStride, float beta, float[] c, int cOffset, int cStride) {
        if (!isShort(Precision.FLOAT32, 2.0 * m * n * k)) {
            CblasCopies.multiply(Precision.FLOAT32, opA, opB, m, n, k, alpha, MemorySegment.ofArray(a), aOffset,
                    aStride, MemorySegment.ofArray(b), bOffset, bStride, beta, MemorySegment.ofArray(c), cOffset,
                    cStride);
            return;
        }
        MemorySegment left = slice(a, aOffset, extent(opA, m, k, aStride));
        MemorySegment right = slice(b, bOffset, extent(opB, k, n, bStride));
        MemorySegment result = slice(c, cOffset, extent(m, n, cStride));
        try {
            Native.CRITICAL_SGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, alpha, left, aStride, right,
                    bStride, beta, result, cStride);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride, double[] b,
            int bOffset, int bStride) {
        if (!isShort(Precision.FLOAT64, (double) m * m * n)) {
            CblasCopies.solve(Precision.FLOAT64, op, diagonal, m, n, MemorySegment.ofArray(l), lOffset, lStride,
                    MemorySegment.ofArray(b), bOffset, bStride);
            return;
        }
        MemorySegment triangle = slice(l, lOffset, extent(m, m, lStride));
        MemorySegment rows = slice(b, bOffset, extent(m, n, bStride));
        try {
            Native.CRITICAL_DTRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), m, n, 1.0, triangle,
                    lStride, rows, bStride);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride, float[] b,
            int bOffset, int bStride) {
        if (!isShort(Precision.FLOAT32, (double) m * m * n)) {
            CblasCopies.solve(Precision.FLOAT32, op, diagonal, m, n, MemorySegment.ofArray(l), lOffset, lStride,
                    MemorySegment.ofArray(b), bOffset, bStride);
            return;
        }
        MemorySegment triangle = slice(l, lOffset, extent(m, m, lStride));
        MemorySegment rows = slice(b, bOffset, extent(m, n, bStride));
        try {
            Native.CRITICAL_STRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), m, n, 1f, triangle,
                    lStride, rows, bStride);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** A product of tiles outside the heap. */
    static void product(Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            MemorySegment a, int aStride, MemorySegment b, int bStride, double beta, MemorySegment c, int cStride) {
        try {
            if (precision == Precision.FLOAT64) {
                Native.DGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, alpha, a, aStride, b, bStride, beta,
                        c, cStride);
            } else {
                Native.SGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, (float) alpha, a, aStride, b,
                        bStride, (float) beta, c, cStride);
            }
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** A solve of tiles outside the heap, B being as wide as its stride. */
    static void triangle(Precision precision, Transpose op, Diagonal diagonal, int m, int n, MemorySegment l,
            int lStride, MemorySegment b) {
        try {
            if (precision == Precision.FLOAT64) {
                Native.DTRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), m, n, 1.0, l, lStride, b, n);
            } else {
                Native.STRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), m, n, 1f, l, lStride, b, n);
            }
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static long extent(Transpose op, int rows, int cols, int stride) {
        return op == Transpose.NO ? extent(rows, cols, stride) : extent(cols, rows, stride);
    }

    private static MemorySegment slice(double[] x, int offset, long length) {
        return MemorySegment.ofArray(x).asSlice((long) offset * Double.BYTES, length * Double.BYTES);
    }

    private static MemorySegment slice(float[] x, int offset, long length) {
        return MemorySegment.ofArray(x).asSlice((long) offset * Float.BYTES, length * Float.BYTES);
    }
}
