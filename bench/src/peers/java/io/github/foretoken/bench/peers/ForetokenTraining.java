package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.FloatBatchGradient;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.bench.TrainingInputs;
import io.github.foretoken.training.FloatAdam;

/** The library's own training step. */
final class ForetokenTraining implements Peer {
    private final FloatBatchGradient job;
    private final FloatAdam adam;
    private final float[] weights;
    private final float[] gradient;
    private final FloatPackedSequences sequences;
    private final int[] order;

    ForetokenTraining(TrainingInputs inputs, int threads) {
        job = FloatBatchGradient.of(FloatCausalAttention.softmax(), inputs.shape(), inputs.length(),
                Parallelism.of(threads));
        weights = inputs.weights();
        adam = new FloatAdam(weights.length);
        gradient = new float[weights.length];
        sequences = inputs.packed();
        order = inputs.order();
    }

    private void differentiate() {
        job.gradient(weights, sequences, order, 0, order.length, gradient);
    }

    @Override
    public void call() {
        differentiate();
        adam.step(weights, gradient, TrainingInputs.RATE);
    }

    @Override
    public double[] result() {
        differentiate();
        return Floats.toDoubles(gradient);
    }
}
