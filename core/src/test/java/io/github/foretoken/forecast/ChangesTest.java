package io.github.foretoken.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms, and what follows from them. */
class ChangesTest {
    private static final int CHANGE = 3000;
    private static final int TOKENS = 4000;

    /** A process of order two, that of others from the change on. */
    private static double[] series(double[] before, double[] after, long seed) {
        Random random = new Random(seed);
        double[] x = new double[TOKENS];
        for (int t = 2; t < TOKENS; t++) {
            double[] weights = t < CHANGE ? before : after;
            x[t] = weights[0] * x[t - 1] + weights[1] * x[t - 2] + random.nextGaussian();
        }
        return x;
    }

    private static double errorAfterTheChange(ForecasterBuilder builder, double[] x) {
        Forecaster forecaster = builder.build();
        double error = 0;
        double[] mean = new double[1];
        for (int t = 0; t < x.length; t++) {
            error += t < CHANGE ? 0 : (mean[0] - x[t]) * (mean[0] - x[t]);
            forecaster.observe(x[t]);
            forecaster.mean(1, mean);
        }
        return error / (TOKENS - CHANGE);
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0, -0.8, 0", "0.5, 0.3, 1.6, -0.9", "1.6, -0.9, 0.5, 0.3"})
    void afterAnAlarmLessIsMissed(double a1, double a2, double b1, double b2) {
        double plain = 0;
        double adapting = 0;
        for (long seed = 100; seed < 104; seed++) {
            double[] x = series(new double[]{a1, a2}, new double[]{b1, b2}, seed);
            plain += errorAfterTheChange(Forecaster.of(1).noSeason(), x);
            adapting += errorAfterTheChange(Forecaster.of(1).noSeason().adaptAfterAlarm(), x);
        }
        // What cannot be foreseen has a variance of 1: what could be is cut by a fifth at least.
        assertTrue(adapting - 4 < 0.8 * (plain - 4), adapting / 4 + " beside " + plain / 4);
    }

    @Test
    void whereNothingChangesNothingHappens() throws IOException {
        double[] x = series(new double[]{0.5, 0.3}, new double[]{0.5, 0.3}, 7);
        Forecaster plain = Forecaster.of(1).horizon(3).build();
        Forecaster adapting = Forecaster.of(1).horizon(3).adaptAfterAlarm().build();
        for (double value : x) {
            plain.observe(value);
            adapting.observe(value);
            assertFalse(plain.alarm());
            assertTrue(plain.changeEvidence() > 0 && plain.changeEvidence() < 1000);
            assertArrayEquals(plain.forecast().mean(3), adapting.forecast().mean(3));
        }
        assertEquals(plain.changeEvidence(), adapting.changeEvidence());
    }

    /** Ville: of 400 streams of noise no more than 1 in 20 ever alarm at 20, and four standard deviations. */
    @Test
    void falseAlarmsAreAsRareAsPromised() {
        int runs = 400;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(run);
            Forecaster forecaster = Forecaster.of(2).noSeason().alarmThreshold(20).build();
            boolean alarm = false;
            for (int t = 0; t < 500; t++) {
                forecaster.observe(random.nextGaussian(), 1e6 + 1e-3 * random.nextGaussian());
                alarm |= forecaster.alarm();
            }
            alarms += alarm ? 1 : 0;
        }
        assertTrue(alarms <= runs / 20.0 + 4 * Math.sqrt(runs / 20.0), alarms + " alarms");
    }

    /** One alarm a change: evidence is counted anew. With another column that goes on as before. */
    @Test
    void anAlarmIsRaisedOnceAndBeginsAnew() {
        Random random = new Random(9);
        Forecaster forecaster = Forecaster.of(2).noSeason().alarmThreshold(1e4).build();
        int alarms = 0;
        int first = -1;
        double last = 0;
        for (int t = 0; t < 1000; t++) {
            forecaster.observe(random.nextGaussian() * (t < 600 ? 1 : 5), random.nextGaussian());
            if (alarms > 0 && first == t - 1) {
                assertTrue(forecaster.changeEvidence() < 10, "" + forecaster.changeEvidence());
                assertTrue(last >= 1e4, "" + last);
            }
            last = forecaster.changeEvidence();
            if (forecaster.alarm()) {
                first = alarms == 0 ? t : first;
                alarms++;
            }
        }
        assertTrue(first >= 600 && first < 640, "alarm at " + first);
        assertEquals(1, alarms);
    }

    /** Saved before, between and after alarms; with a threshold of its own too. */
    @Test
    void aSavedOneGoesOnToTheBit() throws IOException {
        double[] x = series(new double[]{0.8, 0}, new double[]{-0.8, 0}, 11);
        Forecaster original = Forecaster.of(1).horizon(2).adaptAfterAlarm().alarmThreshold(50).build();
        int alarms = 0;
        Forecaster loaded = null;
        for (int t = 0; t < TOKENS; t++) {
            original.observe(x[t]);
            if (loaded != null) {
                loaded.observe(x[t]);
                assertArrayEquals(original.forecast().mean(2), loaded.forecast().mean(2));
                assertEquals(original.changeEvidence(), loaded.changeEvidence());
                assertEquals(original.alarm(), loaded.alarm());
            }
            alarms += original.alarm() ? 1 : 0;
            if (t % 500 == 20 || original.alarm()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                original.save(bytes);
                loaded = Forecaster.load(new ByteArrayInputStream(bytes.toByteArray()));
            }
        }
        assertTrue(alarms > 0);
    }

    @Test
    void thresholdsAreChecked() {
        for (double threshold : new double[]{1, 0, -5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> Forecaster.of(1).alarmThreshold(threshold));
        }
    }
}
