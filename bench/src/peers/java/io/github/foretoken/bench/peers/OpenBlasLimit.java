package io.github.foretoken.bench.peers;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.github.foretoken.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** OpenBLAS alone: dgemm and dtrsm, with the Vector API's exp between them. */
final class OpenBlasLimit implements Peer {
    private final int rows;
    private final int d;
    private final int threads;
    private final double[] y;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment x;
    private final MemorySegment gram;
    private final MemorySegment mu;
    private double[] u;

    OpenBlasLimit(Matrix tokens, int threads) {
        this.threads = threads;
        rows = tokens.rows();
        d = tokens.cols();
        y = Targets.of(tokens);
        x = arena.allocateFrom(JAVA_DOUBLE, tokens.toArray());
        gram = arena.allocate(JAVA_DOUBLE, (long) rows * rows);
        mu = arena.allocate(JAVA_DOUBLE, y.length);
    }

    @Override
    public void enterThread() {
        OpenBlas.setThreads(threads);
    }

    @Override
    public void call() {
        OpenBlas.gram(rows, d, x, gram);
        LowerExp.apply(gram, rows, threads);
        MemorySegment.copy(y, 0, mu, JAVA_DOUBLE, 0, y.length);
        OpenBlas.solve(rows, d, gram, mu);
        double[] result = new double[y.length];
        MemorySegment.copy(mu, JAVA_DOUBLE, 0, result, 0, result.length);
        for (int t = 0; t < rows; t++) {
            Targets.toLimit(result, y, t * d, d, gram.getAtIndex(JAVA_DOUBLE, (long) t * rows + t));
        }
        u = result;
    }

    @Override
    public double[] result() {
        call();
        return u;
    }

    @Override
    public void close() {
        arena.close();
    }
}
