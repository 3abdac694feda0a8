package io.github.foretoken.proptest.conformal;

import io.github.foretoken.internal.conformal.ConformalIntervals;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.testkit.check.Claim;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What intervals promise on any sequence. */
class IntervalProperties {
    private static final double[] LEVELS = {0.5, 0.8, 0.95};
    private static final int COLUMNS = 2;

    private static double[] means(int horizons, SplittableRandom random) {
        double[] means = new double[horizons * COLUMNS];
        Arrays.setAll(means, i -> random.nextGaussian() * 1e-3);
        return means;
    }

    private static double[] token(int t, Adversary adversary, ConformalIntervals intervals, SplittableRandom random) {
        double[] token = new double[COLUMNS];
        Arrays.setAll(token, c -> adversary.next(t, intervals, c, random));
        return token;
    }

    /** |coverage - level| is within the theorem's bound, for every step, column and level, whoever chooses the values. */
    @Property
    void coverageIsWithinItsBoundOnAnySequence(@ForAll Adversary adversary,
            @ForAll @IntRange(min = 1, max = 4) int horizons, @ForAll @IntRange(min = 2000, max = 4000) int length,
            @ForAll @LongRange(min = 0) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConformalIntervals intervals = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        double[][][] ends = new double[length][2 * LEVELS.length][horizons * COLUMNS];
        long[] covered = new long[LEVELS.length * horizons * COLUMNS];
        long[] counted = new long[horizons];
        for (int t = 0; t < length; t++) {
            intervals.issue(means(horizons, random));
            for (int l = 0; l < LEVELS.length; l++) {
                intervals.bounds(l, ends[t][2 * l], ends[t][2 * l + 1]);
            }
            double[] token = token(t, adversary, intervals, random);
            for (int h = 0; h < horizons && h <= t; h++) {
                counted[h]++;
                for (int l = 0; l < LEVELS.length; l++) {
                    for (int c = 0; c < COLUMNS; c++) {
                        int at = h * COLUMNS + c;
                        boolean inside = ends[t - h][2 * l][at] <= token[c] && token[c] <= ends[t - h][2 * l + 1][at];
                        covered[l * horizons * COLUMNS + at] += inside ? 1 : 0;
                    }
                }
            }
            intervals.observe(token);
        }
        for (int i = 0; i < covered.length; i++) {
            int l = i / (horizons * COLUMNS);
            int h = i / COLUMNS % horizons;
            double coverage = covered[i] / (double) counted[h];
            double bound = intervals.coverageBound(l, h, counted[h]);
            Claim.holds(Math.abs(coverage - LEVELS[l]) <= bound,
                    "%s: level %s at step %d covers %.4f of %d, allowed %.4f", adversary, LEVELS[l], h + 1, coverage,
                    counted[h], bound);
        }
    }

    @Property
    void levelsNeverCross(@ForAll Adversary adversary, @ForAll @IntRange(min = 1, max = 4) int horizons,
            @ForAll @LongRange(min = 0) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConformalIntervals intervals = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        for (int t = 0; t < 1500; t++) {
            intervals.issue(means(horizons, random));
            for (int h = 0; h < horizons; h++) {
                for (int c = 0; c < COLUMNS; c++) {
                    for (int l = 0; l < LEVELS.length; l++) {
                        double lower = intervals.lower(l, h, c);
                        double upper = intervals.upper(l, h, c);
                        boolean nested = l == 0
                                || (lower <= intervals.lower(l - 1, h, c) && upper >= intervals.upper(l - 1, h, c));
                        Claim.holds(lower <= upper && nested, "%s: level %s crosses at token %d", adversary, LEVELS[l],
                                t);
                    }
                }
            }
            intervals.observe(token(t, adversary, intervals, random));
        }
    }

