package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Backend;

/**
 * From which size on which backend is the fastest. It depends on how wide the vectors of a library's kernels are beside ours:
 * square matrices, one thread of a processor with AVX-512, processor time in microseconds a call, with OpenBLAS 0.3.31 for the
 * cores Haswell (4 lanes, by OPENBLAS_CORETYPE) and SkylakeX (8 lanes), and netlib 3.2:
 *
 * <pre>
 *               product, 8 lanes                  solve, 8 lanes        product, 4 lanes (-XX:UseAVX=2)
 *     size    java  Haswell  SkylakeX  netlib    java  Haswell        java  Haswell  netlib
 *        8     2.8      2.9                       2.5      2.7         4.3      3.8
 *       16     4.8      3.0       2.1*            3.6      2.9         7.1      4.3
 *       48     9.3      8.4       5.0*             26      6.6
 *       64      15       15       6.6*             34       11          38       18
 *      128      74       90        71     188     135       57         144      106     187
 *      256     455      678       393*   1240     666      407        1043      783    1435
 *      512    3430     5480      3110*   8420    3740     3040        8230     6080   11140
 *     1024   28100    44700     23200*  71700   22400    23600       85000    50900
 * </pre>
 *
 * (* from a busier run, brought to the same Java time). On 2 lanes, by -XX:MaxVectorSize=16, loops are scalar, and a library
 * is seven times as fast from 64 on. Netlib is never the fastest; it runs where it is named.
 *
 * @param best the strongest backend there is
 * @param narrow whether that is a library whose vectors are known to be narrower than ours
 */
record Crossovers(Backend best, boolean narrow) {
    /**
     * The search for a library takes 0.45 s in a fresh process, once it has been unpacked. At 18 GFLOP/s without and 38
     * with a library a flop saves 30 ps, so that the search is repaid by 1.5e10 of them.
     */
    static final double SEARCH_FLOPS = 2e10;

    /** A call costs 25 ns, and the library's own overhead as much as a few hundred of our plain multiply-adds. */
    private static final double NATIVE_FLOPS = 1000;

    /** Of a product from which wider vectors of ours win, and of a solve, which is slower at first. */
    private static final double WIDER_GEMM = 2.0 * 64 * 64 * 64;
    private static final double WIDER_TRSM = 1024.0 * 1024 * 1024;

    static Crossovers of(Blas best, int ownLanes) {
        return new Crossovers(best.backend(), best.lanes() > 0 && best.lanes() < ownLanes);
    }

    /** For one product. */
    Backend gemm(long m, long n, long k) {
        return choose(2.0 * m * n * k, WIDER_GEMM);
    }

    /** For one triangular solve. */
    Backend trsm(long m, long n) {
        return choose((double) m * m * n, WIDER_TRSM);
    }

    private Backend choose(double flops, double wider) {
        boolean repaid = flops >= NATIVE_FLOPS && !(narrow && flops >= wider);
        return best == Backend.NATIVE && repaid ? Backend.NATIVE : Backend.JAVA;
    }
}
