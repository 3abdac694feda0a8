package io.github.foretoken.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prefixes that say nothing or little, rows that nobody measured, and tokens of any size. */
class SearchGuardsTest {
    private static PredictorSearch search() {
        return PredictorSearch.standard().withOperations(300_000_000L);
    }

    private static Matrix column(int rows, IntToDoubleFunction value) {
        Matrix column = Matrix.zeros(rows, 1);
        Arrays.setAll(column.data(), value);
        return column;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 5, -0.1, 1e9, 1e-300, 1e300})
    void aConstantPrefixGivesPersistenceAndSaysSo(double value) {
        PredictorChoice choice = search().choose(column(200, t -> value));
        assertThat(choice.predictor()).hasToString("persistence");
        assertThat(choice.reason()).contains("does not vary", "says nothing");
        assertThat(choice.error()).isZero();
        assertThat(choice.persistence()).isZero();
    }

    @Test
    void whatVariesOnlyWhereNothingIsComparedSaysNothing() {
        PredictorChoice choice = search().choose(column(60, t -> t < 10 ? t : 9));
        assertThat(choice.predictor()).hasToString("persistence");
        assertThat(choice.reason()).contains("nothing changes in rows 21 to 60");
    }

    /** Of a constant, or of one with rounding for noise, nothing may be worse than persistence, and no ridge a number of no use. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-15, 1e-12, 1e-9, 1e-3})
    void nearlyConstantPrefixes(double noise) {
        Random random = new Random(1);
        PredictorChoice choice =
                search().withLength(400).choose(column(200, t -> 5 + (t < 30 ? 0 : noise * random.nextGaussian())));
        assertThat(choice.error()).isLessThanOrEqualTo(choice.persistence());
        for (PredictorChoice.Trial trial : choice.trials()) {
            for (String word : trial.options().toString().split("[ :=]", -1)) {
                assertThat(word.matches("[0-9].*") ? Double.parseDouble(word.split(",", -1)[0]) : 0).isLessThan(1e12);
            }
        }
        Predictor predictor = choice.predictor();
        for (int t = 0; t < 100; t++) {
            predictor.observe(new double[]{5});
        }
        assertThat(predictor.predict()[0]).isCloseTo(5, org.assertj.core.api.Assertions.offset(5 * (noise + 1e-12)));
    }

    /** A constant column beside others counts: a method that misses it is worse by as much. */
    @Test
    void columnsWithoutVarianceCount() {
        Random random = new Random(2);
        Matrix rows = Matrix.zeros(150, 3);
        for (int t = 0; t < 150; t++) {
            rows.data()[3 * t] = random.nextGaussian();
            rows.data()[3 * t + 1] = 1000;
        }
        PredictorChoice choice = search().choose(rows);
        // By hand: the mean misses neither the constant nor the zeros, so that a third of its error counts.
        double mean = 0;
        double squares = 0;
        for (int t = 0; t < 150; t++) {
            mean += rows.get(t, 0) / 150;
            squares += rows.get(t, 0) * rows.get(t, 0) / 150;
        }
        double running = 0;
        double sum = 0;
        for (int t = 0; t < 150; t++) {
            if (t >= 50) {
                sum += Math.pow(rows.get(t, 0) - running / t, 2) / (squares - mean * mean) / 300;
            }
            running += rows.get(t, 0);
        }
        double expected = sum;
        assertThat(choice.trials().stream().filter(trial -> trial.options().equals(PredictorOptions.mean())))
                .singleElement()
                .satisfies(trial -> assertThat(trial.error()).isCloseTo(expected,
                        org.assertj.core.api.Assertions.offset(1e-12)));
        // Three columns, so that what misses the constant by a tenth is worse by 0.01 / 3 than what does not.
        Predictor shrunk = Predictor.leastSquares(3, 1e7);
        assertThat(new SearchTrials(new SearchRows(rows, new java.util.BitSet(), new java.util.BitSet()),
                new SearchData(rows), 1, SearchMemory.of(10), 50).baseline(shrunk.options()).error())
                .isGreaterThan(expected + 1e-3);
    }

    /** What stands in the place of rows that nobody measured is never compared with anything. */
    @Test
    void filledRowsAreNeverScored() {
        Random random = new Random(3);
        Matrix rows = column(120, t -> Math.sin(0.5 * t) + 0.01 * random.nextGaussian());
        int[] filled = {45, 46, 60, 77, 78, 79, 110, 119};
        for (int row : filled) {
            rows.data()[row] = rows.data()[row - 1];
        }
        double error = 0;
        int count = 0;
        for (int t = 40; t < 120; t++) {
            int row = t;
            if (Arrays.stream(filled).noneMatch(f -> f == row)) {
                error += Math.pow(rows.get(t, 0) - rows.get(t - 1, 0), 2);
                count++;
            }
        }
        double variance = variance(rows);
        PredictorChoice choice = search().withFilled(filled).choose(rows);
        assertThat(choice.persistence()).isCloseTo(error / count / variance,
                org.assertj.core.api.Assertions.offset(1e-12));
        int[] all = new int[120];
        Arrays.setAll(all, t -> t);
        PredictorChoice none = search().withFilled(all).choose(rows);
        assertThat(none.predictor()).hasToString("persistence");
        assertThat(none.reason()).contains("no estimate could be compared");
    }

    private static double variance(Matrix rows) {
        double mean = Arrays.stream(rows.toArray()).average().orElseThrow();
        return Arrays.stream(rows.toArray()).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    /** A jump between two rows that do not follow one another is nobody's error, and nobody's lesson. */
    @Test
    void nothingIsScoredAcrossBreaks() {
        Matrix rows = column(120, t -> Math.sin(0.5 * t) + (t < 70 ? 0 : 1000));
        double error = 0;
        for (int t = 40; t < 120; t++) {
            error += t == 70 ? 0 : Math.pow(rows.get(t, 0) - rows.get(t - 1, 0), 2);
        }
        PredictorChoice choice = search().withBreaks(70).choose(rows);
        assertThat(choice.persistence()).isCloseTo(error / 79 / variance(rows),
                org.assertj.core.api.Assertions.offset(1e-15));
        assertThat(choice.error()).isLessThanOrEqualTo(choice.persistence());
    }

    static Stream<Integer> exponents() {
        return Stream.of(-600, -333, -40, -1, 1, 5, 33, 300, 500, 511);
    }

    /** For tokens times a power of two the same choice, in their unit, or a refusal that says why. */
    @ParameterizedTest
    @MethodSource("exponents")
    void choicesDoNotDependOnTheUnit(int exponent) {
        for (Matrix rows : List.of(logistic(), levels())) {
            PredictorChoice choice = search().withLength(300).choose(rows);
            Matrix scaled = times(rows, exponent);
            PredictorChoice other;
            try {
                other = search().withLength(300).choose(scaled);
            } catch (IllegalArgumentException e) {
                assertThat(Math.abs(exponent)).isGreaterThan(200);
                assertThat(e).hasMessageContaining("chosen for the tokens divided by 2^")
                        .hasMessageContaining(exponent > 0 ? "scale the tokens down" : "scale the tokens up");
                continue;
            }
            assertThat(other.error()).isEqualTo(choice.error());
            assertThat(other.persistence()).isEqualTo(choice.persistence());
            assertThat(times(choice.predictor().predict(rows), exponent).toArray())
                    .isEqualTo(other.predictor().predict(scaled).toArray());
        }
    }

    private static Matrix logistic() {
        Matrix x = column(150, t -> 0.3);
        for (int t = 1; t < 150; t++) {
            x.data()[t] = 3.9 * x.data()[t - 1] * (1 - x.data()[t - 1]);
        }
        return x;
    }

    /** Linear, far from zero: asks for an intercept. */
    private static Matrix levels() {
        Random random = new Random(4);
        Matrix x = column(150, t -> 40);
        for (int t = 1; t < 150; t++) {
            x.data()[t] = 40 + 0.5 * (x.data()[t - 1] - 40) + random.nextGaussian();
        }
        return x;
    }

    private static Matrix times(Matrix rows, int exponent) {
        double[] data = rows.toArray();
        Arrays.setAll(data, i -> Math.scalb(data[i], exponent));
        return Matrix.of(data, rows.rows(), rows.cols());
    }

    @Test
    void baselines() {
        double[][] tokens = {{1, 10}, {2, 20}, {6, 0}};
        Predictor persistence = Predictor.persistence(2);
        Predictor mean = Predictor.mean(2);
        assertThat(persistence.predict()).containsExactly(0, 0);
        assertThat(mean.predict()).containsExactly(0, 0);
        for (double[] token : tokens) {
            persistence.observe(token);
            mean.observe(token);
        }
        assertThat(persistence.predict()).containsExactly(6, 0);
        assertThat(mean.predict()).containsExactly(3, 10);
        assertThat(mean.rollOut(2).toArray()).containsExactly(3, 10, 3, 10);
        mean.interrupt();
        assertThat(mean.predict()).containsExactly(3, 10);
        assertThat(persistence.withHorizon(3)).hasToString("persistence horizon=3");
        assertThatThrownBy(() -> Predictor.mean(1).withDelays(2)).hasMessageContaining("no other option");
        assertThatThrownBy(() -> Predictor.persistence(1).withRidge(2)).hasMessageContaining("no other option");
    }
}
