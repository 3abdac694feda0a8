package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.internal.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a file holds, loading it takes memory for what is there and not for what is claimed, and ends in a predictor or
 * in a {@link PredictorFileException} of a readable length. More tries: {@code -Dforetoken.hostile=N}.
 */
class HostileFilesTest {
    private static final int TRIES = Integer.getInteger("foretoken.hostile", 150);

    static Stream<Path> found() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "hostile"))) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<String> names() {
        return SavedPredictors.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("found")
    void filesThatOnceTookAllMemoryAreRefused(Path file) throws IOException {
        requireFrugal(Files.readAllBytes(file));
        assertThatThrownBy(() -> Predictor.load(file)).isInstanceOf(PredictorFileException.class)
                .hasMessageStartingWith(file + " cannot be loaded: it ");
        assertThatThrownBy(() -> load(Files.readAllBytes(file))).isInstanceOf(PredictorFileException.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void changedFieldsOfEveryMethod(String name) throws IOException {
        HostileFiles hostile = new HostileFiles(name.hashCode());
        for (int observed : new int[]{0, 20}) {
            Predictor predictor = SavedPredictors.all().get(name);
            double[][] tokens = SavedPredictors.tokens(20);
            for (int t = 0; t < observed; t++) {
                predictor.observe(tokens[t]);
            }
            byte[] sound = SavedPredictors.bytes(predictor);
            for (int i = 0; i < TRIES; i++) {
                requireFrugal(hostile.next(sound));
            }
        }
    }

    /** A predictor that has observed nothing is sound whatever its sizes are, as long as nobody asks for them. */
    @ParameterizedTest
    @ValueSource(strings = {"kaczmarz kernel=gaussian", "affine-projection kernel=gaussian order=2147483647",
        "kaczmarz kernel=gaussian lags=1-16777216", "kaczmarz kernel=gaussian horizon=2000000000",
        "kaczmarz kernel=gaussian window=2147483646", "kaczmarz kernel=linear window=2000000000",
        "kernel-ridge kernel=gaussian ridge=1 budget=2000000000 novelty=1e-6", "kernel-ridge kernel=gaussian ridge=1",
        "kaczmarz kernel=gaussian random-features=2000000000", "kaczmarz kernel=exponential random-features=2"})
    void emptyPredictorsOfAnySize(String words) throws IOException {
        for (String dimension : new String[]{"1", "3", "20000", "2147483000"}) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("dimension", dimension);
            for (String word : ("method=" + words).split(" ", -1)) {
                String[] pair = word.split("=", 2);
                settings.put(pair[0], pair[1].equals("gaussian") ? "gaussian:1.0" : pair[1]);
            }
            for (String state : new String[]{"kaczmarz", "affine projection", "kernel ridge", "sparse kernel ridge",
                "window", "delta rule", "random features"}) {
                requireFrugal(HostileFiles.file(Map.of(), settings, emptyState(state)));
            }
        }
    }

    /** No tokens, none held, then the state of a method with zeros for all counts. */
    private static byte[] emptyState(String method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[12]);
        bytes.write(new byte[]{(byte) method.length(), 0, 0, 0});
        bytes.write(method.getBytes(StandardCharsets.US_ASCII));
        switch (method) {
            case "kaczmarz" ->
                    bytes.write(new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f, 0, 0, 0, 0});
            case "affine projection" -> bytes.write(new byte[12]);
            case "kernel ridge" -> bytes.write(new byte[4]);
            case "random features" -> {
                bytes.write(new byte[]{10, 0, 0, 0});
                bytes.write("delta rule".getBytes(StandardCharsets.US_ASCII));
                bytes.write(new byte[8]);
            }
            default -> bytes.write(new byte[8]);
        }
        return bytes.toByteArray();
    }

    @Test
    void emptyPredictorsThatAreLargeGoOnAfterLoading() throws IOException {
        List<Predictor> large = new ArrayList<>();
        large.add(Predictor.kaczmarz(Kernel.gaussian(1), 1).withWindow(2_000_000_000));
        large.add(Predictor.kaczmarz(Kernel.gaussian(1), 1).withLags(1, 3, 16_000_000));
        large.add(Predictor.kaczmarz(Kernel.gaussian(1), 1).withDelays(8_000_000).withHorizon(1_000_000_000));
        large.add(Predictor.affineProjection(Kernel.gaussian(1), 1, 40_000));
        large.add(Predictor.kernelRidge(Kernel.gaussian(1), 1, 0.1).withBudget(1_000_000_000));
        for (Predictor predictor : large) {
            Predictor loaded = load(SavedPredictors.bytes(predictor));
            for (int t = 0; t < 40; t++) {
                double[] token = {Math.sin(t)};
                predictor.observe(token);
                loaded.observe(token);
                loaded = load(SavedPredictors.bytes(loaded));
                assertThat(loaded.predict()).containsExactly(predictor.predict());
            }
        }
    }

    /** Loads; a refusal is to be one line, and memory in proportion to the bytes. */
    private static void requireFrugal(byte[] file) throws IOException {
        long before = allocated();
        String outcome = "loaded";
        try {
            load(file);
        } catch (PredictorFileException e) {
            outcome = e.getMessage();
        }
        long taken = allocated() - before;
        // Blocks hold 240 terms, and a factor's 48 rows; the rest are buffers and messages.
        assertThat(taken).as(outcome).isLessThan((4L << 20) + 300L * file.length);
        assertThat(outcome.length()).isLessThan(2500);
        assertThat(outcome.codePoints()).allMatch(Excerpt::visible);
    }

    /** By this thread so far; 0 where the module that knows is absent, as on the module path. */
    private static long allocated() {
        try {
            Object bean =
                    Class.forName("java.lang.management.ManagementFactory").getMethod("getThreadMXBean").invoke(null);
            return (long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getCurrentThreadAllocatedBytes")
                    .invoke(bean);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }

    private static Predictor load(byte[] bytes) throws IOException {
        return SavedPredictor.load(new ByteArrayInputStream(bytes)).predictor();
    }
}
