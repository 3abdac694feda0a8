package io.github.foretoken.proptest.conformal;

import com.sun.management.ThreadMXBean;
import io.github.foretoken.internal.conformal.ConformalIntervals;
import io.github.foretoken.internal.conformal.SurpriseScores;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.testkit.check.Claim;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Scores of the abnormal: the same in any unit, on any day, and for nothing. */
class SurpriseProperties {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int COLUMNS = 2;

    private static double[] next(SplittableRandom random, double scale) {
        double heavy = Math.tan(Math.PI * (random.nextDouble() - 0.5));
        return new double[]{random.nextInt(20) == 0 ? Double.NaN : scale * heavy, scale * random.nextInt(4)};
    }

    @Property
    void powersOfTwoDoNotMatterToABit(@ForAll @IntRange(min = -60, max = 60) int exponent,
            @ForAll @LongRange(min = 0) long seed) {
        double scale = Math.scalb(1.0, exponent);
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom same = new SplittableRandom(seed);
        SurpriseScores one = new SurpriseScores(COLUMNS, seed);
        SurpriseScores scaled = new SurpriseScores(COLUMNS, seed);
        double[] zero = new double[COLUMNS];
        for (int t = 0; t < 800; t++) {
            one.observe(next(random, 1), zero);
            scaled.observe(next(same, scale), zero);
            assertSame(one, scaled);
        }
    }

    /** Past what is remembered too, where half of it is forgotten. */
    @Property
    void savedAndLoadedGoesOnToTheBit(@ForAll @IntRange(min = 0, max = 1200) int saved, @ForAll boolean late,
            @ForAll @LongRange(min = 0) long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SurpriseScores one = new SurpriseScores(COLUMNS, seed);
        double[] zero = new double[COLUMNS];
        for (int t = 0; t < saved + (late ? 9500 : 0); t++) {
            one.observe(next(random, 1), zero);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateFile.write(bytes, one::write);
        SurpriseScores loaded = StateFile.read(new ByteArrayInputStream(bytes.toByteArray()), in -> {
            SurpriseScores empty = new SurpriseScores(COLUMNS, seed);
            empty.read(in);
            return empty;
        });
        SurpriseScores copy = one.copy();
        assertSame(one, loaded);
        for (int t = 0; t < 600; t++) {
            double[] token = next(random, 1);
            one.observe(token, zero);
            loaded.observe(token, zero);
            copy.observe(token, zero);
            assertSame(one, loaded);
            assertSame(one, copy);
        }
    }

    private static void assertSame(SurpriseScores one, SurpriseScores other) {
        boolean same = Double.compare(one.surprise(), other.surprise()) == 0
                && Double.compare(one.logEvidence(), other.logEvidence()) == 0;
        for (int c = 0; c < COLUMNS; c++) {
            same &= Double.compare(one.surprise(c), other.surprise(c)) == 0;
        }
        Claim.holds(same, "%s and %s, evidence %s and %s", one.surprise(), other.surprise(), one.logEvidence(),
                other.logEvidence());
    }

    /**
     * Ville: while errors are exchangeable P(evidence ever 20 or more) <= 1/20, for all columns together. 20,000 runs, and four
     * standard deviations of them; every run has a level, a scale and a law of its own, so that errors are not independent.
     */
    @Example
    void evidenceOfNothingIsRare() {
        int runs = 20_000;
        double p = 1.0 / 20;
        SplittableRandom random = new SplittableRandom(1);
        SurpriseScores scores = new SurpriseScores(COLUMNS, 2);
        double[] zero = new double[COLUMNS];
        double[] error = new double[COLUMNS];
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            scores.restartEvidence();
            double level = random.nextGaussian();
            double scale = Math.exp(random.nextGaussian());
            boolean heavy = random.nextBoolean();
            boolean alarm = false;
            for (int t = 0; t < 60 && !alarm; t++) {
                error[0] = level
                        + scale * (heavy ? Math.tan(Math.PI * (random.nextDouble() - 0.5)) : random.nextGaussian());
                // Ties of nearly all, and together with the other column.
                error[1] = random.nextInt(3) + (error[0] > 1 ? 1 : 0);
                scores.observe(error, zero);
                alarm = scores.logEvidence() >= Math.log(1 / p);
            }
            alarms += alarm ? 1 : 0;
        }
        Claim.holds(alarms > 0 && alarms <= runs * p + 4 * Math.sqrt(runs * p * (1 - p)), "%d alarms", alarms);
    }

    @Example
    void aTokenAllocatesNothing() {
        int horizons = 3;
        ConformalIntervals intervals = new ConformalIntervals(COLUMNS, horizons, new double[]{0.8, 0.95});
        SurpriseScores scores = new SurpriseScores(COLUMNS, 1);
        SplittableRandom random = new SplittableRandom(1);
        double[][] tokens = new double[100][];
        for (int t = 0; t < tokens.length; t++) {
            tokens[t] = next(random, 1);
        }
        double[] means = new double[horizons * COLUMNS];
        double[] lower = new double[means.length];
        double[] upper = new double[means.length];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 400 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (double[] token : tokens) {
                intervals.issue(means);
                intervals.bounds(1, lower, upper);
                intervals.observe(token);
                scores.observe(token, means);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        Claim.holds(least == 0, "%s bytes a token", least / (double) tokens.length);
    }
}
