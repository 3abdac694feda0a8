package io.github.foretoken.bench;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Does the public path cost a short sequence anything that the scalar loops alone do not? It checks its arguments and
 * chooses its loops; both must be small beside the work of a few tokens.
 */
public class TinyInputBenchmark extends BenchmarkSettings {
    @Param({"1", "8", "32"})
    int tokens;

    @Param("16")
    int dimension;

    @Param({"scalar", "public"})
    String implementation;

    private static final KernelChoice KERNEL = KernelChoice.of("exponential");

    private boolean publicPath;
    private Matrix sequence;
    private ScoreMicrokernels loops;

    /** Inputs, and the check that both paths agree. */
    @Setup(Level.Trial)
    public void setUp() {
        sequence = Inputs.unitTokens(tokens, dimension, SEED);
        loops = Implementation.SCALAR.loops();
        publicPath = implementation.equals("public");
        double bound = 64.0 * tokens * (tokens + dimension) * Agreement.ROUNDOFF;
        Agreement.require("u*", Textbook.limit(Kernel.exponential(), Inputs.rows(sequence)), (double[]) limit(), bound);
        Agreement.require("attention", Textbook.attention(Inputs.rows(sequence)), (double[]) attention(), bound);
    }

    /** u*. */
    @Benchmark
    public Object limit() {
        return publicPath ? ForwardSubstitution.of(Kernel.exponential()).limit(sequence).data()
                : Tiled.limit(loops, KERNEL, sequence);
    }

    /** Softmax attention of the tokens to themselves. */
    @Benchmark
    public Object attention() {
        return publicPath ? CausalAttention.softmax().apply(sequence, sequence, sequence).data()
                : Tiled.attention(loops, tokens, dimension, sequence.data());
    }
}
