package io.github.foretoken.bench;

import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long do n layers of descent take for a whole sequence? One thread. */
public class CausalDescentBenchmark extends BenchmarkSettings {
    @Param({"256", "1000", "4096"})
    int tokens;

    @Param({"4", "16", "64"})
    int dimension;

    @Param({"exponential", "gaussian:0.5"})
    String kernel;

    @Param({"unnormalized", "softmax"})
    String attention;

    @Param("6")
    int layers;

    @Param({"definition", "scalar", "vector"})
    String implementation;

    private KernelChoice choice;
    private boolean softmax;
    private Matrix sequence;
    private double[][] rows;
    private ScoreMicrokernels loops;

    /** Inputs, and the check that this variant computes what the definition does. */
    @Setup(Level.Trial)
    public void setUp() {
        choice = KernelChoice.of(kernel);
        softmax = attention.equals("softmax");
        sequence = Inputs.unitTokens(tokens, dimension, SEED);
        rows = Inputs.rows(sequence);
        double[][] a = Textbook.matrix(choice.kernel(), rows, softmax);
        double[][] reference = Textbook.iterate(a, rows, layers);
        double bound = Agreement.iterateBound(a, rows, layers, choice.roundoffs(dimension));
        if (Implementation.of(implementation) == Implementation.DEFINITION) {
            // The public path is checked here only: run beside a twin, it would pollute that twin's type profiles.
            CausalDescent descent = CausalDescent.of(choice.kernel())
                    .withAttention(softmax ? CausalDescent.Attention.SOFTMAX : CausalDescent.Attention.UNNORMALIZED);
            Agreement.require("CausalDescent.iterate", reference, descent.iterate(sequence, layers).toArray(), bound);
        } else {
            loops = Implementation.of(implementation).loops();
            Agreement.require(implementation, reference, tiled(), bound);
        }
    }

    private double[] tiled() {
        return Tiled.iterate(loops, choice, softmax, sequence, layers);
    }

    /** u^n; the definition computes and stores A first, as every implementation must start from the tokens. */
    @Benchmark
    public Object iterate() {
        return loops == null ? Textbook.iterate(Textbook.matrix(choice.kernel(), rows, softmax), rows, layers)
                : tiled();
    }
}
