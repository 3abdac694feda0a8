package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Kernel;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.descent.BatchSubstitution;
import java.util.function.Supplier;

/** The library's way with many short sequences: all at once. */
final class ForetokenBatch implements Peer {
    private final Supplier<Object> work;
    private Object result;

    ForetokenBatch(BatchWork inputs, int threads) {
        Parallelism parallelism = Parallelism.of(threads);
        if (inputs.single) {
            FloatCausalAttention attention = FloatCausalAttention.softmax().withScale(1).withParallelism(parallelism);
            FloatPackedSequences q = floats(inputs, 0);
            FloatPackedSequences k = floats(inputs, 1);
            FloatPackedSequences v = floats(inputs, 2);
            work = () -> attention.apply(q, k, v);
        } else if (inputs.attention) {
            CausalAttention attention = CausalAttention.softmax().withScale(1).withParallelism(parallelism);
            PackedSequences q = doubles(inputs, 0);
            PackedSequences k = doubles(inputs, 1);
            PackedSequences v = doubles(inputs, 2);
            work = () -> attention.apply(q, k, v);
        } else {
            BatchSubstitution batch = BatchSubstitution.of(Kernel.exponential()).withParallelism(parallelism);
            PackedSequences x = doubles(inputs, 0);
            work = () -> batch.limit(x);
        }
    }

    private static PackedSequences doubles(BatchWork inputs, int which) {
        return PackedSequences.of(inputs.inputs[which].toArray(), inputs.tokens, inputs.dimension());
    }

    private static FloatPackedSequences floats(BatchWork inputs, int which) {
        return FloatPackedSequences.of(Floats.of(inputs.inputs[which]), inputs.tokens, inputs.dimension());
    }

    @Override
    public void call() {
        result = work.get();
    }

    @Override
    public double[] result() {
        call();
        return result instanceof FloatPackedSequences floats ? Floats.toDoubles(floats.tokens())
                : ((PackedSequences) result).tokens();
    }
}
