package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
import java.util.Arrays;

/**
 * Check above, compute below: arguments, empty shapes and {@code beta} are dealt with here, once for all backends, so
 * that a backend's {@code multiply} and {@code solve} see valid blocks with at least one element and need no second thought.
 */
abstract non-sealed class CheckedBlas implements Blas {
    @Override
    public final void gemm(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        check("gemm", "A", a);
        check("gemm", "B", b);
        check("gemm", "C", c);
        if (opA.rows(a) != c.rows() || opA.columns(a) != opB.rows(b) || opB.columns(b) != c.columns()) {
            throw new IllegalArgumentException("gemm: C is " + shape(c) + ", op(A) " + opA.rows(a) + " x "
                    + opA.columns(a) + " and op(B) " + opB.rows(b) + " x " + opB.columns(b) + ", which do not match");
        }
        if (c.rows() == 0 || c.columns() == 0) {
            return;
        }
        if (opA.columns(a) == 0 || alpha == 0) {
            scale(beta, c);
        } else {
            multiply(opA, opB, alpha, a, b, beta, c);
        }
    }

    @Override
    public final void trsm(Transpose op, Diagonal diagonal, Block l, Block b) {
        check("trsm", "L", l);
        check("trsm", "B", b);
        if (l.rows() != l.columns() || l.rows() != b.rows()) {
            throw new IllegalArgumentException(
                    "trsm: L is " + shape(l) + " and B " + shape(b) + ", which do not match");
        }
        if (b.rows() > 0 && b.columns() > 0) {
            solve(op, diagonal, l, b);
        }
    }

    /** {@link Blas#gemm} for valid arguments without an empty one, and alpha not 0. */
    abstract void multiply(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c);

    /** {@link Blas#trsm} for valid arguments without an empty one. */
    abstract void solve(Transpose op, Diagonal diagonal, Block l, Block b);

    /** {@code C = beta C}; beta = 0 overwrites even NaN. */
    static void scale(double beta, Block c) {
        for (int i = 0; i < c.rows(); i++) {
            int row = c.at(i, 0);
            if (beta == 0) {
                Arrays.fill(c.values(), row, row + c.columns(), 0);
            } else if (beta != 1) {
                for (int j = row; j < row + c.columns(); j++) {
                    c.values()[j] *= beta;
                }
            }
        }
    }

    private static void check(String routine, String matrix, Block x) {
        boolean sizes = x.rows() >= 0 && x.columns() >= 0 && x.offset() >= 0 && x.stride() >= x.columns();
        boolean empty = x.rows() == 0 || x.columns() == 0;
        if (!sizes || (!empty && x.offset() + extent(x) > x.values().length)) {
            throw new IllegalArgumentException(routine + ": " + matrix + " is " + shape(x) + " at offset " + x.offset()
                    + " with stride " + x.stride() + ", which does not fit an array of " + x.values().length);
        }
    }

    private static String shape(Block x) {
        return x.rows() + " x " + x.columns();
    }

    /** Elements from the first to the last of a block that is not empty. */
    static long extent(Block x) {
        return (x.rows() - 1L) * x.stride() + x.columns();
    }

    /** What a call through a method handle threw: handles declare everything, the routines nothing. */
    static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
}
