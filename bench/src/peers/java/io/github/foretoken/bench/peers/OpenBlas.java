package io.github.foretoken.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that PyTorch multiplies with, called straight: memory outside the heap and plain calls, so that nothing
 * is copied. The library's own backend is not used here: it copies what Java arrays hold, and it has one thread.
 */
final class OpenBlas {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;
    private static final int LOWER = 122;
    private static final int NON_UNIT = 131;
    private static final int LEFT = 141;

    private static final SymbolLookup LIBRARY = library();
    private static final MethodHandle SET_THREADS =
            handle("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
    private static final MethodHandle DGEMM =
            handle("cblas_dgemm", FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                    JAVA_DOUBLE, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT));
    private static final MethodHandle DTRSM = handle("cblas_dtrsm", FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT,
            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

    private OpenBlas() {}

    /** JavaCPP unpacks and loads it, at PyTorch's request or here; then it is found by its name. */
    @SuppressWarnings("restricted")
    private static SymbolLookup library() {
        Loader.load(openblas_nolapack.class);
        return SymbolLookup.libraryLookup(System.mapLibraryName("openblas") + ".0", Arena.global());
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), type);
    }

    /** For every call from now on, from any thread. */
    static void setThreads(int threads) {
        try {
            SET_THREADS.invokeExact(threads);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads failed", e);
        }
    }

    /** {@code G = X X'}: X is rows x d, G rows x rows (overwritten), both row-major and tight. */
    static void gram(int rows, int d, MemorySegment x, MemorySegment g) {
        try {
            DGEMM.invokeExact(ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, rows, rows, d, 1.0, x, d, x, d, 0.0, g, rows);
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_dgemm failed", e);
        }
    }

    /** {@code B = L^-1 B}: L is rows x rows, of which the lower triangle is read, B rows x d (modified). */
    static void solve(int rows, int d, MemorySegment l, MemorySegment b) {
        try {
            DTRSM.invokeExact(ROW_MAJOR, LEFT, LOWER, NO_TRANSPOSE, NON_UNIT, rows, d, 1.0, l, rows, b, d);
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_dtrsm failed", e);
        }
    }
}
