package io.github.foretoken.bench.peers;

import io.github.foretoken.bench.TrainingInputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does a step of training take, gradient and Adam, here and elsewhere? An epoch of the paper's setting has 39. */
public class TrainingBenchmark extends PeerBenchmark {
    static final int BATCH = 64;

    @Param("100")
    int tokens;

    @Param("15")
    int dimension;

    @Param({"1", "2"})
    int threads;

    @Param({"foretoken", "torch", "torch-fused"})
    String peer;

    /** Inputs, and the check that this peer's gradient is the definition's. */
    @Setup(Level.Trial)
    public void setUp() {
        TrainingInputs inputs = new TrainingInputs(BATCH, tokens, dimension, SEED);
        job = Peers.training(peer, inputs, threads);
        job.enterThread();
        inputs.require(peer, job.result());
    }

    /** A step. */
    @Benchmark
    public Object step() {
        job.call();
        return job;
    }
}
