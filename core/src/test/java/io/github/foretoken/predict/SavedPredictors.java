package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One predictor of each kind of state, and small files of them that every later release must go on reading. {@link #main}
 * writes the files that are missing; those that are there are never to be changed.
 */
public final class SavedPredictors {
    static final Path FOLDER = Path.of("src", "test", "resources", "saved");
    /** Not a multiple of any vector length. */
    static final int DIMENSION = 3;
    /** Tokens observed before saving, and after. */
    static final int BEFORE = 11;
    static final int AFTER = 6;

    /** Those whose state has a second form; files of the first are converted when they are read. */
    static final Set<String> CHANGED = Set.of("least-squares", "intercept", "kernel-ridge-budget");

    private SavedPredictors() {}

    public static Map<String, Predictor> all() {
        Kernel gaussian = Kernel.gaussian(0.9);
        Map<String, Predictor> all = new LinkedHashMap<>();
        all.put("kaczmarz-gaussian", Predictor.kaczmarz(gaussian, DIMENSION).withRidge(0.1));
        all.put("kaczmarz-exponential",
                Predictor.kaczmarz(Kernel.exponential(), DIMENSION).withForgetting(0.9).withDelays(2));
        all.put("kaczmarz-laplace",
                Predictor.kaczmarz(Kernel.laplace(1.1), DIMENSION).withFallingRelaxation(16, 0.02).withHorizon(3));
        all.put("kaczmarz-matern32", Predictor.kaczmarz(Kernel.matern32(1.2), DIMENSION).withRelaxation(0.5));
        all.put("kaczmarz-linear", Predictor.kaczmarz(Kernel.linear(), DIMENSION).withRidge(0.2).withDelays(3));
        all.put("kaczmarz-window", Predictor.kaczmarz(Kernel.matern52(1.2), DIMENSION).withWindow(4).withIncrements());
        all.put("affine", Predictor.affineProjection(gaussian, DIMENSION, 4).withRidge(0.1));
        all.put("affine-window",
                Predictor.affineProjection(Kernel.polynomial(2, 1), DIMENSION, 3).withRidge(0.1).withWindow(5));
        all.put("affine-linear",
                Predictor.affineProjection(Kernel.linear(), DIMENSION, 4).withRidge(0.1).withDelays(2));
        all.put("least-squares", Predictor.leastSquares(DIMENSION, 0.5).withForgetting(0.98).withDelays(2));
        all.put("kernel-ridge", Predictor.kernelRidge(gaussian, DIMENSION, 0.2).withHorizon(2).withDelays(2));
        all.put("kernel-ridge-budget",
                Predictor.kernelRidge(gaussian, DIMENSION, 0.2).withBudget(5).withForgetting(0.95));
        all.put("standardized", Predictor.kaczmarz(gaussian, DIMENSION).withStandardization().withIncrements());
        all.put("intercept",
                Predictor.leastSquares(DIMENSION, 0.5).withIntercept().withLags(1, 2, 5).withStandardization());
        all.put("intercept-constant",
                Predictor.kaczmarz(Kernel.linear(), DIMENSION).withRidge(0.5).withIntercept(8).withDelays(2));
        all.put("horizons-kaczmarz", Predictor.kaczmarz(gaussian, DIMENSION).withForgetting(0.9).withHorizons(4));
        all.put("horizons-kaczmarz-linear",
                Predictor.kaczmarz(Kernel.linear(), DIMENSION).withRidge(0.2).withHorizons(3).withHorizon(2));
        all.put("horizons-kernel-ridge",
                Predictor.kernelRidge(gaussian, DIMENSION, 0.2).withHorizons(3).withHorizon(3));
        all.put("horizons-kernel-ridge-budget",
                Predictor.kernelRidge(gaussian, DIMENSION, 0.2).withBudget(5).withForgetting(0.5).withHorizons(3));
        all.put("horizons-least-squares",
                Predictor.leastSquares(DIMENSION, 0.5)
                        .withForgetting(0.98)
                        .withDelays(2)
                        .withHorizons(3)
                        .withHorizon(2));
        all.put("horizons-affine", Predictor.affineProjection(gaussian, DIMENSION, 3).withRidge(0.1).withHorizons(2));
        all.put("separate-columns",
                Predictor.leastSquares(DIMENSION, 0.5)
                        .withStandardization()
                        .withDelays(2)
                        .withHorizons(3)
                        .withSeparateColumns());
        all.put("persistence", Predictor.persistence(DIMENSION));
        all.put("mean", Predictor.mean(DIMENSION).withHorizon(2));
        all.put("kaczmarz-budget",
                Predictor.kaczmarz(gaussian, DIMENSION).withBudget(5, 0.01).withForgetting(0.95).withRidge(0.1));
        all.put("horizons-kaczmarz-budget",
                Predictor.kaczmarz(gaussian, DIMENSION).withBudget(4, 0.01).withHorizons(3));
        all.put("random-features",
                Predictor.kaczmarz(gaussian, DIMENSION)
                        .withRandomFeatures(RandomFeatures.waves(10))
                        .withForgetting(0.95));
        all.put("positive-features",
                Predictor.kaczmarz(Kernel.exponential(), DIMENSION)
                        .withRandomFeatures(new RandomFeatures(RandomFeatures.Form.POSITIVE, 7, -5))
                        .withDelays(2)
                        .withRidge(0.1));
        all.put("horizons-random-features",
                Predictor.kaczmarz(Kernel.exponential(), DIMENSION)
                        .withRandomFeatures(RandomFeatures.waves(6))
                        .withHorizons(3));
        return all;
    }

    /** A noisy rotation in which tokens come again. */
    public static double[][] tokens(int count) {
        Matrix rotation = RotationSequence.random(DIMENSION, 5).tokens(count);
        Random random = new Random(3);
        double[][] tokens = new double[count][];
        for (int t = 0; t < count; t++) {
            tokens[t] = t % 5 == 4 ? tokens[t - 3].clone()
                    : Arrays.stream(rotation.row(t)).map(c -> c + 0.1 * random.nextGaussian()).toArray();
        }
        return tokens;
    }

    public static byte[] bytes(Predictor predictor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new SavedPredictor(predictor, Map.of()).save(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What belongs to a file: the tokens that follow, and what was predicted before each and after the last. */
    public static Map<String, String> expectations(Predictor predictor) {
        Predictor ahead = predictor.copy();
        double[][] tokens = tokens(BEFORE + AFTER);
        Map<String, String> notes = new LinkedHashMap<>();
        for (int t = BEFORE; t <= BEFORE + AFTER; t++) {
            notes.put("prediction " + (t - BEFORE), text(ahead.predict()));
            if (t < BEFORE + AFTER) {
                notes.put("token " + (t - BEFORE), text(tokens[t]));
                ahead.observe(tokens[t]);
            }
        }
        return notes;
    }

    private static String text(double[] row) {
        return Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    public static double[] row(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    public static void main(String[] args) throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, Predictor> entry : all().entrySet()) {
            String form = CHANGED.contains(entry.getKey()) ? "v2-" : "v1-";
            Path file = FOLDER.resolve(form + entry.getKey() + ".bin");
            if (!Files.exists(file)) {
                double[][] tokens = tokens(BEFORE);
                IntStream.range(0, BEFORE).forEach(t -> entry.getValue().observe(tokens[t]));
                new SavedPredictor(entry.getValue(), expectations(entry.getValue())).save(file);
            }
        }
    }
}
