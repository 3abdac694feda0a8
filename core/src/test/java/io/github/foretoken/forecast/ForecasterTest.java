package io.github.foretoken.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.foretoken.predict.PredictorFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
    @Test
    void repeatsTheNewestTokenFirst() {
        Forecaster forecaster = Forecaster.of(2).horizon(3).build();
        assertEquals(Double.NaN, forecaster.forecast().mean(1)[0]);
        forecaster.observe(3, -4e9);
        assertArrayEquals(new double[]{3, -4e9}, forecaster.forecast().mean(3));
    }

    @Test
    void learnsACycleAndSaysHow() {
        Forecaster forecaster = Forecaster.of(1).horizon(12).build();
        Random random = new Random(1);
        double loss = 0;
        for (int t = 0; t < 1000; t++) {
            double[] ahead = forecaster.observed() > 500 ? forecaster.forecast().mean(1) : new double[1];
            double value = 1e-9 * (100 + Math.sin(2 * Math.PI * t / 12) + 0.1 * random.nextGaussian());
            loss += t > 500 ? Math.pow((ahead[0] - value) / 1e-9, 2) / 500 : 0;
            forecaster.observe(value);
        }
        assertEquals(12, forecaster.season());
        // The noise's own variance is 0.01.
        assertTrue(loss < 0.013, "mean squared error " + loss);
        Explanation explanation = forecaster.explain();
        double sum = 0;
        for (double weight : explanation.weights(0, 12)) {
            assertTrue(weight >= 0);
            sum += weight;
        }
        assertEquals(1, sum, 1e-12);
        assertTrue(explanation.toString().contains("season of 12 tokens"), explanation.toString());
    }

    /** One innovation in twenty is fifty times as large: who is scored by MAE asks for it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theAbsoluteLossIsForAbsoluteErrors(int horizon) {
        double squared = 0;
        double absolute = 0;
        for (long seed = 50; seed < 58; seed++) {
            squared += meanAbsoluteError(Forecaster.of(1).horizon(horizon).build(), seed);
            absolute += meanAbsoluteError(Forecaster.of(1).horizon(horizon).absoluteLoss().build(), seed);
        }
        assertTrue(absolute < 0.99 * squared, "MAE of " + absolute / 8 + " beside " + squared / 8);
    }

    private static double meanAbsoluteError(Forecaster forecaster, long seed) {
        int tokens = 2500;
        int horizon = forecaster.horizon();
        Random random = new Random(seed);
        double[][] said = new double[tokens + horizon][1];
        double sum = 0;
        double value = 0;
        for (int t = 0; t < tokens; t++) {
            value = 0.8 * value + (random.nextInt(20) == 0 ? 50 : 1) * random.nextGaussian();
            sum += t < 500 ? 0 : Math.abs(said[t][0] - value);
            forecaster.observe(value);
            forecaster.mean(horizon, said[t + horizon]);
        }
        return sum / (tokens - 500);
    }

    @Test
    void intervalsAreThoseOfTheSnapshot() {
        Forecaster forecaster = Forecaster.of(2).horizon(3).levels(0.5, 0.9).build();
        Random random = new Random(3);
        double[] lower = new double[2];
        double[] upper = new double[2];
        for (int t = 0; t < 100; t++) {
            Forecast forecast = forecaster.forecast();
            for (int step = 1; step <= 3; step++) {
                for (double level : forecast.levels()) {
                    forecaster.interval(level, step, lower, upper);
                    assertArrayEquals(forecast.lower(level, step), lower);
                    assertArrayEquals(forecast.upper(level, step), upper);
                }
            }
            forecaster.observe(random.nextGaussian(), 1e6 * random.nextGaussian());
        }
        assertTrue(lower[0] < upper[0] && upper[1] > 1e5, "between " + lower[0] + " and " + upper[0]);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> forecaster.interval(0.8, 1, lower, upper))
                .getMessage()
                .contains("[0.5, 0.9], not at 0.8"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> forecaster.interval(0.9, 4, lower, upper))
                .getMessage()
                .startsWith("step must be from 1 to 3"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> forecaster.interval(0.9, 1, lower, new double[3]))
                .getMessage()
                .startsWith("upper has 3"));
    }

    @Test
    void staysFiniteWhereScalesMeet() {
        Forecaster forecaster = Forecaster.of(3).horizon(4).allowMissing().build();
        Random random = new Random(2);
        for (int t = 0; t < 3000; t++) {
            double spike = t % 500 == 499 ? 1e250 : 1;
            forecaster.observe(1e-12 * random.nextGaussian() * spike, 1e12 + random.nextGaussian(),
                    t % 7 < 5 ? Double.NaN : t < 1000 ? 5 : random.nextInt(2));
            for (int step = 1; step <= 4; step++) {
                for (double mean : forecaster.forecast().mean(step)) {
                    assertTrue(Double.isFinite(mean) || t < 7, "after token " + t + ": " + mean);
                }
            }
        }
    }

    @Test
    void badTokensAreNamedAndChangeNothing() {
        Forecaster forecaster = Forecaster.of(2).build();
        forecaster.observe(1, 2);
        assertEquals("element 2 of token 2 is NaN; allowMissing() of the builder takes missing values",
                assertThrows(IllegalArgumentException.class, () -> forecaster.observe(1, Double.NaN)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> forecaster.observe(1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> forecaster.observe(1));
        assertEquals(1, forecaster.observed());
        assertThrows(IllegalArgumentException.class, () -> forecaster.forecast().mean(2));
        assertThrows(IllegalArgumentException.class, () -> forecaster.forecast().lower(0.5, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 40, 200, 1000, 5000})
    void aDamagedFileIsRefused(int at, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("forecaster");
        Forecaster forecaster = Forecaster.of(2).horizon(3).build();
        for (int t = 0; t < 50; t++) {
            forecaster.observe(t % 5, t % 7);
        }
        forecaster.save(file);
        assertArrayEquals(forecaster.forecast().mean(3), Forecaster.load(file).forecast().mean(3));
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        assertThrows(PredictorFileException.class, () -> Forecaster.load(file));
    }
}
