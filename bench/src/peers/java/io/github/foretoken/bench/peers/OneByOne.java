package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.function.IntFunction;

/** Many short sequences by the library's classes for one: one after the other, on one thread. */
final class OneByOne implements Peer {
    private final BatchWork inputs;
    private final IntFunction<Object> one;
    private final Object[] results;

    OneByOne(BatchWork inputs) {
        this.inputs = inputs;
        results = new Object[inputs.sequences];
        one = inputs.single ? attention32() : inputs.attention ? attention() : limit();
    }

    private IntFunction<Object> limit() {
        ForwardSubstitution substitution =
                ForwardSubstitution.of(Kernel.exponential()).withParallelism(Parallelism.sequential());
        Matrix[] x = sequences(0);
        return i -> substitution.limit(x[i]);
    }

    private IntFunction<Object> attention() {
        CausalAttention attention = CausalAttention.softmax().withScale(1).withParallelism(Parallelism.sequential());
        Matrix[] q = sequences(0);
        Matrix[] k = sequences(1);
        Matrix[] v = sequences(2);
        return i -> attention.apply(q[i], k[i], v[i]);
    }

    private IntFunction<Object> attention32() {
        FloatCausalAttention attention =
                FloatCausalAttention.softmax().withScale(1).withParallelism(Parallelism.sequential());
        FloatMatrix[] q = floats(0);
        FloatMatrix[] k = floats(1);
        FloatMatrix[] v = floats(2);
        return i -> attention.apply(q[i], k[i], v[i]);
    }

    private Matrix[] sequences(int which) {
        Matrix[] sequences = new Matrix[inputs.sequences];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = inputs.sequence(which, i);
        }
        return sequences;
    }

    private FloatMatrix[] floats(int which) {
        FloatMatrix[] sequences = new FloatMatrix[inputs.sequences];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = Floats.matrix(inputs.sequence(which, i));
        }
        return sequences;
    }

    @Override
    public void call() {
        for (int i = 0; i < results.length; i++) {
            results[i] = one.apply(i);
        }
    }

    @Override
    public double[] result() {
        call();
        double[] all = new double[inputs.sequences * inputs.tokens * inputs.dimension()];
        int at = 0;
        for (Object result : results) {
            double[] own = result instanceof FloatMatrix floats ? Floats.toDoubles(floats.toArray())
                    : ((Matrix) result).toArray();
            System.arraycopy(own, 0, all, at, own.length);
            at += own.length;
        }
        return all;
    }
}
