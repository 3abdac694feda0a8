package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.Microkernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does an exponential (a power of two) take? It works in place, so its argument is restored from a template each
 * time; what that costs is {@link #restore}'s time.
 */
public class ExpBenchmark extends BenchmarkSettings {
    /** A tile of scores, and a length that is no multiple of anything. */
    @Param({"2304", "1000"})
    int length;

    @Param({"float64", "float32"})
    String type;

    @Param({"scalar", "vector"})
    String implementation;

    private boolean wide;
    private Microkernels loops;
    private FloatMicrokernels floats;
    private double[] template;
    private double[] x;
    private float[] floatTemplate;
    private float[] y;

    /** Scores of unit tokens, and the check against {@code Math.exp} (each within 2 ulp of the truth). */
    @Setup(Level.Trial)
    public void setUp() {
        wide = type.equals("float64");
        template = Inputs.uniform(length, -2, 0, SEED);
        floatTemplate = Inputs.floats(template);
        x = new double[length];
        y = new float[length];
        loops = Implementation.of(implementation).loops();
        floats = Implementation.of(implementation).floats();
        exp2();
        double worst = 0;
        for (int i = 0; i < length; i++) {
            double expected = Math.exp((wide ? template[i] : floatTemplate[i]) * Math.log(2));
            double ulp = wide ? Math.ulp(expected) : Math.ulp((float) expected);
            worst = Math.max(worst, Math.abs((wide ? x[i] : y[i]) - expected) / ulp);
        }
        Agreement.requireWithin(implementation + " exp2 (in ulp)", worst, 6);
    }

    /** Restore, then raise in place. */
    @Benchmark
    public Object exp2() {
        restore();
        if (wide) {
            loops.exp2(x, 0, length);
            return x;
        }
        floats.exp2(y, 0, length);
        return y;
    }

    /** Restore only. */
    @Benchmark
    public Object restore() {
        if (wide) {
            System.arraycopy(template, 0, x, 0, length);
            return x;
        }
        System.arraycopy(floatTemplate, 0, y, 0, length);
        return y;
    }
}
