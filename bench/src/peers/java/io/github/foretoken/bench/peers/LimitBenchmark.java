package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does u* of the exponential kernel take, here and elsewhere? Elsewhere it is the Gram matrix, its
 * exponential, a triangular solve and u* = y - k(x, x) mu, which for tokens of one norm is the same.
 */
public class LimitBenchmark extends PeerBenchmark {
    @Param({"1024", "4096"})
    int tokens;

    @Param({"16", "64"})
    int dimension;

    @Param({"f32", "f64"})
    String type;

    @Param({"1", "2"})
    int threads;

    @Param({"foretoken", "torch", "torch-kept", "openblas", "ojalgo", "ejml", "netlib"})
    String peer;

    /** Inputs, and the check that this peer solves the system. */
    @Setup(Level.Trial)
    public void setUp() {
        boolean single = type.equals("f32");
        Matrix tokensInDouble = Inputs.unitTokens(tokens, dimension, SEED);
        Matrix x = single ? Floats.rounded(tokensInDouble) : tokensInDouble;
        job = Peers.limit(peer, x, single, threads);
        job.enterThread();
        LimitCheck.require(peer, x, job.result(), single ? 0x1p-24 : 0x1p-53);
    }

    /** u*. */
    @Benchmark
    public Object limit() {
        job.call();
        return job;
    }
}
