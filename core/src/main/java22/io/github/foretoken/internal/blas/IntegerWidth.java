package io.github.foretoken.internal.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Set;

/**
 * Tells libraries with 64-bit integers (ILP64), whose routines have the same names. For small sizes they compute what the
 * others do as long as the upper halves of their arguments happen to be zero, which nobody promises: so such a size is passed
 * in a 64-bit register whose upper half is all ones. Who reads 32 bits sees 2, who reads 64 a negative number, at which every
 * BLAS returns at once. That is within the calling conventions of x86-64 and AArch64, where the upper half of an int's
 * register is undefined; elsewhere it is not, and nothing is asked.
 */
final class IntegerWidth {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64", "arm64");
    private static final long UPPER_ONES = -1L << 32;

    private IntegerWidth() {}

    /** @throws Refusal if its integers have 64 bits */
    static void check(SymbolLookup symbols) throws Refusal {
        if (!ARCHITECTURES.contains(System.getProperty("os.arch", ""))) {
            return;
        }
        boolean narrow;
        try {
            // cblas_ddot first: level 1 calls no error handler, and that of the reference BLAS ends the process.
            narrow = symbols.find("cblas_ddot").isPresent() ? dotReadsInts(symbols) : gemmReadsInts(symbols);
        } catch (Throwable e) {
            throw new Refusal("it could not be called (" + e + ")", e);
        }
        if (!narrow) {
            throw new Refusal("its integers have 64 bits (ILP64); one with 32-bit integers (LP64) is needed");
        }
    }

    /** A number of two in its lower half. */
    static long two() {
        return UPPER_ONES | 2;
    }

    private static boolean dotReadsInts(SymbolLookup symbols) throws Throwable {
        MethodHandle dot = handle(symbols, "cblas_ddot",
                FunctionDescriptor.of(JAVA_DOUBLE, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        double product = (double) dot.invokeExact(two(), segment(2, 3), 1, segment(5, 7), 1);
        return product == 2 * 5 + 3 * 7;
    }

    private static boolean gemmReadsInts(SymbolLookup symbols) throws Throwable {
        // m, the fourth of the integers: in a register wherever four of them are.
        MethodHandle gemm = handle(symbols, "cblas_dgemm",
                FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_DOUBLE,
                        ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT));
        double[] c = {1, 1};
        gemm.invokeExact(CblasFunctions.ROW_MAJOR, CblasFunctions.code(Blas.Transpose.NO),
                CblasFunctions.code(Blas.Transpose.NO), two(), 1, 1, 2.0, segment(3, 5), 1, segment(7), 1, 1.0,
                MemorySegment.ofArray(c), 1);
        return c[0] == 2 * 3 * 7 + 1 && c[1] == 2 * 5 * 7 + 1;
    }

    private static MemorySegment segment(double... numbers) {
        return MemorySegment.ofArray(numbers);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(SymbolLookup symbols, String name, FunctionDescriptor type) {
        return Linker.nativeLinker()
                .downcallHandle(symbols.find(name).orElseThrow(), type, Linker.Option.critical(true));
    }
}
