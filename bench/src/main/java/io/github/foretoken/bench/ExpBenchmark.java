package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.Microkernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does an exponential take? It works in place, so its argument is restored from a template each time; what
 * that costs is {@link #restore}'s time.
 */
public class ExpBenchmark extends BenchmarkSettings {
    @Param({"1000", "4096"})
    int length;

    @Param({"scalar", "vector"})
    String implementation;

    private Microkernels loops;
    private double[] template;
    private double[] x;

    /** Scores of unit tokens, and the check against {@code Math.exp} (each within 2 ulp of the truth). */
    @Setup(Level.Trial)
    public void setUp() {
        template = Inputs.uniform(length, -2, 0, SEED);
        x = new double[length];
        loops = Implementation.of(implementation).loops();
        exp();
        double worst = 0;
        for (int i = 0; i < length; i++) {
            double expected = Math.exp(template[i]);
            worst = Math.max(worst, Math.abs(x[i] - expected) / Math.ulp(expected));
        }
        Agreement.requireWithin(implementation + " exp (in ulp)", worst, 4);
    }

    /** Restore, then exp in place. */
    @Benchmark
    public double[] exp() {
        System.arraycopy(template, 0, x, 0, length);
        loops.exp(x, 0, length);
        return x;
    }

    /** Restore only. */
    @Benchmark
    public double[] restore() {
        System.arraycopy(template, 0, x, 0, length);
        return x;
    }
}
