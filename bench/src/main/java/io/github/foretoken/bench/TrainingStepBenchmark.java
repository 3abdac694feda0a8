package io.github.foretoken.bench;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.FloatBatchGradient;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.training.FloatAdam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does a training step take, gradient and Adam? The paper's Transformer in float32, on one thread. */
public class TrainingStepBenchmark extends BenchmarkSettings {
    @Param("64")
    int batch;

    @Param("100")
    int tokens;

    @Param("15")
    int dimension;

    private TrainingInputs inputs;
    private FloatBatchGradient job;
    private FloatAdam adam;
    private float[] weights;
    private float[] gradient;
    private FloatPackedSequences sequences;
    private int[] order;

    /** Inputs, and the check that the gradient is the definition's. */
    @Setup(Level.Trial)
    public void setUp() {
        if (!MicrokernelSelection.vector()) {
            throw new IllegalStateException("this would measure " + MicrokernelSelection.reason());
        }
        inputs = new TrainingInputs(batch, tokens, dimension, SEED);
        job = FloatBatchGradient.of(FloatCausalAttention.softmax(), inputs.shape(), tokens, Parallelism.sequential());
        adam = new FloatAdam(inputs.shape().size());
        weights = inputs.weights();
        gradient = new float[weights.length];
        sequences = inputs.packed();
        order = inputs.order();
        job.gradient(weights, sequences, order, 0, batch, gradient);
        inputs.require("the library's", Inputs.doubles(gradient));
    }

    /** One step. */
    @Benchmark
    public Object step() {
        Object curve = job.gradient(weights, sequences, order, 0, batch, gradient);
        adam.step(weights, gradient, TrainingInputs.RATE);
        return curve;
    }
}
