package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Transpose;

/** Products each of which is a job of its own. */
public final class Products {
    private Products() {}

    /** {@code C += op(A) op(B)} on the backend that suits its size; shapes as for {@link Blas#gemm}. */
    public static void add(Transpose opA, Transpose opB, Block a, Block b, Block c) {
        int k = opA.columns(a);
        BlasSelection.forGemm(c.rows(), c.columns(), k, 2.0 * c.rows() * c.columns() * k).gemm(opA, opB, 1, a, b, 1, c);
    }
}
