package io.github.foretoken.bench.peers;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.CausalDescent;

/** The library itself, as a user calls it. */
final class ForetokenLimit implements Peer {
    private final Matrix x;
    private final CausalDescent descent;
    private Matrix u;

    ForetokenLimit(Matrix x, int threads) {
        this.x = x;
        this.descent = CausalDescent.of(Kernel.exponential()).withParallelism(Parallelism.of(threads));
    }

    @Override
    public void call() {
        u = descent.limit(x);
    }

    @Override
    public double[] result() {
        call();
        return u.toArray();
    }
}
