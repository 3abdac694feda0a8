package io.github.foretoken.bench;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.internal.simd.FloatScoreMicrokernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** {@link ForwardSubstitutionBenchmark} in float32. */
public class FloatSubstitutionBenchmark extends BenchmarkSettings {
    /** Rows that are compared: later ones follow from them, and the worst case of so many roundings would allow anything. */
    private static final int COMPARED = 256;

    @Param({"256", "1000", "4096"})
    int tokens;

    @Param({"4", "16", "64"})
    int dimension;

    @Param({"linear", "exponential", "gaussian:0.5"})
    String kernel;

    @Param({"scalar", "vector"})
    String implementation;

    private KernelChoice choice;
    private FloatMatrix sequence;
    private FloatScoreMicrokernels loops;

    /** Inputs, and the check that this variant computes what the definition does. */
    @Setup(Level.Trial)
    public void setUp() {
        choice = KernelChoice.of(kernel);
        loops = Implementation.of(implementation).floats();
        sequence = FloatMatrix.copyOf(Inputs.unitTokens(tokens, dimension, SEED));
        int rows = Math.min(COMPARED, tokens);
        double[][] x = Arrays.stream(sequence.rows(0, rows).toRows()).map(Inputs::doubles).toArray(double[][]::new);
        double[][] reference = Textbook.limit(choice.kernel(), x);
        double bound = Agreement.limitBound(rows, choice.roundoffs(dimension), reference, x) * Agreement.FLOAT_ROUNDOFF
                / Agreement.ROUNDOFF;
        Agreement.require(implementation, reference, Inputs.doubles(Tiled.limit(loops, choice, sequence)), bound);
    }

    /** u*. */
    @Benchmark
    public Object limit() {
        return Tiled.limit(loops, choice, sequence);
    }
}
