package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.simd.Exp2;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Convex combinations of K candidates, one combination for each step ahead, whose loss stays close to the best candidate's:
 * the mean of two algorithms that both learn from the gradient at their own forecast, which is why the regret is against the
 * best fixed combination too. BOA (Wintenberger 2017) with a learning rate for each candidate, and ML-Poly (Gaillard, Stoltz
 * and van Erven 2014). Both are free of parameters and of scale. O(K H) a token.
 *
 * <p>With {@code r(k) = l'(p) (p - f(k))} at a forecast p, ML-Poly weighs candidates by {@code R(k)+ / (E² + V(k))}, where R
 * sums r, V sums r² and E is the largest |r|. For a loss that is convex and steps that are not delayed,
 * {@code sum l(p) - l(f(k)) <= sqrt((E² + V(k)) S)} with S the sum of {@code r(j)² / (E² + V(j))} over all j and tokens, E and
 * V as they were before the token: while E does not grow, S is K (1 + ln(1 + T)) at most. How far both are trusted beside the
 * first candidate is a matter of {@link Caution}.
 */
public final class Aggregation {
    /** A candidate's own range counts as no less than this share of the widest one's. */
    private static final double NARROWEST = 0x1p-20;
    /** See {@link #relearn}. */
    private static final double FADED = 1.0 / 16;
    private static final double LEAST = 0.01;

    private final int candidates;
    private final int horizon;
    private final boolean absolute;
    /** Candidate by candidate, H numbers each; so are all below. */
    private final double[] softRegret;
    private final double[] softSquares;
    private final double[] softRange;
    private final double[] softWeights;
    private final double[] polyRegret;
    private final double[] polySquares;
    private final double[] polyWeights;
    private final double[] polyRange;
    private final double[] gradient;
    private final double[] most;
    private final double[] sum;
    private final Caution caution;

    /**
     * Of equal weights.
     *
     * @param candidates K, 2 or more
     * @param absolute whether the loss is the absolute error, else the squared one
     */
    public Aggregation(int candidates, int horizon, boolean absolute) {
        this.candidates = candidates;
        this.horizon = horizon;
        this.absolute = absolute;
        int size = Math.multiplyExact(candidates, horizon);
        softRegret = new double[size];
        softSquares = new double[size];
        softRange = new double[size];
        softWeights = new double[size];
        polyRegret = new double[size];
        polySquares = new double[size];
        polyWeights = new double[size];
        polyRange = new double[horizon];
        gradient = new double[horizon];
        most = new double[horizon];
        sum = new double[horizon];
        caution = new Caution(horizon);
        Arrays.fill(softWeights, 1.0 / candidates);
        Arrays.fill(polyWeights, 1.0 / candidates);
    }

    /**
     * What the candidates' weights make of their forecasts.
     *
     * @param forecasts K rows of H, not modified
     * @param soft H numbers, overwritten by BOA's combination
     * @param poly H numbers, overwritten by ML-Poly's
     */
    public void combine(double[][] forecasts, double[] soft, double[] poly) {
        mix(forecasts, softWeights, soft);
        mix(forecasts, polyWeights, poly);
    }

    /** What remains of a combination of a step beside the first candidate's forecast. */
    public double trust(int step) {
        return caution.trust(step);
    }

    private void mix(double[][] forecasts, double[] weights, double[] result) {
        Arrays.fill(result, 0, horizon, 0);
        for (int k = 0; k < candidates; k++) {
            double[] forecast = forecasts[k];
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                result[h] += weights[row + h] * forecast[h];
            }
        }
    }

    /**
     * Learns from a token and what was said of it: {@link DueRows} whose first K voices are the candidates, the next BOA's
     * combination and the one behind it ML-Poly's.
     *
     * @param steps how many of the steps ahead there were forecasts for
     */
    public void learn(DueRows said, long number, double token, int steps) {
        learnSoft(said, number, token, steps);
        learnPoly(said, number, token, steps);
        int plain = said.row(number, 0);
        int soft = said.row(number, candidates);
        int poly = said.row(number, candidates + 1);
        for (int h = 0; h < steps; h++) {
            double both = 0.5 * (said.data[soft + h] + said.data[poly + h]);
            caution.learn(h, loss(both - token), loss(said.data[plain + h] - token));
        }
    }

    private double loss(double error) {
        return absolute ? Math.abs(error) : error * error;
    }

    private void slope(DueRows said, int own, double token, int steps) {
        for (int h = 0; h < steps; h++) {
            double excess = said.data[own + h] - token;
            gradient[h] = absolute ? Math.signum(excess) : 2 * excess;
        }
    }

    private void learnSoft(DueRows said, long number, double token, int steps) {
        int own = said.row(number, candidates);
        slope(said, own, token, steps);
        Arrays.fill(most, 0, steps, 0);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            int voice = said.row(number, k);
            for (int h = 0; h < steps; h++) {
                double r = gradient[h] * (said.data[own + h] - said.data[voice + h]);
                softRange[row + h] = Math.max(softRange[row + h], Math.abs(r));
                softSquares[row + h] += r * r;
                most[h] = Math.max(most[h], softRange[row + h]);
            }
        }
        double spread = Math.log(candidates);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            int voice = said.row(number, k);
            for (int h = 0; h < steps; h++) {
                double r = gradient[h] * (said.data[own + h] - said.data[voice + h]);
                double rate = rate(row + h, h, spread);
                softRegret[row + h] += r - rate * r * r;
            }
        }
        weighSoftly(steps, spread);
    }

    private double rate(int at, int h, double spread) {
        double range = Math.max(softRange[at], NARROWEST * most[h]);
        return range == 0 ? 0 : Math.min(0.5 / range, Math.sqrt(spread / softSquares[at]));
    }

    /** Weights proportional to {@code rate exp(rate regret)}. */
    private void weighSoftly(int steps, double spread) {
        for (int h = 0; h < steps; h++) {
            if (most[h] == 0) {
                continue;
            }
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < candidates; k++) {
                int at = k * horizon + h;
                softWeights[at] = rate(at, h, spread) * softRegret[at];
                highest = Math.max(highest, softWeights[at]);
            }
            double total = 0;
            for (int k = 0; k < candidates; k++) {
                int at = k * horizon + h;
                softWeights[at] = rate(at, h, spread) * Exp2.of(Exp2.baseTwo(softWeights[at] - highest));
                total += softWeights[at];
            }
            for (int k = 0; k < candidates; k++) {
                softWeights[k * horizon + h] /= total;
            }
        }
    }

    private void learnPoly(DueRows said, long number, double token, int steps) {
        int own = said.row(number, candidates + 1);
        slope(said, own, token, steps);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            int voice = said.row(number, k);
            for (int h = 0; h < steps; h++) {
                double r = gradient[h] * (said.data[own + h] - said.data[voice + h]);
                polyRegret[row + h] += r;
                polySquares[row + h] += r * r;
                polyRange[h] = Math.max(polyRange[h], Math.abs(r));
            }
        }
        Arrays.fill(sum, 0, steps, 0);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < steps; h++) {
                double rate = polyRange[h] * polyRange[h] + polySquares[row + h];
                double weight = polyRegret[row + h] > 0 ? polyRegret[row + h] / rate : 0;
                polyWeights[row + h] = weight;
                sum[h] += weight;
            }
        }
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < steps; h++) {
                polyWeights[row + h] = sum[h] > 0 ? polyWeights[row + h] / sum[h] : 1.0 / candidates;
            }
        }
    }

    /**
     * After a change: regrets count a sixteenth of what they did beside those that come, as if in another unit, which moves no
     * weight; and none of BOA's is below a hundredth of the greatest (once what Herbster and Warmuth 1998 call fixed share).
     * Soon the new losses say what weighs.
     */
    public void relearn() {
        for (int i = 0; i < softRegret.length; i++) {
            softRegret[i] *= FADED;
            softSquares[i] *= FADED * FADED;
            softRange[i] *= FADED;
            polyRegret[i] = Math.max(0, polyRegret[i] * FADED);
            polySquares[i] *= FADED * FADED;
        }
        for (int h = 0; h < horizon; h++) {
            polyRange[h] *= FADED;
        }
        caution.fade(FADED);
        double spread = Math.log(candidates);
        for (int h = 0; h < horizon; h++) {
            most[h] = 0;
            for (int k = 0; k < candidates; k++) {
                most[h] = Math.max(most[h], softRange[k * horizon + h]);
            }
            if (most[h] > 0) {
                share(h, spread);
            }
        }
        weighSoftly(horizon, spread);
    }

    private void share(int h, double spread) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < candidates; k++) {
            int at = k * horizon + h;
            highest = Math.max(highest, rate(at, h, spread) * softRegret[at]);
        }
        for (int k = 0; k < candidates; k++) {
            int at = k * horizon + h;
            softRegret[at] = Math.max(softRegret[at], (highest + Math.log(LEAST)) / rate(at, h, spread));
        }
    }

    /** Of a candidate in the forecast of a step, which is from 0 on. */
    public double weight(int candidate, int step) {
        int at = candidate * horizon + step;
        double trust = caution.trust(step);
        return trust * 0.5 * (softWeights[at] + polyWeights[at]) + (candidate == 0 ? 1 - trust : 0);
    }

    void write(StateOutput out) throws IOException {
        for (double[] numbers : state()) {
            out.putDoubles(numbers, 0, numbers.length);
        }
        caution.write(out);
    }

    void read(StateInput in) throws IOException {
        for (double[] numbers : state()) {
            in.getDoubles(numbers, 0, numbers.length);
        }
        caution.read(in);
    }

    private double[][] state() {
        return new double[][]{softRegret, softSquares, softRange, softWeights, polyRegret, polySquares, polyWeights,
            polyRange};
    }

    static long bytes(long candidates, long horizon) {
        return (7 * candidates + 6) * horizon * Double.BYTES;
    }
}
