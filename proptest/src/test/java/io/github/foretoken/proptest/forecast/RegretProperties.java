package io.github.foretoken.proptest.forecast;

import io.github.foretoken.internal.forecast.Aggregation;
import io.github.foretoken.internal.forecast.DueRows;
import io.github.foretoken.testkit.check.Claim;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The loss of a combination of candidates against that of the best of them, on any sequence and in any unit. */
class RegretProperties {
    @Property
    void lossesKeepTheirBoundsOnAnySequence(@ForAll Nature nature, @ForAll @IntRange(min = 2, max = 9) int candidates,
            @ForAll boolean absolute, @ForAll @IntRange(min = 1, max = 1200) int tokens,
            @ForAll @IntRange(min = -60, max = 60) int exponent, @ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        double unit = Math.scalb(1.0, exponent);
        Aggregation aggregation = new Aggregation(candidates, 1, absolute);
        DueRows said = new DueRows(candidates + 2, 1);
        Regret soft = new Regret(candidates, absolute);
        Regret poly = new Regret(candidates, absolute);
        double lost = 0;
        double difference = 0;
        double[][] forecasts = new double[candidates][1];
        double[] values = new double[candidates];
        double[] walk = new double[candidates];
        double[] a = new double[1];
        double[] b = new double[1];
        for (int t = 0; t < tokens; t++) {
            int lightest = 0;
            for (int k = 0; k < candidates; k++) {
                walk[k] += k % 3 == 0 ? 0 : 0.1 * random.nextGaussian();
                values[k] = walk[k] + (k % 2 == 0 ? 0.9 : -0.9) + (k % 4 == 3 ? random.nextGaussian() : 0);
                forecasts[k][0] = unit * values[k];
                said.say(t, k, forecasts[k]);
                lightest = aggregation.weight(k, 0) < aggregation.weight(lightest, 0) ? k : lightest;
            }
            requireShares(aggregation, candidates);
            aggregation.combine(forecasts, a, b);
            said.say(t, candidates, a);
            said.say(t, candidates + 1, b);
            double both = 0.5 * (a[0] + b[0]);
            double next = unit * nature.next(random, t, both, values, lightest);
            double trust = aggregation.trust(0);
            double plain = soft.loss(forecasts[0][0] - next);
            difference = Math.hypot(difference, plain - soft.loss(both - next));
            lost += soft.loss(trust * both + (1 - trust) * forecasts[0][0] - next) - plain;
            double[] all = Arrays.stream(forecasts).mapToDouble(row -> row[0]).toArray();
            soft.add(a[0], next, all);
            poly.add(b[0], next, all);
            aggregation.learn(said, t, next, 1);
        }
        for (int k = 0; k < candidates; k++) {
            Claim.holds(poly.total[k] <= poly.polynomialBound(k), "%s: ML-Poly loses %s to %d of %d, allowed %s",
                    nature, poly.total[k], k, candidates, poly.polynomialBound(k));
            Claim.holds(soft.total[k] <= soft.secondOrderBound(k), "%s: BOA loses %s to %d of %d, allowed %s", nature,
                    soft.total[k], k, candidates, soft.secondOrderBound(k));
        }
        // Untrusted by as much as it has lost: what is given up beside the plain forecast is the root of squares, and a step.
        Claim.holds(lost <= 3 * difference, "%s: %s lost to the plain forecast, root of squares %s", nature, lost,
                difference);
    }

    private static void requireShares(Aggregation aggregation, int candidates) {
        double sum = 0;
        for (int k = 0; k < candidates; k++) {
            Claim.holds(aggregation.weight(k, 0) >= 0, "a weight of %s", aggregation.weight(k, 0));
            sum += aggregation.weight(k, 0);
        }
        Claim.close("the sum of weights", sum, 1, 4 * candidates * 0x1p-53);
    }

