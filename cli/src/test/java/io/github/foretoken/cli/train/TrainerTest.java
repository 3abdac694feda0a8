package io.github.foretoken.cli.train;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.train.TrainingConfig.Attention;
import io.github.foretoken.training.EpochLosses;
import io.github.foretoken.training.FloatTrainingState;
import io.github.foretoken.training.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

class TrainerTest {
    @TempDir
    private Path folder;

    /** A batch of 7 leaves a shorter one at the end of each epoch. */
    static TrainingConfig tiny(int epochs) {
        return new TrainingConfig(2, 3, 20, 2, Attention.SOFTMAX, 1, false, 60, 5, epochs, 9, 7, 5e-3, Schedule.COSINE,
                false);
    }

    private static FloatTrainingState train(TrainingConfig config, int epochs, int threads) {
        FloatTrainingState state = new FloatTrainingState(config.theta0());
        Trainer trainer = new Trainer(config, new Dataset(config), state, Parallelism.of(threads));
        for (int i = 0; i < epochs; i++) {
            trainer.epoch();
        }
        return state;
    }

    @ParameterizedTest
    @CsvSource({"2, SOFTMAX, 1, false", "2, SOFTMAX, 1, true", "1, LINEAR, 0.05, false", "2, EXPONENTIAL, 0.02, false",
        "3, SOFTMAX, 1, false", "4, SOFTMAX, 1, false"})
    void trainingLowersTheLoss(int instance, Attention attention, double eta, boolean tied) {
        TrainingConfig config = new TrainingConfig(instance, 4, 24, 3, attention, eta, tied, 200, 1, 12, 12, 16,
                attention == Attention.SOFTMAX ? 2e-3 : 5e-4, Schedule.COSINE, false);
        FloatTrainingState state = train(config, config.epochs(), 2);
        Trainer trainer = new Trainer(config, new Dataset(config), state, Parallelism.of(1));
        double before = trainer.testErrors(config.theta0()).loss();
        double after = trainer.testErrors(state.best()).loss();
        // Chaotic orbits teach little; scores that nothing normalises need small steps.
        double most = instance == 4 ? 0.97 : attention == Attention.SOFTMAX ? 0.85 : 0.92;
        assertThat(after).isLessThan(most * before);
        assertThat(state.history().getLast().training()).isLessThan(state.history().getFirst().training());
    }

    @Test
    void weightsDependOnTheSeedAndNotOnThreads() {
        FloatTrainingState one = train(tiny(3), 2, 1);
        for (int threads = 2; threads <= 3; threads++) {
            FloatTrainingState several = train(tiny(3), 2, threads);
            assertThat(several.weights()).containsExactly(one.weights());
            assertThat(several.history()).isEqualTo(one.history());
        }
        assertThat(train(tiny(3).withSeed(6), 2, 1).weights()).isNotEqualTo(one.weights());
    }

