package io.github.foretoken.internal.blas;

import static io.github.foretoken.internal.blas.CblasFunctions.LEFT;
import static io.github.foretoken.internal.blas.CblasFunctions.LOWER;
import static io.github.foretoken.internal.blas.CblasFunctions.ROW_MAJOR;
import static io.github.foretoken.internal.blas.CblasFunctions.code;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What a library must compute before it is trusted: small integers, exact in any order of summation, in padded row-major
 * arrays whose padding and upper triangles are NaN, so that a library with other integers, another order of arguments or
 * of storage does not pass.
 */
final class KnownAnswers {
    private static final double PAD = Double.NaN;

    private KnownAnswers() {}

    /** @throws Refusal naming the routine that gave another answer */
    static void check(CblasFunctions functions) throws Refusal {
        // C = 2 A B + C: A is 2 x 3, B is 3 x 2, C starts as ones.
        double[] a = {1, 2, 3, PAD, 4, 5, 6, PAD};
        double[] b = {7, 8, PAD, 9, 10, PAD, 11, 12, PAD};
        double[] product = {117, 129, PAD, 279, 309, PAD};
        double[] c = {1, 1, PAD, 1, 1, PAD};
        // L' X = B with the transposed solve, which tells row-major from column-major: X = {{1, 2}, {3, 4}}.
        double[] l = {2, PAD, PAD, 3, 4, PAD};
        double[] right = {11, 16, PAD, 12, 16, PAD};
        double[] solution = {1, 2, PAD, 3, 4, PAD};
        try {
            functions.dgemm()
                    .invokeExact(ROW_MAJOR, code(Transpose.NO), code(Transpose.NO), 2, 2, 3, 2.0, segment(a), 4,
                            segment(b), 3, 1.0, segment(c), 3);
            functions.dtrsm()
                    .invokeExact(ROW_MAJOR, LEFT, LOWER, code(Transpose.YES), code(Diagonal.NON_UNIT), 2, 2, 1.0,
                            segment(l), 3, segment(right), 3);
        } catch (Throwable e) {
            throw new Refusal("it could not be called (" + e + ")", e);
        }
        require("cblas_dgemm", Arrays.equals(c, product));
        require("cblas_dtrsm", Arrays.equals(right, solution));
    }

    private static void require(String routine, boolean right) throws Refusal {
        if (!right) {
            throw new Refusal("its " + routine + " fails a known answer");
        }
    }

    private static MemorySegment segment(double[] x) {
        return MemorySegment.ofArray(x);
    }
}
