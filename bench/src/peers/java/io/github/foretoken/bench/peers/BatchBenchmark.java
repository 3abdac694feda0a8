package io.github.foretoken.bench.peers;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long do many short sequences take, each by itself: u* of the exponential kernel, or causal softmax attention? */
public class BatchBenchmark extends PeerBenchmark {
    @Param({"LIMIT", "ATTENTION"})
    String work;

    @Param("6000")
    int sequences;

    @Param("64")
    int tokens;

    @Param("8")
    int dimension;

    @Param({"f32", "f64"})
    String type;

    @Param({"1", "2"})
    int threads;

    @Param({"foretoken", "one-by-one", "torch"})
    String peer;

    /** Inputs, and the check that this peer computes what the definition does. */
    @Setup(Level.Trial)
    public void setUp() {
        BatchWork inputs =
                new BatchWork(work.equals("ATTENTION"), sequences, tokens, dimension, type.equals("f32"), SEED);
        job = Peers.batch(peer, inputs, threads);
        job.enterThread();
        inputs.require(peer, job.result());
    }

    /** All sequences. */
    @Benchmark
    public Object batch() {
        job.call();
        return job;
    }
}
