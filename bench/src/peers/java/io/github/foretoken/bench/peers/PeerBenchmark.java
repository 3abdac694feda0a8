package io.github.foretoken.bench.peers;

import io.github.foretoken.bench.BenchmarkSettings;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the benchmarks of a {@link Peer} share: its threads and its end. */
@State(Scope.Thread)
public abstract class PeerBenchmark extends BenchmarkSettings {
    /** Set, and checked, before the first iteration. */
    Peer job;

    /** JMH may change threads between iterations. */
    @Setup(Level.Iteration)
    public void enterThread() {
        job.enterThread();
    }

    /** Native memory does not wait for the collector. */
    @TearDown(Level.Trial)
    public void tearDown() {
        job.close();
    }
}