    @Test
    void anInterruptedRunEndsAsAnUninterruptedOne() throws Exception {
        TrainingConfig config = tiny(5);
        TrainingFolder whole = new TrainingFolder(folder.resolve("whole"));
        TrainingRun.Result expected = TrainingRun.start(config, whole, Parallelism.of(1)).run(silent(99));

        TrainingFolder parts = new TrainingFolder(folder.resolve("parts"));
        TrainingRun interrupted = TrainingRun.start(config, parts, Parallelism.of(2));
        assertThatThrownBy(() -> interrupted.run(silent(1))).isInstanceOf(Interruption.class);
        TrainingRun again = TrainingRun.resume(parts, Parallelism.of(3));
        assertThat(again.epochs()).isEqualTo(1);
        assertThatThrownBy(() -> again.run(silent(3))).isInstanceOf(Interruption.class);
        TrainingRun.Result actual = TrainingRun.resume(parts, Parallelism.of(1)).run(silent(99));

        assertThat(actual.model().weights()).containsExactly(expected.model().weights());
        assertThat(actual.epochs()).isEqualTo(expected.epochs());
        assertThat(actual.testLoss()).isEqualTo(expected.testLoss());
        assertThat(Files.readAllBytes(parts.checkpoint())).isEqualTo(Files.readAllBytes(whole.checkpoint()));
        assertThat(Files.readAllBytes(parts.weights())).isEqualTo(Files.readAllBytes(whole.weights()));
        assertThat(parts.model().weights()).containsExactly(expected.model().weights());
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static TrainingRun.Progress silent(int last) {
        return new TrainingRun.Progress() {
            @Override
            public void epoch(List<EpochLosses> epochs, double secondsLeft) {
                if (epochs.size() == last) {
                    throw new Interruption();
                }
            }

            @Override
            public void interrupted(int epochs) {}
        };
    }

    @Test
    void stopsWhenValidationNoLongerImproves() {
        // At so high a rate the loss only rises.
        TrainingConfig config = new TrainingConfig(2, 3, 20, 2, Attention.SOFTMAX, 1, false, 60, 5, 50, 2, 8, 0.5,
                Schedule.CONSTANT, false);
        TrainingRun.Result result =
                TrainingRun.start(config, new TrainingFolder(folder.resolve("run")), Parallelism.of(1)).run(silent(99));
        assertThat(result.stoppedEarly()).isTrue();
        assertThat(result.epochs()).hasSize(result.bestEpoch() + 2);
    }

    @Test
    void checkpointsThatAreNotSoundAreRefused() throws Exception {
        TrainingFolder files = new TrainingFolder(folder.resolve("run"));
        TrainingConfig config = tiny(2);
        TrainingRun.start(config, files, Parallelism.of(1)).run(silent(99));
        assertThatThrownBy(() -> TrainingRun.start(config, files, Parallelism.of(1)))
                .hasMessageContaining("holds a training run already; continue it with --resume");
        Safetensors sound = Safetensors.read(files.checkpoint());
        refused(files, sound, Map.of("config", "{}"), "is not a valid training configuration");
        refused(files, sound, Map.of("config", "null"), "is not a valid training configuration: it is null");
        refused(files, sound, Map.of("steps", "-1"), "its steps is -1");
        refused(files, sound, Map.of("best_epoch", "3"), "its best_epoch is 3");
        refused(files, sound, Map.of("config", tiny(2).toJson().replace("\"layers\" : 2", "\"layers\" : 3")),
                "'weights' should be F32 [");
        Files.write(files.checkpoint(), Arrays.copyOf(sound.bytes(), 1000));
        assertThatThrownBy(() -> TrainingRun.resume(files, Parallelism.of(1)))
                .hasMessageContaining("is not a valid safetensors file");
        Files.write(files.checkpoint(), Files.readAllBytes(files.weights()));
        assertThatThrownBy(() -> TrainingRun.resume(files, Parallelism.of(1)))
                .hasMessageContaining("is not a checkpoint of a training run");
        Files.delete(files.checkpoint());
        assertThatThrownBy(() -> TrainingRun.resume(files, Parallelism.of(1)))
                .hasMessageContaining("holds no training run to continue");
    }

    private static void refused(TrainingFolder files, Safetensors sound, Map<String, String> changes, String message)
            throws Exception {
        Map<String, String> metadata = new HashMap<>(sound.metadata());
        metadata.putAll(changes);
        Files.write(files.checkpoint(), new Safetensors(metadata, sound.tensors()).bytes());
        assertThatThrownBy(() -> TrainingRun.resume(files, Parallelism.of(1))).isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void augmentationTurnsEachSequenceAsAWhole() {
        TrainingConfig config = tiny(3);
        Dataset data = new Dataset(config);
        Augmentation augmentation = new Augmentation(config, data);
        int[] training = IntStream.range(0, data.training().count()).toArray();
        float[] tokens = data.all().tokens();
        float[] first = augmentation.turned(training, 0).tokens().clone();
        float[] second = augmentation.turned(training, 1).tokens().clone();
        assertThat(augmentation.turned(training, 0).tokens()).containsExactly(first);
        int d = config.dimension();
        int size = config.length() * d;
        for (int sequence : training) {
            for (float[] turned : List.of(first, second)) {
                int from = sequence * size;
                assertThat(Arrays.copyOfRange(turned, from, from + size))
                        .isNotEqualTo(Arrays.copyOfRange(tokens, from, from + size));
                for (int t = 0; t < config.length(); t++) {
                    int token = from + t * d;
                    // Products of unit vectors, whose 2 d elements are each off by a roundoff or two.
                    assertThat(product(turned, from, token, d)).isCloseTo(product(tokens, from, token, d),
                            offset(8 * d * 0x1p-24));
                }
            }
        }
        assertThat(first).isNotEqualTo(second);
        assertThat(train(augmented(), 2, 1).weights()).containsExactly(train(augmented(), 2, 2).weights())
                .isNotEqualTo(train(tiny(3), 2, 1).weights());
    }

    private static TrainingConfig augmented() {
        return new TrainingConfig(2, 3, 20, 2, Attention.SOFTMAX, 1, false, 60, 5, 3, 9, 7, 5e-3, Schedule.COSINE,
                true);
    }

    private static double product(float[] x, int a, int b, int d) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += (double) x[a + i] * x[b + i];
        }
        return sum;
    }

    @Test
    void everySequenceServesOnePurpose() {
        TrainingConfig config = TrainingConfig.paper(0);
        Dataset data = new Dataset(config.shortened(4096, 1));
        List<FloatPackedSequences> parts = List.of(data.training(), data.validation(), data.test());
        assertThat(parts).extracting(FloatPackedSequences::count).containsExactly(2457, 819, 820);
        assertThat(parts.stream().flatMapToInt(part -> IntStream.range(0, part.count()).map(part::start)).distinct())
                .hasSize(4096);
    }

    @Test
    void theEpochUnderWayIsTheOneAfterThoseDone() {
        assertThat(ProgressMessages.next(tiny(5), 0)).isEqualTo("epoch 1 of 5");
        assertThat(ProgressMessages.next(tiny(5), 3)).isEqualTo("epoch 4 of 5");
        assertThat(ProgressMessages.next(tiny(5), 5)).isEqualTo("epoch 5 of 5");
    }

    @Test
    void aRunThatCouldNotBeginLeavesNothingOfItsOwn() throws Exception {
        TrainingFolder files = new TrainingFolder(folder);
        TrainingRun.start(tiny(1), files, Parallelism.of(1));
        Path other = Files.writeString(folder.resolve("other"), "");
        files.clear();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(other);
        }
        files.requireFree();
    }

    @Test
    void theScheduleFallsFromOneToNothing() {
        assertThat(Schedule.COSINE.factor(0, 100)).isEqualTo(1);
        assertThat(Schedule.COSINE.factor(50, 100)).isCloseTo(0.5, offset(0x1p-52));
        assertThat(Schedule.COSINE.factor(99, 100)).isBetween(0.0, 3e-4);
        assertThat(Schedule.CONSTANT.factor(99, 100)).isEqualTo(1);
    }
}
