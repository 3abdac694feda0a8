package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.MicrokernelSelection;

/** The twin of {@link Products} in float32, in which there are our own loops alone. */
public final class FloatProducts {
    private FloatProducts() {}

    private static final class Java {
        static final FloatJavaGemm GEMM =
                new FloatJavaGemm(MicrokernelSelection.floatsForPairs(MicrokernelSelection.UNKNOWN));
    }

    /** {@code C += op(A) op(B)}; shapes, which are not checked, as for {@link Blas#gemm}. */
    public static void add(Transpose opA, Transpose opB, FloatBlock a, FloatBlock b, FloatBlock c) {
        Java.GEMM.add(opA, opB, 1, a, b, c);
    }
}