    /** Two sequences that differ from token j on have the same intervals, to the bit, until j has been observed. */
    @Property
    void nothingDependsOnATokenBeforeItIsThere(@ForAll @IntRange(min = 1, max = 5) int horizons,
            @ForAll @IntRange(min = 0, max = 199) int j, @ForAll @LongRange(min = 0) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConformalIntervals one = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        ConformalIntervals other = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        for (int t = 0; t <= j; t++) {
            double[] means = means(horizons, random);
            one.issue(means);
            other.issue(means);
            assertSame(one, other, horizons, 1);
            double[] token = token(t, Adversary.NORMAL, one, random);
            one.observe(token);
            if (t == j) {
                token[0] += 5;
                token[1] = Double.NaN;
            }
            other.observe(token);
        }
        // Learned now, and by steps that were due only: of step h nothing is known before token h.
        double[] means = new double[horizons * COLUMNS];
        one.issue(means);
        other.issue(means);
        for (int h = 0; h < horizons; h++) {
            boolean same = one.upper(2, h, 0) == other.upper(2, h, 0);
            Claim.holds(same == j < h, "step %d has %s", h + 1, same ? "not learned" : "learned too early");
        }
    }

    /** Units that are powers of two change nothing but exponents. */
    @Property
    void scalesWithTheDataToTheBit(@ForAll @IntRange(min = -60, max = 60) int exponent,
            @ForAll @IntRange(min = 1, max = 3) int horizons, @ForAll @LongRange(min = 0) long seed) {
        double scale = Math.scalb(1.0, exponent);
        SplittableRandom random = new SplittableRandom(seed);
        ConformalIntervals one = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        ConformalIntervals scaled = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        for (int t = 0; t < 500; t++) {
            double[] means = means(horizons, random);
            one.issue(means);
            scaled.issue(Arrays.stream(means).map(x -> scale * x).toArray());
            assertSame(one, scaled, horizons, scale);
            double[] token = token(t, Adversary.CAUCHY, one, random);
            one.observe(token);
            scaled.observe(Arrays.stream(token).map(x -> scale * x).toArray());
        }
    }

    /** Saved and loaded, and copied, at any token: all that follows is the same to the bit. */
    @Property
    void savedAndLoadedGoesOnToTheBit(@ForAll Adversary adversary, @ForAll @IntRange(min = 1, max = 4) int horizons,
            @ForAll @IntRange(min = 0, max = 300) int saved, @ForAll @LongRange(min = 0) long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ConformalIntervals one = new ConformalIntervals(COLUMNS, horizons, LEVELS);
        for (int t = 0; t < saved; t++) {
            one.issue(means(horizons, random));
            one.observe(token(t, adversary, one, random));
        }
        one.issue(means(horizons, random));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateFile.write(bytes, one::write);
        ConformalIntervals loaded = StateFile.read(new ByteArrayInputStream(bytes.toByteArray()), in -> {
            ConformalIntervals empty = new ConformalIntervals(COLUMNS, horizons, LEVELS);
            empty.read(in);
            return empty;
        });
        ConformalIntervals copy = one.copy();
        assertSame(one, loaded, horizons, 1);
        for (int t = saved; t < saved + 50; t++) {
            double[] token = token(t, adversary, one, random);
            double[] means = means(horizons, random);
            for (ConformalIntervals each : new ConformalIntervals[]{one, loaded, copy}) {
                each.observe(token);
                each.issue(means);
            }
            assertSame(one, loaded, horizons, 1);
            assertSame(one, copy, horizons, 1);
        }
    }

    private static void assertSame(ConformalIntervals one, ConformalIntervals other, int horizons, double scale) {
        for (int i = 0; i < LEVELS.length * horizons * COLUMNS; i++) {
            int l = i / (horizons * COLUMNS);
            int h = i / COLUMNS % horizons;
            int c = i % COLUMNS;
            Claim.holds(
                    Double.compare(scale * one.lower(l, h, c), other.lower(l, h, c)) == 0
                            && Double.compare(scale * one.upper(l, h, c), other.upper(l, h, c)) == 0,
                    "step %d, level %s: [%s, %s] times %s and [%s, %s]", h + 1, LEVELS[l], one.lower(l, h, c),
                    one.upper(l, h, c), scale, other.lower(l, h, c), other.upper(l, h, c));
        }
    }
}
