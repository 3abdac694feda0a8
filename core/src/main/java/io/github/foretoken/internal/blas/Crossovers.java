package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Backend;

/** From which size on which backend is the fastest. */
final class Crossovers {
    /** TODO measured. */
    static final double SEARCH_FLOPS = 2e10;
    private static final double NATIVE_GEMM = 1e5;
    private static final double NATIVE_TRSM = 1e5;

    private Crossovers() {}

    /** For one product, where {@code best} is the strongest backend there is. */
    static Backend gemm(Backend best, Precision precision, long m, long n, long k) {
        return switch (best) {
            case NATIVE -> 2.0 * m * n * k >= NATIVE_GEMM ? Backend.NATIVE : Backend.JAVA;
            case NETLIB -> precision == Precision.FLOAT32 && NetlibBlas.serves(m, n, k) ? Backend.NETLIB : Backend.JAVA;
            case JAVA -> Backend.JAVA;
        };
    }

    /** For one triangular solve. */
    static Backend trsm(Backend best, Precision precision, long m, long n) {
        return best == Backend.NATIVE && (double) m * m * n >= NATIVE_TRSM ? Backend.NATIVE : Backend.JAVA;
    }
}
