package io.github.foretoken.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Memory;
import io.github.foretoken.predict.Method;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.RandomFeatures;
import io.github.foretoken.sequence.RotationSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice against a table of fixed predictors, on what comes after the prefix. */
class PredictorSearchTest {
    private static final int ROWS = 400;
    private static final int PREFIX = 200;

    /**
     * Each task with a bound on the ratio to the best of the table. Without noise errors fall by orders of magnitude as
     * tokens come, and what is best on a prefix is not quite what is best later.
     */
    private static final Map<String, Double> MOST = Map.of("autoregression", 1.1, "noisy rotation", 1.1, "logistic",
            100.0, "noisy logistic", 1.25, "Lorenz", 50.0, "noisy Lorenz", 1.25);

    @ParameterizedTest
    @ValueSource(strings = {"autoregression", "noisy rotation", "logistic", "noisy logistic", "Lorenz", "noisy Lorenz"})
    void comesNearTheBestOfTheTable(String task) {
        // In the mean of logarithms over seeds: one choice may be unlucky.
        double excess = 0;
        int seeds = 2;
        for (int seed = 1; seed <= seeds; seed++) {
            Matrix series = series(task, seed);
            PredictorChoice choice = search().withLength(ROWS).choose(series.rows(0, PREFIX));
            double best = table(series.cols()).stream()
                    .mapToDouble(predictor -> error(predictor, series))
                    .min()
                    .orElseThrow();
            excess += Math.log(error(choice.predictor(), series) / best) / seeds;
        }
        assertThat(Math.exp(excess)).isLessThan(MOST.get(task));
    }

    private static PredictorSearch search() {
        return PredictorSearch.standard().withOperations(1_500_000_000L);
    }

    /** A hand-made grid of the methods in docs/mathematics.md. */
    private static List<Predictor> table(int d) {
        int delays = d == 1 ? 5 : 1;
        List<Predictor> table = new ArrayList<>();
        for (double ridge : new double[]{0.1, 1, 10}) {
            table.add(Predictor.leastSquares(d, ridge).withDelays(delays));
            table.add(Predictor.leastSquares(d, ridge).withForgetting(0.99).withDelays(delays));
            table.add(Predictor.kaczmarz(Kernel.linear(), d).withRidge(ridge).withDelays(delays));
        }
        for (Kernel kernel : List.of(Kernel.gaussian(0.3), Kernel.gaussian(3), Kernel.gaussian(10), Kernel.laplace(3),
                Kernel.exponential(), Kernel.polynomial(2, 1))) {
            if (d > 1 || kernel instanceof Kernel.Gaussian || kernel instanceof Kernel.Laplace) {
                table.add(Predictor.kaczmarz(kernel, d).withRidge(0.1).withDelays(delays));
                table.add(Predictor.affineProjection(kernel, d, 8).withRidge(0.1).withDelays(delays));
                table.add(Predictor.kernelRidge(kernel, d, 0.1).withDelays(delays));
                table.add(Predictor.kernelRidge(kernel, d, 1e-9).withDelays(delays));
            }
            table.add(Predictor.kernelRidge(Kernel.gaussian(0.3), d, 1e-11));
            table.add(Predictor.kernelRidge(Kernel.gaussian(0.3), d, 1e-2));
        }
        return table;
    }

