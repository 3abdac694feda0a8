package io.github.foretoken.internal.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The CBLAS routines (32-bit integers). They take arrays of the Java heap as they are, but hold up every thread that waits
 * for a safepoint until they return; the plain products do not, and take memory outside the heap only.
 */
record CblasFunctions(MethodHandle dgemm, MethodHandle dtrsm, MethodHandle plainDgemm) {

    static final int ROW_MAJOR = 101;
    static final int LEFT = 141;
    static final int LOWER = 122;

    /** order, transA, transB, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc. */
    private static final FunctionDescriptor GEMM = FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
            JAVA_INT, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT);
    /** order, side, uplo, trans, diag, m, n, alpha, L, ldl, B, ldb. */
    private static final FunctionDescriptor TRSM = FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final Linker.Option[] CRITICAL = {Linker.Option.critical(true)};
    private static final Linker.Option[] PLAIN = {};

    /**
     * Finds the routines.
     *
     * @throws Refusal if one is missing
     */
    static CblasFunctions bind(SymbolLookup symbols) throws Refusal {
        return new CblasFunctions(handle(symbols, "cblas_dgemm", GEMM, CRITICAL),
                handle(symbols, "cblas_dtrsm", TRSM, CRITICAL), handle(symbols, "cblas_dgemm", GEMM, PLAIN));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(SymbolLookup symbols, String name, FunctionDescriptor type,
            Linker.Option[] options) throws Refusal {
        MemorySegment address = symbols.find(name).orElseThrow(() -> new Refusal("it has no " + name));
        return Linker.nativeLinker().downcallHandle(address, type, options);
    }

    /** CBLAS's number for it. */
    static int code(Transpose op) {
        return op == Transpose.NO ? 111 : 112;
    }

    /** CBLAS's number for it. */
    static int code(Diagonal diagonal) {
        return diagonal == Diagonal.NON_UNIT ? 131 : 132;
    }
}
