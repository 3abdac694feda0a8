package io.github.foretoken.internal.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses against the best candidate's, on sequences that do what harms most. */
class AggregationTest {
    private static final int TOKENS = 3000;

    enum Sequence {
        NOISE, AGAINST, SWITCHING, SPIKES;

        double next(Random random, int t, double soft, double[] candidates) {
            return switch (this) {
                case NOISE -> random.nextGaussian();
                // As far as it can be from what is forecast.
                case AGAINST -> soft > 0 ? -1 : 1;
                case SWITCHING -> candidates[t / 300 % candidates.length];
                case SPIKES -> t % 97 == 0 ? 1000 * random.nextGaussian() : 0;
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"NOISE, 2, false", "NOISE, 7, true", "AGAINST, 2, true", "AGAINST, 5, false", "AGAINST, 8, true",
        "SWITCHING, 3, false", "SWITCHING, 8, true", "SPIKES, 4, false", "SPIKES, 4, true"})
    void lossesKeepTheirBounds(Sequence sequence, int candidates, boolean absolute) {
        Random random = new Random(sequence.name().hashCode() + candidates);
        Aggregation aggregation = new Aggregation(new Loops(Double.MAX_VALUE), candidates, 1, absolute);
        DueRows said = new DueRows(candidates + 2, 1);
        Regret soft = new Regret(candidates, absolute);
        Regret poly = new Regret(candidates, absolute);
        double both = 0;
        double plain = 0;
        double difference = 0;
        double[][] forecasts = new double[candidates][1];
        double[] values = new double[candidates];
        double[] a = new double[1];
        double[] b = new double[1];
        for (int t = 0; t < TOKENS; t++) {
            for (int k = 0; k < candidates; k++) {
                values[k] = Math.sin(0.01 * t * k) + (k % 2 == 0 ? 0.9 : -0.9);
                forecasts[k][0] = values[k];
                said.say(t, k, forecasts[k]);
            }
            aggregation.combine(forecasts, a, b);
            said.say(t, candidates, a);
            said.say(t, candidates + 1, b);
            double sum = 0;
            for (int k = 0; k < candidates; k++) {
                sum += aggregation.weight(k, 0);
            }
            assertEquals(1, sum, 4 * candidates * 0x1p-53);
            double mean = 0.5 * (a[0] + b[0]);
            double next = sequence.next(random, t, mean, values);
            double trust = aggregation.trust(0);
            double last = trust * mean + (1 - trust) * values[0];
            double lead = soft.loss(values[0] - next) - soft.loss(mean - next);
            difference = Math.hypot(difference, lead);
            both += soft.loss(last - next);
            plain += soft.loss(values[0] - next);
            soft.add(a[0], next, values);
            poly.add(b[0], next, values);
            aggregation.learn(said, t, next, 1);
        }
        for (int k = 0; k < candidates; k++) {
            assertTrue(poly.total[k] <= poly.polynomialBound(k),
                    "ML-Poly: " + poly.total[k] + " above " + poly.polynomialBound(k));
            assertTrue(soft.total[k] <= soft.secondOrderBound(k),
                    "BOA: " + soft.total[k] + " above " + soft.secondOrderBound(k));
        }
        // Untrusted by as much as it has lost: what is given up beside the plain forecast is the root of the squares, and a step.
        assertTrue(both - plain <= 3 * difference, both + " beside " + plain + ", root of squares " + difference);
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
                assertTrue(
                        loss(forecast - actual) - loss(candidates[k] - actual) <= r[k] + 1e-9 * (1 + Math.abs(r[k])));
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
