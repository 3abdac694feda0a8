package io.github.foretoken.bench.peers;

import java.util.List;
import java.util.Set;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long a peer is measured. Native code is warm after one call and its times hardly differ between processes; Java
 * needs a second or more for C2, and how C2 inlines differs between processes.
 *
 * @param forks processes
 * @param warmups iterations before measuring
 * @param warmup milliseconds of each
 * @param iterations measured
 * @param iteration milliseconds of each; a longer call is measured once
 */
record Effort(int forks, int warmups, int warmup, int iterations, int iteration) {
    private static final Set<String> NATIVE = Set.of("torch", "torch-kept", "torch-blas", "torch-fused", "openblas");

    /** Rows of long sequences take seconds a call: fewer of them. */
    static Effort of(String peer, Job job) {
        boolean large = job.tokens() >= Job.LONG;
        if (NATIVE.contains(peer)) {
            return new Effort(large ? 2 : 3, 1, 200, 3, 150);
        }
        return peer.equals(Peers.OURS) ? new Effort(3, large ? 3 : 4, 300, 3, 200) : new Effort(1, 3, 400, 3, 200);
    }

    /** At most two forks: for many rows in little time. */
    Effort brief() {
        return new Effort(Math.min(2, forks), warmups, warmup, iterations, iteration);
    }

    /** For what all rows are measured by: warm beyond doubt. */
    static Effort ofRoofline() {
        return new Effort(3, 5, 600, 3, 200);
    }

    ChainedOptionsBuilder on(ChainedOptionsBuilder options, List<String> jvmArgs) {
        return options.forks(forks)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(warmup))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(iteration))
                .jvmArgsAppend(jvmArgs.toArray(String[]::new));
    }
}
