package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;

/**
 * A CBLAS library through java.lang.foreign. Calls work on the Java arrays themselves, and such a call keeps every other
 * thread of the virtual machine waiting at its next safepoint until it returns, 583 ms in one measured 2048³ product:
 * short ones are made as they are, {@link CblasLong} divides the others.
 */
final class CblasBlas extends CheckedBlas {
    /** Half a millisecond at 40 GFLOP/s. */
    private static final double SHORT_FLOPS = 2e7;

    private final String description;

    /** On the library that {@link CblasLibrary#search} found. */
    CblasBlas(CblasLibrary library) {
        description = library.description();
    }

    @Override
    public Backend backend() {
        return Backend.NATIVE;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int lanes() {
        return KernelLanes.of(description);
    }

    @Override
    void multiply(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        if (2.0 * c.rows() * c.columns() * opA.columns(a) <= SHORT_FLOPS) {
            CblasCalls.product(opA, opB, alpha, a, b, beta, c);
        } else {
            CblasLong.multiply(opA, opB, alpha, a, b, beta, c);
        }
    }

    @Override
    void solve(Transpose op, Diagonal diagonal, Block l, Block b) {
        if ((double) b.rows() * b.rows() * b.columns() <= SHORT_FLOPS) {
            CblasCalls.solve(op, diagonal, l, b);
        } else {
            CblasLong.solve(op, diagonal, l, b);
        }
    }
}
