package io.github.foretoken.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.predict.PredictorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedModelsTest {
    private static final int KEYS = 40;

    @TempDir
    private Path folder;
    private final List<String> words = new ArrayList<>();

    private static StreamMethod method(boolean forecaster) {
        return new StreamMethod(PredictorOptions.parse("least-squares delays=2"), forecaster, Levels.NONE,
                Missing.ERROR);
    }

    private KeyedModels models(StreamMethod method, long bytes, Path file) throws IOException {
        KeyIndex index = file != null && Files.exists(file) ? KeyIndex.load(file).index() : KeyIndex.NONE;
        return new KeyedModels(() -> method.model(1), method.model(1).options(), new KeyLimits(1000, bytes),
                file == null ? null : new KeyStates(file, KeySegments.of(file, index.ends())), index, words::add);
    }

    private static double use(StreamModels models, int key, double value) {
        StreamModel model = models.of(List.of("key " + key, "é"));
        double[] token = {value};
        model.observe(token);
        models.score().token(token, token);
        double[] estimate = model.estimate().clone();
        models.score().estimate(estimate, model);
        models.used();
        return estimate[0];
    }

    /** Room for one key, for a few or for all of them; checkpoints never, often or at every token. */
    @ParameterizedTest
    @CsvSource({"false, 1, 0", "false, 6000, 7", "false, 100000000, 1", "true, 1, 50", "true, 900000, 13",
        "true, 100000000, 9"})
    void whereAModelWaitsChangesNothing(boolean forecaster, long bytes, int every) throws IOException {
        Path file = folder.resolve("c.ftk");
        StreamMethod method = method(forecaster);
        KeyedModels models = models(method, bytes, file);
        Map<Integer, StreamModel> alone = new HashMap<>();
        Random random = new Random(1);
        for (int t = 0; t < 1500; t++) {
            int key = random.nextInt(1 + random.nextInt(KEYS));
            double value = random.nextGaussian();
            StreamModel own = alone.computeIfAbsent(key, _ -> method.model(1));
            own.observe(new double[]{value});
            assertThat(use(models, key, value)).isEqualTo(own.estimate()[0]);
            if (every > 0 && t % every == 0) {
                models.save(file, Map.of("t", "" + t));
                if (random.nextInt(4) == 0) {
                    // A process that goes on.
                    models = models(method, bytes, file);
                }
            }
        }
        assertThat(models.observed()).isEqualTo(1500);
        assertThat(models.keys()).isEqualTo(alone.size());
        assertThat(models.longest())
                .isEqualTo(alone.values().stream().mapToLong(StreamModel::observed).max().orElseThrow());
        assertThat(words.isEmpty()).isEqualTo(bytes == 100000000);
    }

    /** What leaves memory after a checkpoint is none of it: a killed process goes on from the checkpoint, to the bit. */
    @Test
    void aCheckpointIsNotChangedByWhatComesAfterIt() throws IOException {
        Path file = folder.resolve("c.ftk");
        StreamMethod method = method(false);
        KeyedModels models = models(method, 5000, file);
        Map<Integer, StreamModel> alone = new HashMap<>();
        Random random = new Random(2);
        for (int round = 0; round < 25; round++) {
            for (int t = 0; t < 60; t++) {
                int key = random.nextInt(KEYS);
                double value = random.nextGaussian();
                use(models, key, value);
                alone.computeIfAbsent(key, _ -> method.model(1)).observe(new double[]{value});
            }
            models.save(file, Map.of());
            for (int t = 0; t < 90; t++) {
                use(models, random.nextInt(KEYS + 5), random.nextGaussian());
            }
            // Killed: what it appended is there, and a new process knows nothing of it.
            models = models(method, 5000, file);
            assertThat(models.observed()).isEqualTo(60L * (round + 1));
            for (int key : alone.keySet()) {
                assertThat(models.of(List.of("key " + key, "é")).observed()).isEqualTo(alone.get(key).observed());
            }
            models = models(method, 5000, file);
        }
        assertThat(models.keys()).isEqualTo(alone.size());
    }

    /** Files are at most a few times as long as what counts in them, and what no checkpoint needs goes. */
    @Test
    void spaceIsBounded() throws IOException {
        Path file = folder.resolve("c.ftk");
        StreamMethod method = method(true);
        KeyedModels models = models(method, 1, file);
        for (int t = 0; t < 6000; t++) {
            use(models, t % 30, Math.sin(t));
            if (t % 500 == 0) {
                models.save(file, Map.of());
            }
            if (t % 1000 == 999) {
                models.save(file, Map.of());
                models = models(method, 1, file);
            }
        }
        models.save(file, Map.of());
        long live = KeyIndex.load(file).index().places().values().stream().mapToLong(KeyPlace::length).sum();
        assertThat(live).isGreaterThan(1_000_000);
        try (Stream<Path> files = Files.list(folder.resolve("c.ftk.keys"))) {
            long bytes = files.mapToLong(path -> path.toFile().length()).sum();
            // The file being written is not begun anew before it has 64 MiB.
            assertThat(bytes).isLessThan(2 * live + (65L << 20));
        }
        assertThat(words).hasSizeGreaterThanOrEqualTo(1)
                .allMatch(line -> line.contains("those least recently seen wait on disk"));
    }

    @Test
    void withoutACheckpointThereIsNoMoreRoomThanMemory() throws IOException {
        KeyedModels models = models(method(true), 500_000, null);
        assertThatThrownBy(() -> {
            for (int key = 0; key < 100; key++) {
                use(models, key, 1);
            }
        }).isInstanceOf(InputException.class)
                .hasMessageContaining("with --checkpoint FILE those least recently seen wait on disk");
    }

    @Test
    void aDamagedStateIsRefused() throws IOException {
        Path file = folder.resolve("c.ftk");
        StreamMethod method = method(false);
        KeyedModels models = models(method, 1, file);
        for (int key = 0; key < 3; key++) {
            use(models, key, key);
        }
        models.save(file, Map.of());
        KeyPlace place = KeyIndex.load(file).index().places().get(List.of("key 1", "é"));
        Path states = folder.resolve("c.ftk.keys").resolve(place.segment() + ".states");
        byte[] bytes = Files.readAllBytes(states);
        bytes[(int) place.offset() + place.length() - 9] ^= 1;
        Files.write(states, bytes);
        KeyedModels again = models(method, 1, file);
        assertThat(again.of(List.of("key 0", "é")).observed()).isEqualTo(1);
        assertThatThrownBy(() -> again.of(List.of("key 1", "é"))).isInstanceOf(InputException.class)
                .hasMessageContaining("the state of key 'key 1, é' beside --checkpoint")
                .hasMessageContaining("checksum");
    }
}
