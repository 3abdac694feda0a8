package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.FloatCausalAttention;

/** The library itself in float32, as a user calls it. */
final class ForetokenFloatAttention implements Peer {
    private final FloatMatrix q;
    private final FloatMatrix k;
    private final FloatMatrix v;
    private final FloatCausalAttention attention;
    private FloatMatrix out;

    ForetokenFloatAttention(Matrix q, Matrix k, Matrix v, int threads) {
        this.q = Floats.matrix(q);
        this.k = Floats.matrix(k);
        this.v = Floats.matrix(v);
        attention = FloatCausalAttention.softmax().withScale(1).withParallelism(Parallelism.of(threads));
    }

    @Override
    public void call() {
        out = attention.apply(q, k, v);
    }

    @Override
    public double[] result() {
        call();
        return Floats.toDoubles(out.toArray());
    }
}
