package io.github.foretoken.bench;

import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does u*, the limit of descent, take for a whole sequence? One thread. */
public class ForwardSubstitutionBenchmark extends BenchmarkSettings {
    @Param({"256", "1000", "4096"})
    int tokens;

    @Param({"4", "16", "64"})
    int dimension;

    @Param({"linear", "exponential", "gaussian:0.5"})
    String kernel;

    @Param({"definition", "scalar", "vector"})
    String implementation;

    private KernelChoice choice;
    private Matrix sequence;
    private double[][] rows;
    private ScoreMicrokernels loops;

    /** Inputs, and the check that this variant computes what the definition does. */
    @Setup(Level.Trial)
    public void setUp() {
        choice = KernelChoice.of(kernel);
        sequence = Inputs.unitTokens(tokens, dimension, SEED);
        rows = Inputs.rows(sequence);
        double[][] reference = Textbook.limit(choice.kernel(), rows);
        double bound = Agreement.limitBound(tokens, choice.roundoffs(dimension), reference, rows);
        if (Implementation.of(implementation) == Implementation.DEFINITION) {
            // The public path is checked here only: run beside a twin, it would pollute that twin's type profiles.
            Agreement.require("ForwardSubstitution.limit", reference,
                    ForwardSubstitution.of(choice.kernel()).limit(sequence).toArray(), bound);
        } else {
            loops = Implementation.of(implementation).loops();
            Agreement.require(implementation, reference, Tiled.limit(loops, choice, sequence), bound);
        }
    }

    /** u*. */
    @Benchmark
    public Object limit() {
        return loops == null ? Textbook.limit(choice.kernel(), rows) : Tiled.limit(loops, choice, sequence);
    }
}
