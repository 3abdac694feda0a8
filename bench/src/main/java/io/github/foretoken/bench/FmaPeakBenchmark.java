package io.github.foretoken.bench;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/**
 * How many fused multiply-adds does one core of this machine do in a second? The roof every other figure stands under.
 *
 * <p>Twelve independent chains in registers, no memory. A chain can start a new fma only when the last one is done, so
 * latency x throughput chains are needed: 4 cycles x 2 a cycle = 8 on most processors of today, 5 x 2 = 10 on some
 * older ones. Twelve leaves room, and with the two factors still fits the 16 registers of AVX2.
 */
public class FmaPeakBenchmark extends BenchmarkSettings {
    static final int CHAINS = 12;
    static final int STEPS = 1 << 14;

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    /** Not constants of the compiler: it might fold the chains. */
    private double factor;

    private double term;

    /** Floating-point operations of one call of {@link #peak}, an fma being two. */
    public static double flops() {
        return 2.0 * CHAINS * STEPS * SPECIES.length();
    }

    /** The same of {@link #peakFloat}. */
    public static double floatFlops() {
        return 2.0 * CHAINS * STEPS * FLOATS.length();
    }

    /** s &lt;- s/2 + 1 tends to 2: neither overflows nor turns subnormal. */
    @Setup(Level.Trial)
    public void setUp() {
        factor = 0.5;
        term = 1;
        double last = fma().lane(SPECIES.length() - 1);
        Agreement.requireWithin("the chains", Math.abs(last - 2.0 * CHAINS), 1e-12);
        float lastFloat = fmaFloat().lane(FLOATS.length() - 1);
        Agreement.requireWithin("the float32 chains", Math.abs(lastFloat - 2.0 * CHAINS), 1e-4);
    }

    /** The sum of the chains. */
    @Benchmark
    public double peak() {
        return fma().lane(0);
    }

    /** The same in float32. */
    @Benchmark
    public float peakFloat() {
        return fmaFloat().lane(0);
    }

    private DoubleVector fma() {
        DoubleVector x = DoubleVector.broadcast(SPECIES, factor);
        DoubleVector y = DoubleVector.broadcast(SPECIES, term);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        DoubleVector s8 = s0;
        DoubleVector s9 = s0;
        DoubleVector s10 = s0;
        DoubleVector s11 = s0;
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(x, y);
            s1 = s1.fma(x, y);
            s2 = s2.fma(x, y);
            s3 = s3.fma(x, y);
            s4 = s4.fma(x, y);
            s5 = s5.fma(x, y);
            s6 = s6.fma(x, y);
            s7 = s7.fma(x, y);
            s8 = s8.fma(x, y);
            s9 = s9.fma(x, y);
            s10 = s10.fma(x, y);
            s11 = s11.fma(x, y);
        }
        DoubleVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        return low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11);
    }

    private FloatVector fmaFloat() {
        FloatVector x = FloatVector.broadcast(FLOATS, (float) factor);
        FloatVector y = FloatVector.broadcast(FLOATS, (float) term);
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        FloatVector s8 = s0;
        FloatVector s9 = s0;
        FloatVector s10 = s0;
        FloatVector s11 = s0;
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(x, y);
            s1 = s1.fma(x, y);
            s2 = s2.fma(x, y);
            s3 = s3.fma(x, y);
            s4 = s4.fma(x, y);
            s5 = s5.fma(x, y);
            s6 = s6.fma(x, y);
            s7 = s7.fma(x, y);
            s8 = s8.fma(x, y);
            s9 = s9.fma(x, y);
            s10 = s10.fma(x, y);
            s11 = s11.fma(x, y);
        }
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        return low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11);
    }
}
