package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.bench.peers.NetworkTask.Sequences;
import io.github.foretoken.training.FloatTrainingState;
import io.github.foretoken.training.FloatTransformerTraining;
import io.github.foretoken.training.TrainingPlan;
import java.util.List;

/** The paper's Transformer of softmax attention, trained from the weights of its construction on. */
record TrainedTransformer(String settings, double seconds, CausalTransformer model) implements NetworkMethod {
    /** Three layers of two heads: 3,024 weights. */
    static final TransformerShape SHAPE =
            new TransformerShape(NetworkTask.DIMENSION, 3, 2, NetworkTask.DIMENSION + 1, false);

    @Override
    public String name() {
        return "trained Transformer";
    }

    @Override
    public long parameters() {
        return SHAPE.size();
    }

    @Override
    public List<Matrix> predict(List<Matrix> sequences) {
        return sequences.stream().map(sequence -> model.apply(sequence.rows(0, NetworkTask.LENGTH))).toList();
    }

    /** Trains with each learning rate, and keeps the weights of the least validation error. */
    static NetworkMethod train(Sequences training, Sequences validation) {
        long start = NetworkMethod.processorNanos();
        int d = NetworkTask.DIMENSION;
        CausalTransformer first = CausalTransformer.explicit(CausalAttention.softmax(), d, SHAPE.layers(), 1, 1);
        double least = Double.POSITIVE_INFINITY;
        double chosen = 0;
        float[] best = null;
        for (double rate : NetworkSettings.RATES) {
            FloatTrainingState state = new FloatTrainingState(SHAPE.flattenToFloat(first));
            TrainingPlan plan = TrainingPlan.standard()
                    .withEpochs(NetworkSettings.EPOCHS)
                    .withPatience(NetworkSettings.EPOCHS)
                    .withBatch(NetworkSettings.BATCH)
                    .withRate(rate)
                    .withSeed(1);
            FloatTransformerTraining.of(FloatCausalAttention.softmax(), SHAPE, plan, state, Parallelism.sequential())
                    .fit(training.packed(), validation.packed(), now -> {});
            double error = state.history().get(state.bestEpoch() - 1).validation();
            if (error < least) {
                least = error;
                chosen = rate;
                best = state.best();
            }
        }
        return new TrainedTransformer("rate " + chosen, (NetworkMethod.processorNanos() - start) / 1e9,
                SHAPE.transformer(CausalAttention.softmax(), Floats.toDoubles(best)));
    }
}
