package io.github.foretoken.internal.blas;

import static io.github.foretoken.internal.blas.CblasFunctions.LEFT;
import static io.github.foretoken.internal.blas.CblasFunctions.LOWER;
import static io.github.foretoken.internal.blas.CblasFunctions.ROW_MAJOR;
import static io.github.foretoken.internal.blas.CblasFunctions.code;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A CBLAS library through java.lang.foreign. Calls work on the Java arrays themselves, and such a call keeps every other
 * thread of the virtual machine waiting at its next safepoint until it returns, 583 ms in one measured 2048³ product:
 * short ones are made as they are, {@link CblasLong} divides the others. Arrays are sliced to the exact extent of each
 * matrix, so that the virtual machine checks the range before native code can leave it.
 */
final class CblasBlas extends CheckedBlas {
    /** Half a millisecond at 40 GFLOP/s in float64, and as long in float32 at twice the speed. */
    private static final double SHORT_FLOPS = 2e7;

    /** Bound once, in constants, because only calls through constants are compiled to direct ones. */
    private static final class Native {
        private static final CblasFunctions FUNCTIONS = CblasLibrary.search().library().functions();
        static final MethodHandle DGEMM = FUNCTIONS.dgemm();
        static final MethodHandle SGEMM = FUNCTIONS.sgemm();
        static final MethodHandle DTRSM = FUNCTIONS.dtrsm();
        static final MethodHandle STRSM = FUNCTIONS.strsm();
        static final MethodHandle PLAIN_DGEMM = FUNCTIONS.plainDgemm();
        static final MethodHandle PLAIN_SGEMM = FUNCTIONS.plainSgemm();
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

    private static boolean isShort(Precision precision, double flops) {
        return flops <= SHORT_FLOPS * Double.BYTES / precision.bytes();
    }

    @Override
    void multiply(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset, int aStride,
            double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride) {
        if (isShort(Precision.FLOAT64, 2.0 * m * n * k)) {
            product(Precision.FLOAT64, opA, opB, m, n, k, alpha, MemorySegment.ofArray(a), aOffset, aStride,
                    MemorySegment.ofArray(b), bOffset, bStride, beta, MemorySegment.ofArray(c), cOffset, cStride);
        } else {
            CblasLong.multiply(Precision.FLOAT64, opA, opB, m, n, k, alpha, MemorySegment.ofArray(a), aOffset, aStride,
                    MemorySegment.ofArray(b), bOffset, bStride, beta, MemorySegment.ofArray(c), cOffset, cStride);
        }
    }

    @Override
    void multiply(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset, int aStride,
            float[] b, int bOffset, int bStride, float beta, float[] c, int cOffset, int cStride) {
        if (isShort(Precision.FLOAT32, 2.0 * m * n * k)) {
            product(Precision.FLOAT32, opA, opB, m, n, k, alpha, MemorySegment.ofArray(a), aOffset, aStride,
                    MemorySegment.ofArray(b), bOffset, bStride, beta, MemorySegment.ofArray(c), cOffset, cStride);
        } else {
            CblasLong.multiply(Precision.FLOAT32, opA, opB, m, n, k, alpha, MemorySegment.ofArray(a), aOffset, aStride,
                    MemorySegment.ofArray(b), bOffset, bStride, beta, MemorySegment.ofArray(c), cOffset, cStride);
        }
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride, double[] b,
            int bOffset, int bStride) {
        if (isShort(Precision.FLOAT64, (double) m * m * n)) {
            triangle(Precision.FLOAT64, op, diagonal, m, n, MemorySegment.ofArray(l), lOffset, lStride,
                    MemorySegment.ofArray(b), bOffset, bStride);
        } else {
            CblasLong.solve(Precision.FLOAT64, op, diagonal, m, n, MemorySegment.ofArray(l), lOffset, lStride,
                    MemorySegment.ofArray(b), bOffset, bStride);
        }
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride, float[] b,
            int bOffset, int bStride) {
        if (isShort(Precision.FLOAT32, (double) m * m * n)) {
            triangle(Precision.FLOAT32, op, diagonal, m, n, MemorySegment.ofArray(l), lOffset, lStride,
                    MemorySegment.ofArray(b), bOffset, bStride);
        } else {
            CblasLong.solve(Precision.FLOAT32, op, diagonal, m, n, MemorySegment.ofArray(l), lOffset, lStride,
                    MemorySegment.ofArray(b), bOffset, bStride);
        }
    }

    /** One call on Java arrays; offsets and strides count elements. */
    static void product(Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            MemorySegment a, long aOffset, int aStride, MemorySegment b, long bOffset, int bStride, double beta,
            MemorySegment c, long cOffset, int cStride) {
        MemorySegment left = slice(precision, a, aOffset, extent(opA, m, k, aStride));
        MemorySegment right = slice(precision, b, bOffset, extent(opB, k, n, bStride));
        MemorySegment result = slice(precision, c, cOffset, extent(m, n, cStride));
        try {
            if (precision == Precision.FLOAT64) {
                Native.DGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, alpha, left, aStride, right, bStride,
                        beta, result, cStride);
            } else {
                Native.SGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, (float) alpha, left, aStride, right,
                        bStride, (float) beta, result, cStride);
            }
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** One call on Java arrays. */
    static void triangle(Precision precision, Transpose op, Diagonal diagonal, int m, int n, MemorySegment l,
            long lOffset, int lStride, MemorySegment b, long bOffset, int bStride) {
        MemorySegment triangle = slice(precision, l, lOffset, extent(m, m, lStride));
        MemorySegment rows = slice(precision, b, bOffset, extent(m, n, bStride));
        try {
            if (precision == Precision.FLOAT64) {
                Native.DTRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), m, n, 1.0, triangle, lStride,
                        rows, bStride);
            } else {
                Native.STRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, code(op), code(diagonal), m, n, 1f, triangle, lStride,
                        rows, bStride);
            }
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** One call on memory outside the heap, which keeps nobody waiting. */
    static void plainProduct(Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            MemorySegment a, int aStride, MemorySegment b, int bStride, double beta, MemorySegment c, int cStride) {
        try {
            if (precision == Precision.FLOAT64) {
                Native.PLAIN_DGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, alpha, a, aStride, b, bStride,
                        beta, c, cStride);
            } else {
                Native.PLAIN_SGEMM.invokeExact(ROW_MAJOR, code(opA), code(opB), m, n, k, (float) alpha, a, aStride, b,
                        bStride, (float) beta, c, cStride);
            }
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static long extent(Transpose op, int rows, int cols, int stride) {
        return op == Transpose.NO ? extent(rows, cols, stride) : extent(cols, rows, stride);
    }

    private static MemorySegment slice(Precision precision, MemorySegment x, long offset, long length) {
        return x.asSlice(offset * precision.bytes(), length * precision.bytes());
    }
}
