package io.github.foretoken.bench;

import io.github.foretoken.Matrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does masked softmax attention take for a whole sequence? One thread; queries, keys and values are the tokens. */
public class CausalAttentionBenchmark extends BenchmarkSettings {
    @Param({"256", "1024", "4096"})
    int tokens;

    @Param({"16", "64", "128"})
    int dimension;

    @Param({"float64", "float32"})
    String type;

    @Param({"definition", "scalar", "vector"})
    String implementation;

    private Implementation chosen;
    private boolean wide;
    private double[] x;
    private float[] y;
    private double[][] rows;

    /** Inputs, and the check that this variant computes what the definition does. */
    @Setup(Level.Trial)
    public void setUp() {
        chosen = Implementation.of(implementation);
        wide = type.equals("float64");
        Matrix sequence = Inputs.unitTokens(tokens, dimension, SEED);
        x = sequence.data();
        y = Inputs.floats(x);
        rows = Inputs.rows(sequence);
        double[][] reference = Textbook.attention(rows);
        // Averages of unit tokens: each weight is off by a few roundoffs of its score's d products, and T are summed.
        double roundoff = wide ? Agreement.ROUNDOFF : Agreement.FLOAT_ROUNDOFF;
        double bound = 4 * (dimension + 2.0 * tokens + 16) * roundoff * Math.sqrt(tokens);
        Agreement.require(implementation, reference, result(), bound);
    }

    private double[] result() {
        return switch (attend()) {
            case double[] values -> values;
            case float[] values -> Inputs.doubles(values);
            case double[][] values -> Matrix.copyOf(values).data();
            default -> throw new IllegalStateException("an implementation returned what nobody expects");
        };
    }

    /** The attended values. */
    @Benchmark
    public Object attend() {
        if (chosen == Implementation.DEFINITION) {
            return Textbook.attention(rows);
        }
        return wide ? Tiled.attention(chosen.loops(), tokens, dimension, x)
                : Tiled.attention(chosen.floats(), tokens, dimension, y);
    }
}