    private static double error(Predictor predictor, Matrix series) {
        Matrix predictions;
        try {
            predictions = predictor.predict(series);
        } catch (ArithmeticException e) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int t = PREFIX; t < ROWS; t++) {
            for (int c = 0; c < series.cols(); c++) {
                double error = series.get(t, c) - predictions.get(t - 1, c);
                sum += error * error;
            }
        }
        return sum;
    }

    private static Matrix series(String task, int seed) {
        Random random = new Random(seed);
        return switch (task) {
            case "autoregression" -> {
                Matrix noise = Matrix.zeros(ROWS, 4);
                Arrays.setAll(noise.data(), i -> 0.1 * random.nextGaussian());
                yield autoregression(RotationSequence.random(4, seed).tokens(1), noise);
            }
            case "noisy rotation" -> noisy(RotationSequence.random(4, seed).tokens(ROWS), 0.05, random);
            case "logistic", "noisy logistic" -> {
                Matrix x = Matrix.zeros(ROWS, 1);
                x.data()[0] = random.nextDouble();
                for (int t = 1; t < ROWS; t++) {
                    x.data()[t] = 3.9 * x.data()[t - 1] * (1 - x.data()[t - 1]);
                }
                yield noisy(x, task.startsWith("noisy") ? 0.02 : 0, random);
            }
            default -> noisy(lorenz(random), task.startsWith("noisy") ? 0.4 : 0, random);
        };
    }

    /** {@code x_{t+1} = 0.9 Q x_t + noise}, Q a cyclic permutation with signs. */
    private static Matrix autoregression(Matrix signs, Matrix noise) {
        int d = noise.cols();
        Matrix x = Matrix.zeros(ROWS, d);
        for (int t = 0; t < ROWS; t++) {
            for (int c = 0; c < d; c++) {
                double before = t == 0 ? 0 : x.get(t - 1, (c + 1) % d);
                double sign = signs.get(0, c) < 0 ? -0.9 : 0.9;
                x.data()[t * d + c] = sign * before + noise.get(t, c);
            }
        }
        return x;
    }

    /** The first coordinate of Lorenz 1963, every 0.1. */
    private static Matrix lorenz(Random random) {
        double[] s = {1 + random.nextDouble(), 1 + random.nextDouble(), 20};
        Matrix x = Matrix.zeros(ROWS, 1);
        for (int t = -100; t < ROWS; t++) {
            if (t >= 0) {
                x.data()[t] = s[0];
            }
            for (int k = 0; k < 50; k++) {
                // The midpoint rule; another map near the flow would do as well.
                double[] middle = step(s, s, 0.001);
                s = step(s, middle, 0.002);
            }
        }
        return x;
    }

    private static double[] step(double[] from, double[] at, double h) {
        return new double[]{from[0] + h * 10 * (at[1] - at[0]), from[1] + h * (at[0] * (28 - at[2]) - at[1]),
            from[2] + h * (at[0] * at[1] - 8.0 / 3 * at[2])};
    }

    private static Matrix noisy(Matrix tokens, double deviation, Random random) {
        double[] data = tokens.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] += deviation * random.nextGaussian();
        }
        return Matrix.of(data, tokens.rows(), tokens.cols());
    }

    @Test
    void looksAtThePrefixOnlyAndAlwaysChoosesTheSame() {
        Matrix series = series("noisy logistic", 4);
        PredictorChoice choice = search().choose(series.rows(0, PREFIX));
        Matrix other = Matrix.of(series.toArray(), ROWS, 1);
        Arrays.fill(other.data(), PREFIX, ROWS, 1e6);
        PredictorChoice again = search().choose(other.rows(0, PREFIX));
        assertThat(again.reason()).isEqualTo(choice.reason());
        assertThat(again.trials()).isEqualTo(choice.trials());
    }

    @Test
    void saysWhatItTriedAndWhatItCameTo() {
        Matrix series = series("noisy rotation", 5);
        int horizon = 2;
        PredictorChoice choice = search().withHorizon(horizon).choose(series.rows(0, PREFIX));
        PredictorChoice.Trial first = choice.trials().get(0);
        assertThat(first.complete()).isTrue();
        assertThat(first.options()).isEqualTo(choice.options());
        assertThat(first.options().toString()).isEqualTo(choice.predictor().toString()).contains("horizon=2");
        assertThat(choice.reason()).contains(first.options().toString()).contains("over rows 69 to 200");
        assertThat(choice.trials().stream().filter(PredictorChoice.Trial::complete).toList())
                .isSortedAccordingTo((a, b) -> Double.compare(a.error(), b.error()));
        // The errors, by hand: estimates of rows 68 to 199, each column by its variance over the prefix.
        Matrix predictions = choice.predictor().predict(series.rows(0, PREFIX));
        double sum = 0;
        double persistence = 0;
        for (int c = 0; c < 4; c++) {
            double mean = 0;
            double squares = 0;
            for (int t = 0; t < PREFIX; t++) {
                mean += series.get(t, c) / PREFIX;
                squares += series.get(t, c) * series.get(t, c) / PREFIX;
            }
            int from = PREFIX / 3 + 2 * (horizon - 1);
            for (int t = from; t < PREFIX; t++) {
                double scale = (squares - mean * mean) * (PREFIX - from) * 4;
                sum += Math.pow(series.get(t, c) - predictions.get(t - horizon, c), 2) / scale;
                persistence += Math.pow(series.get(t, c) - series.get(t - horizon, c), 2) / scale;
            }
        }
        assertThat(choice.error()).isCloseTo(sum, offset(1e-9 * sum));
        assertThat(choice.persistence()).isCloseTo(persistence, offset(1e-9 * persistence));
    }

    @Test
    void findsTheSeason() {
        Random random = new Random(6);
        double[] profile = random.doubles(12).map(x -> 4 * x).toArray();
        Matrix series = Matrix.zeros(ROWS, 1);
        Arrays.setAll(series.data(), t -> profile[t % 12] + random.nextGaussian() / 4);
        PredictorChoice choice = search().choose(series);
        assertThat(choice.error()).isLessThan(choice.persistence() / 10);
        assertThat(new SearchData(series).season()).isEqualTo(12);
        Matrix noise = Matrix.zeros(ROWS, 1);
        Arrays.setAll(noise.data(), t -> random.nextGaussian());
        assertThat(new SearchData(noise).season()).isZero();
    }

    @Test
    void boundsCostAndMemory() {
        Matrix series = series("Lorenz", 7);
        PredictorChoice endless = search().choose(series);
        assertThat(endless.trials()).allMatch(trial -> trial.options().method() != Method.AFFINE_PROJECTION
                && (trial.options().method() != Method.KERNEL_RIDGE
                        || trial.options().memory().budget() != Memory.ALL));
        // Kaczmarz's method with a kernel is tried, on keys and on random features.
        assertThat(endless.trials())
                .filteredOn(trial -> trial.options().method() == Method.KACZMARZ
                        && !(trial.options().kernel() instanceof Kernel.Linear))
                .isNotEmpty()
                .allMatch(trial -> trial.options().memory().budget() == 300
                        || trial.options().memory().random().count() == 1024);
        assertThat(endless.trials()).anyMatch(trial -> trial.options().memory().random().count() == 1024);
        PredictorChoice kept = search().withLength(20_000).choose(series);
        assertThat(kept.trials()).filteredOn(trial -> trial.options().method() == Method.KACZMARZ)
                .isNotEmpty()
                .allMatch(trial -> trial.options().memory().budget() == Memory.ALL
                        && trial.options().memory().random().equals(RandomFeatures.NONE));
        PredictorChoice cheap = PredictorSearch.standard().withOperations(100_000).choose(series);
        assertThat(cheap.trials()).hasSizeLessThan(endless.trials().size() / 4);
        assertThat(cheap.reason()).contains("too expensive to try");
    }

    @Test
    void refusals() {
        PredictorSearch search = PredictorSearch.standard();
        assertThatThrownBy(() -> search.withHorizon(0)).hasMessageContaining("horizon must be 1 or more");
        assertThatThrownBy(() -> search.withOperations(0)).hasMessageContaining("operations must be 1 or more");
        assertThatThrownBy(() -> search.withLength(0)).hasMessageContaining("length must be 1 or more");
        assertThatThrownBy(() -> search.withBreaks(3, -1)).hasMessage("rows are counted from 0; there is no row -1");
        assertThatThrownBy(() -> search.choose(Matrix.zeros(12, 2))).hasMessageContaining("12 x 2")
                .hasMessageContaining("needs 13 rows");
        assertThatThrownBy(() -> search.withLength(19).choose(Matrix.zeros(20, 1)))
                .hasMessageContaining("longer than the whole sequence, 19");
        Matrix bad = Matrix.zeros(20, 1);
        bad.data()[7] = Double.NaN;
        assertThatThrownBy(() -> search.choose(bad)).hasMessageContaining("prefix");
        assertThat(search.choose(Matrix.zeros(20, 1)).error()).isZero();
        // Without operations to spend there is persistence.
        Matrix random = Matrix.zeros(20, 1);
        Arrays.setAll(random.data(), t -> Math.sin(t * t));
        assertThat(search.withOperations(1).choose(random).reason()).contains("2 tried", "too expensive to try");
    }

    @Test
    void farHorizonsAreJudgedByWhatWasLearned() {
        // A period of 7, 90 steps ahead: learned after 90 tokens, and then predicted.
        Matrix series = Matrix.zeros(300, 1);
        Arrays.setAll(series.data(), t -> Math.sin(2 * Math.PI * t / 7.0));
        PredictorChoice choice = search().withHorizon(90).choose(series);
        assertThat(choice.error()).isLessThan(1e-3 * choice.persistence());
    }
}
