package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.Microkernels;

/** Our own loops: blocks over {@link Microkernels}. Always available. */
public final class JavaBlas extends CheckedBlas {
    private final Microkernels loops;
    private final JavaGemm gemm;
    private final JavaTrsm trsm;

    public JavaBlas(Microkernels loops) {
        this.loops = loops;
        gemm = new JavaGemm(loops);
        trsm = new JavaTrsm(gemm);
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
    public int lanes() {
        return loops.lanes();
    }

    @Override
    void multiply(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        scale(beta, c);
        gemm.add(opA, opB, alpha, a, b, c);
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, Block l, Block b) {
        trsm.solve(op, diagonal, l, b);
    }
}
