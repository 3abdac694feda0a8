package io.github.foretoken.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.sequence.RotationSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerTrainingTest {
    private static final TransformerShape SHAPE = new TransformerShape(4, 3, 2, 5, false);
    private static final TrainingPlan PLAN = TrainingPlan.standard().withEpochs(12).withBatch(16).withSeed(3);

    @TempDir
    private Path folder;

    /** Rotations of 10 to 24 tokens. */
    private static PackedSequences sequences(int count) {
        return PackedSequences.copyOf(IntStream.range(0, count)
                .mapToObj(i -> RotationSequence.random(4, i).tokens(10 + i * 7 % 15))
                .toList());
    }

    private static CausalTransformer construction() {
        return CausalTransformer.explicit(CausalAttention.softmax(), 4, 3, 1, 1);
    }

    private static FloatPackedSequences narrow(PackedSequences x) {
        float[] tokens = new float[x.tokens().length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (float) x.tokens()[i];
        }
        return FloatPackedSequences.of(tokens, IntStream.range(0, x.count()).map(x::length).toArray(), x.dimension());
    }

    private static TransformerTraining training(TrainingState state, TrainingPlan plan, int threads) {
        return TransformerTraining.of(CausalAttention.softmax(), SHAPE, plan, state, Parallelism.of(threads));
    }

    @Test
    void lowersTheLossOnSequencesThatItNeverSaw() {
        PackedSequences all = sequences(200);
        TrainingState state = new TrainingState(SHAPE.flatten(construction()));
        List<Integer> told = new ArrayList<>();
        TransformerTraining training = training(state, PLAN, 2);
        assertThat(training.fit(all.range(0, 120), all.range(120, 160), now -> told.add(now.epoch()))).isSameAs(state);
        assertThat(told).hasSize(state.epoch()).endsWith(state.epoch());
        assertThat(state.best()).isNotEqualTo(SHAPE.flatten(construction()));

        // Against the definition, sequence by sequence.
        CausalTransformer trained = SHAPE.transformer(CausalAttention.softmax(), state.best());
        Supplier<PackedSequences> test = () -> all.range(160, 200);
        double before = loss(construction(), test.get());
        double after = loss(trained, test.get());
        assertThat(after).isLessThan(0.85 * before);
        assertThat(training.errors(state.best(), test.get()).loss()).isCloseTo(after,
                org.assertj.core.api.Assertions.offset(1e-10 * after));

        FloatTrainingState single = new FloatTrainingState(SHAPE.flattenToFloat(construction()));
        FloatPackedSequences floats = narrow(all);
        FloatTransformerTraining.of(FloatCausalAttention.softmax(), SHAPE, PLAN, single, Parallelism.of(1))
                .fit(floats.range(0, 120), floats.range(120, 160), now -> {});
        double inFloat = loss(SHAPE.transformer(CausalAttention.softmax(), single.best()), test.get());
        assertThat(inFloat).isLessThan(0.85 * before);
        assertThat(single.epoch()).isEqualTo(state.epoch());
    }

    private static double loss(CausalTransformer transformer, PackedSequences sequences) {
        double loss = 0;
        for (int i = 0; i < sequences.count(); i++) {
            Matrix x = sequences.sequence(i);
            Matrix estimates = transformer.apply(x);
            for (int t = 0; t + 1 < x.rows(); t++) {
                for (int c = 0; c < x.cols(); c++) {
                    double residual = estimates.get(t, c) - x.get(t + 1, c);
                    loss += residual * residual / x.cols();
                }
            }
        }
        return loss / sequences.count();
    }

    @Test
    void goesOnFromAFileToTheSameBits() throws IOException {
        PackedSequences all = sequences(60);
        PackedSequences validation = all.range(40, 60);
        TrainingState whole = new TrainingState(SHAPE.flatten(construction()));
        training(whole, PLAN.withEpochs(5), 1).fit(all.range(0, 40), validation, now -> {});
        Path file = folder.resolve("run.ftk");
        TrainingState part = new TrainingState(SHAPE.flatten(construction()));
        TransformerTraining first = training(part, PLAN.withEpochs(5), 2);
        first.epoch(all.range(0, 40), validation);
        first.epoch(all.range(0, 40), validation);
        part.save(file);
        TrainingState loaded = TrainingState.load(file);
        assertThat(loaded.history()).isEqualTo(part.history());
        assertThat(loaded.bestEpoch()).isEqualTo(part.bestEpoch());
        training(loaded, PLAN.withEpochs(5), 3).fit(all.range(0, 40), validation, now -> {});
        assertThat(loaded.weights()).containsExactly(whole.weights());
        assertThat(loaded.best()).containsExactly(whole.best());
        assertThat(loaded.history()).isEqualTo(whole.history());

        FloatTrainingState single = new FloatTrainingState(SHAPE.flattenToFloat(construction()));
        single.save(file);
        assertThat(FloatTrainingState.load(file).weights()).containsExactly(single.weights());
        assertThatThrownBy(() -> TrainingState.load(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("run.ftk cannot be loaded");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> FloatTrainingState.load(file)).hasMessageContaining("is corrupt");
    }

    @Test
    void stopsWhereNothingImproves() {
        PackedSequences all = sequences(40);
        TrainingState state = new TrainingState(SHAPE.flatten(construction()));
        // At so high a rate the loss only rises.
        training(state, new TrainingPlan(50, 2, 8, 0.5, Schedule.CONSTANT, 0), 1).fit(all.range(0, 30),
                all.range(30, 40), now -> {});
        assertThat(state.epoch()).isEqualTo(state.bestEpoch() + 2);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        TrainingState state = new TrainingState(SHAPE.flatten(construction()));
        TransformerTraining training = training(state, PLAN, 1);
        PackedSequences good = sequences(3);
        assertThatThrownBy(() -> training.epoch(good.range(0, 0), good)).hasMessage("training has no sequence");
        assertThatThrownBy(() -> training.epoch(good, PackedSequences.of(new double[6], 2, 3)))
                .hasMessage("validation has tokens of dimension 3, but the Transformer is for 4");
        assertThatThrownBy(() -> training.epoch(PackedSequences.of(new double[12], new int[]{2, 1}, 4), good))
                .hasMessageStartingWith("training has a sequence, number 1, of fewer than two tokens");
        assertThatThrownBy(() -> training(new TrainingState(new double[3]), PLAN, 1))
                .hasMessageStartingWith("state has 3 weights, but TransformerShape[");
        assertThatThrownBy(() -> PLAN.withRate(0)).hasMessage("rate must be positive and finite, not 0.0");
        assertThatThrownBy(() -> PLAN.withBatch(0)).hasMessage("batch must be 1 or more, not 0");
        double[] huge = new double[12];
        java.util.Arrays.fill(huge, 1e200);
        assertThatThrownBy(() -> training.epoch(PackedSequences.of(huge, 3, 4), good))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("training diverged in epoch 1: the loss is no longer finite; lower the learning rate");
    }
}
