package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does causal softmax attention take, here and elsewhere? Scale 1, one head, queries, keys and values apart. */
public class AttentionBenchmark extends PeerBenchmark {
    @Param({"1024", "4096", "16384"})
    int tokens;

    @Param({"16", "64", "128"})
    int dimension;

    @Param({"f32", "f64"})
    String type;

    @Param({"1", "2"})
    int threads;

    @Param({"foretoken", "torch", "torch-blas"})
    String peer;

    /** Inputs, and the check that this peer computes what the definition does. */
    @Setup(Level.Trial)
    public void setUp() {
        boolean single = type.equals("f32");
        Matrix q = input(0, single);
        Matrix k = input(1, single);
        Matrix v = input(2, single);
        job = Peers.attention(peer, q, k, v, single, threads);
        job.enterThread();
        AttentionCheck.require(peer, q, k, v, job.result(), single ? 0x1p-24 : 0x1p-53);
    }

    private Matrix input(int which, boolean single) {
        Matrix matrix = Inputs.unitTokens(tokens, dimension, SEED + which);
        return single ? Floats.rounded(matrix) : matrix;
    }

    /** Attention. */
    @Benchmark
    public Object attention() {
        job.call();
        return job;
    }
}
