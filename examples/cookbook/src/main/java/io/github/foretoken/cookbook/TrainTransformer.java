package io.github.foretoken.cookbook;

import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.training.TrainingPlan;
import io.github.foretoken.training.TrainingState;
import io.github.foretoken.training.TransformerTraining;
import java.util.stream.IntStream;

/** Trains two layers of softmax attention on rotations of R^3, from the weights of the construction on. */
public final class TrainTransformer {
    private static final int DIMENSION = 3;
    private static final int LAYERS = 2;

    /** Of 12 to 24 tokens each. */
    static PackedSequences sequences(int from, int count) {
        return PackedSequences.copyOf(IntStream.range(from, from + count)
                .mapToObj(i -> RotationSequence.random(DIMENSION, i).tokens(12 + i % 13))
                .toList());
    }

    public static void main(String[] args) {
        PackedSequences train = sequences(0, 512);
        PackedSequences validation = sequences(512, 128); // decides when to stop
        PackedSequences test = sequences(1_000_000, 256); // has no part in it

        TransformerShape shape = new TransformerShape(DIMENSION, LAYERS, 2, DIMENSION + 1, false);
        CausalTransformer start = CausalTransformer.explicit(CausalAttention.softmax(), DIMENSION, LAYERS, 1, 1);
        TrainingState state = new TrainingState(shape.flatten(start)); // save() and load() keep it in a file
        TrainingPlan plan = TrainingPlan.standard().withEpochs(12).withBatch(32).withRate(4e-3);
        TransformerTraining training =
                TransformerTraining.of(CausalAttention.softmax(), shape, plan, state, Parallelism.automatic());
        double before = training.errors(state.best(), test).loss();

        training.fit(train, validation, now -> System.err.println(now.epoch() + ": " + now.history()));
        double after = training.errors(state.best(), test).loss();
        System.out.println("loss on new rotations fell by more than a third: " + (after < before * 2 / 3));

        CausalTransformer trained = shape.transformer(CausalAttention.softmax(), state.best());
        Matrix next = trained.apply(RotationSequence.random(DIMENSION, 77).tokens(24));
        System.out.println("estimates of the next tokens: " + next.shape());
    }
}
