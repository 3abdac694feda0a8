package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.Microkernels;

/** Our own loops: blocks over {@link Microkernels}, in both precisions. Always available. */
public final class JavaBlas extends CheckedBlas {
    private final Microkernels loops;
    private final JavaGemm gemm;
    private final JavaTrsm trsm;
    private final FloatJavaGemm floatGemm;
    private final FloatJavaTrsm floatTrsm;

    public JavaBlas(Microkernels loops, FloatMicrokernels floats) {
        this.loops = loops;
        gemm = new JavaGemm(loops);
        trsm = new JavaTrsm(gemm);
        floatGemm = new FloatJavaGemm(floats);
        floatTrsm = new FloatJavaTrsm(floatGemm);
    }

    @Override
    public Backend backend() {
        return Backend.JAVA;
    }

    @Override
    public String description() {
        return "own loops, " + (loops.lanes() == 1 ? "scalar" : loops.lanes() + " float64 lanes");
    }

    @Override
    void multiply(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset, int aStride,
            double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride) {
        scale(m, n, beta, c, cOffset, cStride);
        gemm.add(opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    @Override
    void multiply(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset, int aStride,
            float[] b, int bOffset, int bStride, float beta, float[] c, int cOffset, int cStride) {
        scale(m, n, beta, c, cOffset, cStride);
        floatGemm.add(opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride, double[] b,
            int bOffset, int bStride) {
        trsm.solve(op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride, float[] b,
            int bOffset, int bStride) {
        floatTrsm.solve(op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
    }
}
