package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.FloatForwardSubstitution;

/** The library itself in float32, as a user calls it. */
final class ForetokenFloatLimit implements Peer {
    private final FloatMatrix x;
    private final FloatForwardSubstitution substitution;
    private FloatMatrix u;

    ForetokenFloatLimit(Matrix x, int threads) {
        this.x = Floats.matrix(x);
        substitution = FloatForwardSubstitution.of(Kernel.exponential()).withParallelism(Parallelism.of(threads));
    }

    @Override
    public void call() {
        u = substitution.limit(x);
    }

    @Override
    public double[] result() {
        call();
        return Floats.toDoubles(u.toArray());
    }
}
