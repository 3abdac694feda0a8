package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import java.util.function.DoubleUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long do the remaining elementwise maps take? They work in place, so their argument is restored
 * from a template each time, as in {@link ExpBenchmark}, whose {@code restore} tells what that costs.
 */
public class ElementwiseBenchmark extends BenchmarkSettings {
    private static final double QUADRATIC = 1.0 / 3;
    private static final int EXPONENT = 3;

    @Param({"67", "2304"})
    int length;

    @Param({"scalar", "vector"})
    String implementation;

    private ScoreMicrokernels loops;
    private double[] template;
    private double[] x;

    /** Negated squared distances of unit tokens, and the checks against the formulas. */
    @Setup(Level.Trial)
    public void setUp() {
        template = Inputs.uniform(length, -4, 0, SEED);
        x = new double[length];
        loops = Implementation.of(implementation).loops();
        check("negatedRoot", negatedRoot(), v -> -Math.sqrt(-v));
        check("timesMaternPolynomial", timesMaternPolynomial(), v -> v * (1 - v + QUADRATIC * v * v));
        check("power", power(), v -> v * v * v);
    }

    private void check(String what, double[] computed, DoubleUnaryOperator formula) {
        double worst = 0;
        for (int i = 0; i < length; i++) {
            double expected = formula.applyAsDouble(template[i]);
            worst = Math.max(worst, Math.abs(computed[i] - expected) / Math.ulp(expected));
        }
        // Each of the two rounds at most five times, and nothing cancels.
        Agreement.requireWithin(implementation + " " + what + " (in ulp)", worst, 10);
    }

    private void restore() {
        System.arraycopy(template, 0, x, 0, length);
    }

    /** Restore, then -sqrt(-x) in place. */
    @Benchmark
    public double[] negatedRoot() {
        restore();
        loops.negatedRoot(x, 0, length);
        return x;
    }

    /** Restore, then times the polynomial of the template. */
    @Benchmark
    public double[] timesMaternPolynomial() {
        restore();
        loops.timesMaternPolynomial(x, 0, length, template, 0, 1, QUADRATIC);
        return x;
    }

    /** Restore, then the third power in place. */
    @Benchmark
    public double[] power() {
        restore();
        loops.power(x, 0, length, EXPONENT);
        return x;
    }
}
