package io.github.foretoken.proptest.forecast;

import com.sun.management.ThreadMXBean;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.testkit.check.Claim;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a forecaster promises on any stream. */
class ForecasterProperties {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Provide
    Arbitrary<Streams> streams() {
        return Combinators
                .combine(Arbitraries.of(1, 2, 3, 12), Arbitraries.of(1, 2, 5), Arbitraries.integers().between(20, 160),
                        Arbitraries.of(false, true), Arbitraries.of(false, true), Arbitraries.of(0, 0, 5, 12),
                        Arbitraries.of(false, false, true), Arbitraries.longs().between(0, 1000))
                .as((dimension, horizon, tokens, missing, absolute, season, adapts, seed) -> new Streams(dimension,
                        horizon, adapts ? tokens + 200 : tokens, missing, absolute, season, adapts, seed));
    }

    @Property
    void aSavedOneGoesOnToTheBit(@ForAll("streams") Streams stream, @ForAll @IntRange(max = 360) int at)
            throws IOException {
        Forecaster original = stream.forecaster();
        Forecaster loaded = null;
        double[][] values = stream.values();
        for (int t = 0; t < values.length; t++) {
            if (t == at % values.length) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                original.save(bytes);
                loaded = Forecaster.load(new ByteArrayInputStream(bytes.toByteArray()));
                if (t > 0) {
                    same(Streams.all(original.forecast()), Streams.all(loaded.forecast()));
                }
            }
            original.observe(values[t]);
            if (loaded != null) {
                loaded.observe(values[t]);
                same(Streams.all(original.forecast()), Streams.all(loaded.forecast()));
                same(original.surprise(), loaded.surprise());
            }
        }
    }

    @Property
    void scalingByAPowerOfTwoScalesForecastsToTheBit(@ForAll("streams") Streams stream,
            @ForAll @IntRange(min = -45, max = 45) int exponent) {
        Forecaster plain = stream.forecaster();
        Forecaster scaled = stream.forecaster();
        for (double[] row : stream.values()) {
            plain.observe(row);
            scaled.observe(Arrays.stream(row).map(x -> Math.scalb(x, exponent)).toArray());
            double[] expected =
                    Arrays.stream(Streams.means(plain.forecast())).map(x -> Math.scalb(x, exponent)).toArray();
            same(expected, Streams.means(scaled.forecast()));
        }
    }

    @Property
    void anOffsetIsAddedToForecastsUpToRounding(@ForAll("streams") Streams stream,
            @ForAll @IntRange(min = -1_000_000_000, max = 1_000_000_000) int offset) {
        Forecaster plain = stream.forecaster();
        Forecaster moved = stream.forecaster();
        for (double[] row : stream.values()) {
            plain.observe(row);
            moved.observe(Arrays.stream(row).map(x -> x + offset).toArray());
            double[] expected = Streams.means(plain.forecast());
            double[] actual = Streams.means(moved.forecast());
            for (int i = 0; i < expected.length; i++) {
                if (!Double.isNaN(expected[i])) {
                    // The data are exact on their grid; reference and result are rounded once each.
                    double bound = 2 * Math.ulp(Math.abs((double) offset) + Math.abs(expected[i]) + 100);
                    close(expected[i] + offset, actual[i], bound);
                }
            }
        }
    }

    @Property
    void laterTokensChangeNothingThatWasForecast(@ForAll("streams") Streams stream,
            @ForAll @IntRange(max = 360) int at) {
        double[][] values = stream.values();
        Forecaster one = stream.forecaster();
        Forecaster other = stream.forecaster();
        // After the first token at the earliest, so that there is a forecast to compare.
        int changed = Math.min(values.length, 1 + at % Math.max(1, values.length - 1));
        double[][] before = new double[changed][];
        for (int t = 0; t < values.length; t++) {
            if (t > 0 && t <= changed) {
                before[t - 1] = Streams.all(one.forecast());
            }
            one.observe(values[t]);
        }
        for (int t = 0; t < values.length; t++) {
            if (t > 0 && t <= changed) {
                same(before[t - 1], Streams.all(other.forecast()));
            }
            double[] row = values[t].clone();
            row[0] = t >= changed ? 1e6 * (t - changed + 1) : row[0];
            other.observe(row);
        }
    }

    @Property
    void aMissingTokenIsNeitherScoredNorLearnedFrom(@ForAll("streams") Streams stream) {
        Forecaster forecaster = stream.builder().allowMissing().build();
        double[] nothing = new double[stream.dimension()];
        Arrays.fill(nothing, Double.NaN);
        for (double[] row : stream.values()) {
            forecaster.observe(row);
        }
        for (int gap = 0; gap < 3; gap++) {
            int season = forecaster.season();
            double[] before = weights(forecaster, stream.horizon());
            double[] expected = forecaster.forecast().mean(1);
            forecaster.observe(nothing);
            same(0, forecaster.surprise());
            if (season == forecaster.season()) {
                same(before, weights(forecaster, stream.horizon()));
            }
            claim(Arrays.stream(expected).noneMatch(Double::isNaN) == Arrays.stream(forecaster.forecast().mean(1))
                    .noneMatch(Double::isNaN));
        }
    }

    private static double[] weights(Forecaster forecaster, int horizon) {
        return forecaster.explain().weights(0, horizon);
    }

    @Example
    void aTokenAllocatesNothing() {
        Streams stream = new Streams(3, 6, 2000, false, false, 12, true, 1);
        Forecaster forecaster = stream.forecaster();
        double[][] values = stream.values();
        double[] mean = new double[3];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 200 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 50; t++) {
                forecaster.observe(values[(round * 50 + t) % values.length]);
                forecaster.mean(6, mean);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        same(0, (double) least);
    }

    private static void same(double[] expected, double[] actual) {
        claim(Arrays.equals(expected, actual));
    }

    private static void same(double expected, double actual) {
        claim(Double.compare(expected + 0.0, actual + 0.0) == 0);
    }

    private static void close(double expected, double actual, double bound) {
        Claim.close("a forecast", actual, expected, bound);
    }

    private static void claim(boolean holds) {
        Claim.holds(holds, "two forecasts differ that should not");
    }
}
