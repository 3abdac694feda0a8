package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.blas.Blas.Transpose;

/** The twin of {@link LibraryProducts} in float32, in which there are our own loops alone: nothing implements it. */
public interface FloatLibraryProducts {
    /** {@code C += alpha op(A) op(B)}. */
    void add(Transpose opA, Transpose opB, float alpha, FloatBlock a, FloatBlock b, FloatBlock c);

    /** Null, whatever the size. */
    static FloatLibraryProducts forGemm(long m, long n, long k, double jobFlops) {
        return null;
    }
}
