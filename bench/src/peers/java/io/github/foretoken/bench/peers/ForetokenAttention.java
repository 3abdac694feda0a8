package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;

/** The library itself in float64, as a user calls it. */
final class ForetokenAttention implements Peer {
    private final Matrix q;
    private final Matrix k;
    private final Matrix v;
    private final CausalAttention attention;
    private Matrix out;

    ForetokenAttention(Matrix q, Matrix k, Matrix v, int threads) {
        this.q = q;
        this.k = k;
        this.v = v;
        attention = CausalAttention.softmax().withScale(1).withParallelism(Parallelism.of(threads));
    }

    @Override
    public void call() {
        out = attention.apply(q, k, v);
    }

    @Override
    public double[] result() {
        call();
        return out.toArray();
    }
}
