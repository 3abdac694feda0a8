package io.github.foretoken.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputsTest {
    private static final int TOKENS = 1500;
    private static final int HORIZON = 3;

    /** A slow process, and three units more whenever the input is on, which nothing but the input foretells. */
    private static double[] series(boolean[] on, double scale) {
        Random random = new Random(5);
        double[] values = new double[TOKENS];
        double slow = 0;
        for (int t = 0; t < TOKENS; t++) {
            slow = 0.9 * slow + 0.1 * random.nextGaussian();
            values[t] = scale * (slow + (on[t] ? 3 : 0));
        }
        return values;
    }

    private static boolean[] plan() {
        Random random = new Random(6);
        boolean[] on = new boolean[TOKENS + HORIZON];
        for (int t = 0; t < on.length; t++) {
            on[t] = random.nextInt(5) == 0;
        }
        return on;
    }

    private static double[][] ahead(boolean[] on, int t, double unit) {
        double[][] rows = new double[HORIZON][];
        for (int h = 0; h < HORIZON; h++) {
            rows[h] = new double[]{on[t + 1 + h] ? unit : 0};
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1e-12, 1e9", "1e12, 1e-6"})
    void whatInputsAddIsForeseen(double scale, double unit) {
        boolean[] on = plan();
        double[] values = series(on, scale);
        Forecaster with = Forecaster.of(1).horizon(HORIZON).inputs(1).build();
        double squares = 0;
        for (int t = 0; t < TOKENS - HORIZON; t++) {
            with.observe(new double[]{values[t]}, ahead(on, t, unit));
            if (t >= TOKENS / 2) {
                double error = (with.forecast().mean(HORIZON)[0] - values[t + HORIZON]) / scale;
                squares += error * error / (TOKENS / 2.0 - HORIZON);
            }
        }
        // Three steps of the process have a variance of 0.025; what the input adds has one of 1.44.
        assertTrue(squares < 0.05, "mean squared error " + squares);
        assertTrue(with.explain().weights(0, HORIZON)[8] > 0.5, with.explain().toString());
    }

    @Test
    void aSavedOneGoesOnToTheBit(@TempDir Path folder) throws Exception {
        boolean[] on = plan();
        double[] values = series(on, 1);
        Forecaster one = Forecaster.of(1).horizon(HORIZON).inputs(1).build();
        for (int t = 0; t < 200; t++) {
            one.observe(new double[]{values[t]}, ahead(on, t, 1));
        }
        one.save(folder.resolve("f"));
        Forecaster other = Forecaster.load(folder.resolve("f"));
        for (int t = 200; t < 300; t++) {
            one.observe(new double[]{values[t]}, ahead(on, t, 1));
            other.observe(new double[]{values[t]}, ahead(on, t, 1));
            assertArrayEquals(one.forecast().mean(HORIZON), other.forecast().mean(HORIZON));
        }
    }

    @Test
    void inputsAreAskedForAndChecked() {
        Forecaster with = Forecaster.of(1).horizon(2).inputs(1).build();
        assertThrows(IllegalArgumentException.class, () -> with.observe(1));
        assertThrows(IllegalArgumentException.class, () -> with.observe(new double[]{1}, new double[1][1]));
        assertThrows(IllegalArgumentException.class, () -> with.observe(new double[]{1}, new double[2][2]));
        assertThrows(IllegalArgumentException.class,
                () -> with.observe(new double[]{1}, new double[][]{{1}, {Double.NaN}}));
        assertEquals(0, with.observed());
        assertThrows(IllegalArgumentException.class,
                () -> Forecaster.of(1).build().observe(new double[]{1}, new double[1][1]));
    }

    @Test
    void aCalendarTurns() {
        double[][] rows = Calendar.ahead(LocalDateTime.of(2024, 2, 28, 18, 0), Duration.ofHours(6), 29);
        assertEquals(Calendar.INPUTS, rows[0].length);
        assertThrows(IllegalArgumentException.class, () -> Calendar.ahead(LocalDateTime.MIN, Duration.ZERO, -1));
        // Midnight; a day later the hour is the same and the weekday another; a week later both are.
        assertEquals(0, rows[0][0], 1e-12);
        assertEquals(1, rows[0][1], 1e-12);
        assertArrayEquals(Arrays.copyOf(rows[0], 12), Arrays.copyOf(rows[28], 12), 1e-12);
        assertTrue(Math.abs(rows[0][6] - rows[4][6]) > 0.1);
    }
}
