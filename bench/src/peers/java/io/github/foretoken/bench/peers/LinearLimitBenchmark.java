package io.github.foretoken.bench.peers;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.bench.Agreement;
import io.github.foretoken.bench.BenchmarkSettings;
import io.github.foretoken.bench.Inputs;
import io.github.foretoken.descent.CausalDescent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does u* of the linear kernel take on a long sequence? One thread; no peer has a name for it. */
public class LinearLimitBenchmark extends BenchmarkSettings {
    private static final int CHECKED = 2000;

    @Param("1000000")
    int tokens;

    @Param("16")
    int dimension;

    private Matrix x;
    private CausalDescent descent;

    /**
     * Inputs, and the check that the first rows, which later ones may not change, solve the system: their residuals stay
     * within {@code 4 (T + d) u} times the sum over s of |y_s - u_s| + |u_s|, tokens having norm 1.
     */
    @Setup(Level.Trial)
    public void setUp() {
        x = Inputs.unitTokens(tokens, dimension, SEED);
        descent = CausalDescent.of(Kernel.linear()).withParallelism(Parallelism.sequential());
        Matrix u = descent.limit(x);
        int rows = Math.min(CHECKED, tokens - 1);
        double size = 0;
        double[] state = new double[dimension * dimension];
        for (int t = 0; t < rows; t++) {
            double residual = 0;
            double z2 = 0;
            double u2 = 0;
            for (int c = 0; c < dimension; c++) {
                double r = u.get(t, c);
                for (int p = 0; p < dimension; p++) {
                    r -= x.get(t, p) * state[p * dimension + c];
                }
                residual += r * r;
                z2 += Math.pow(x.get(t + 1, c) - u.get(t, c), 2);
                u2 += u.get(t, c) * u.get(t, c);
            }
            size += Math.sqrt(z2) + Math.sqrt(u2);
            Agreement.requireWithin("linear u*, row " + t, Math.sqrt(residual),
                    4.0 * (rows + dimension) * Agreement.ROUNDOFF * size);
            for (int p = 0; p < dimension; p++) {
                for (int c = 0; c < dimension; c++) {
                    state[p * dimension + c] += x.get(t, p) * (x.get(t + 1, c) - u.get(t, c));
                }
            }
        }
    }

    /** u*. */
    @Benchmark
    public Matrix limit() {
        return descent.limit(x);
    }
}
