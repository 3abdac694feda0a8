package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Backend;

/**
 * From which size on which backend is the fastest, measured on square matrices, one thread, on AVX2 with a peak of about
 * 41 GFLOP/s in float64 (BlasBenchmark; processor time in microseconds a call):
 *
 * <pre>
 *               product                  solve
 *     size    java  netlib  native     java  native
 *        8     0.7              0.3      0.3     0.3
 *       16     3.9              0.9      2.5     0.5
 *       64     103             19.4       81    14.1
 *      128     602     317      120      342    94.7
 *      512   16500   14500    11300    11100    4870
 *     1024  119000  148000    59900   130000   34400
 * </pre>
 */
final class Crossovers {
    /**
     * The search for a library takes 0.45 s in a fresh process, once it has been unpacked. At 18 GFLOP/s without and 38
     * with a library a flop saves 30 ps, so that the search is repaid by 1.5e10 of them.
     */
    static final double SEARCH_FLOPS = 2e10;

    /** A call costs 25 ns, and the library's own overhead as much as a few hundred of our plain multiply-adds. */
    private static final double NATIVE_FLOPS = 1000;

    /** netlib's product keeps its lead over our blocks up to here, having none itself. */
    private static final int NETLIB_MOST = 512;

    private Crossovers() {}

    /** For one product, where {@code best} is the strongest backend there is. */
    static Backend gemm(Backend best, long m, long n, long k) {
        return switch (best) {
            case NATIVE -> 2.0 * m * n * k >= NATIVE_FLOPS ? Backend.NATIVE : Backend.JAVA;
            case NETLIB -> netlibGemm(m, n, k) ? Backend.NETLIB : Backend.JAVA;
            case JAVA -> Backend.JAVA;
        };
    }

    private static boolean netlibGemm(long m, long n, long k) {
        return NetlibBlas.serves(m, n, k) && Math.max(m, Math.max(n, k)) <= NETLIB_MOST;
    }

    /** For one triangular solve: netlib has none worth taking. */
    static Backend trsm(Backend best, long m, long n) {
        return best == Backend.NATIVE && (double) m * m * n >= NATIVE_FLOPS ? Backend.NATIVE : Backend.JAVA;
    }
}