    /** After a change weights have not been thrown over, and follow what is right now, sooner than without where that is slow. */
    @Property
    void relearningFollowsAChangeSooner(@ForAll @IntRange(min = 2, max = 9) int candidates, @ForAll boolean absolute,
            @ForAll @IntRange(min = 200, max = 1500) int tokens, @ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        Stage plain = new Stage(candidates, absolute);
        Stage relearning = new Stage(candidates, absolute);
        for (int t = 0; t < tokens + 60; t++) {
            // The last is right at first, the first from then on.
            int right = t < tokens ? candidates - 1 : 0;
            double next = random.nextGaussian();
            double[] values = new double[candidates];
            for (int k = 0; k < candidates; k++) {
                values[k] = next + (k == right ? 0.1 : 2 + k) * random.nextGaussian();
            }
            if (t == tokens) {
                double before = relearning.aggregation.weight(candidates - 1, 0);
                relearning.aggregation.relearn();
                requireShares(relearning.aggregation, candidates);
                double after = relearning.aggregation.weight(candidates - 1, 0);
                Claim.holds(after > 0.8 * before, "a weight of %s became %s", before, after);
            }
            plain.take(t, values, next);
            relearning.take(t, values, next);
        }
        double with = relearning.aggregation.weight(0, 0);
        double without = plain.aggregation.weight(0, 0);
        Claim.holds(with > 0.2 && with > Math.min(2 * without, 0.2),
                "what is right weighs %s, and %s without relearning", with, without);
    }

    /** One step of candidates, and what is made of them. */
    private static final class Stage {
        final Aggregation aggregation;
        private final DueRows said;
        private final double[][] forecasts;
        private final double[] soft = new double[1];
        private final double[] poly = new double[1];

        Stage(int candidates, boolean absolute) {
            aggregation = new Aggregation(candidates, 1, absolute);
            said = new DueRows(candidates + 2, 1);
            forecasts = new double[candidates][1];
        }

        void take(int t, double[] values, double next) {
            for (int k = 0; k < values.length; k++) {
                forecasts[k][0] = values[k];
                said.say(t, k, forecasts[k]);
            }
            aggregation.combine(forecasts, soft, poly);
            said.say(t, values.length, soft);
            said.say(t, values.length + 1, poly);
            aggregation.learn(said, t, next, 1);
        }
    }

    /** Of linearised losses, which bound those of convex ones. */
    private static final class Regret {
        final double[] total;
        private final boolean absolute;
        private final double[] squares;
        private final double[] range;
        private double widest;
        private double potential;
        private int tokens;

        Regret(int candidates, boolean absolute) {
            this.absolute = absolute;
            total = new double[candidates];
            squares = new double[candidates];
            range = new double[candidates];
        }

        double loss(double error) {
            return absolute ? Math.abs(error) : error * error;
        }

        void add(double forecast, double actual, double[] candidates) {
            tokens++;
            double slope = absolute ? Math.signum(forecast - actual) : 2 * (forecast - actual);
            double[] r = Arrays.stream(candidates).map(f -> slope * (forecast - f)).toArray();
            for (int k = 0; k < r.length; k++) {
                double before = widest * widest + squares[k];
                potential += before > 0 ? r[k] * r[k] / before : r[k] == 0 ? 0 : 1;
            }
            for (int k = 0; k < r.length; k++) {
                // Convexity: what is lost to a candidate is no more than the linear loss.
                double own = loss(forecast - actual);
                double roundings = 1e-9 * (own + loss(candidates[k] - actual) + Math.abs(r[k]));
                Claim.holds(own - loss(candidates[k] - actual) <= r[k] + roundings, "the losses are not convex");
                total[k] += r[k];
                squares[k] += r[k] * r[k];
                range[k] = Math.max(range[k], Math.abs(r[k]));
                widest = Math.max(widest, range[k]);
            }
        }

        /** Gaillard, Stoltz and van Erven 2014, Theorem 5's potential, summed for these very numbers. */
        double polynomialBound(int k) {
            return Math.sqrt((widest * widest + squares[k]) * potential) * (1 + 1e-9);
        }

        /** Wintenberger 2017, Theorem 3.3, with the range found on the way. */
        double secondOrderBound(int k) {
            double spread = Math.log(total.length);
            double doublings = Math.log(1 + Math.log(1 + tokens) / Math.E) + 1;
            double root = Math.sqrt(2) / (Math.sqrt(2) - 1);
            double most = Math.max(range[k], widest * 0x1p-20);
            return root * Math.sqrt(most * most + squares[k]) * (Math.sqrt(spread) + doublings / Math.sqrt(spread))
                    + most * (2 * spread + 2 * doublings + 1);
        }
    }
}
