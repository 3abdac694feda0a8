package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Transpose;

/** Products that are faster than those of our own loops. */
@FunctionalInterface
public interface LibraryProducts {
    /** {@code C += alpha op(A) op(B)}; shapes as for {@link Blas#gemm}. */
    void add(Transpose opA, Transpose opB, double alpha, Block a, Block b, Block c);

    /** On that backend. */
    static LibraryProducts on(Blas blas) {
        return (opA, opB, alpha, a, b, c) -> blas.gemm(opA, opB, alpha, a, b, 1, c);
    }

    /** As {@link BlasSelection#forGemm}; null where our own loops are as fast. */
    static LibraryProducts forGemm(long m, long n, long k, double jobFlops) {
        Blas blas = BlasSelection.forGemm(m, n, k, jobFlops);
        return blas.backend() == Blas.Backend.JAVA ? null : on(blas);
    }
}
