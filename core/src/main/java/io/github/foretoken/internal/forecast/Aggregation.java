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

    private final Loops loops;
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
    /** Work space, as are all below. */
    private final double[] regret;
    private final double[] rate;
    private final double[] power;
    private final double[] gradient;
    private final double[] most;
    private final double[] sum;
    private final Caution caution;

    /**
     * Of equal weights, on the loops that suit the most work.
     *
     * @param candidates K, 2 or more
     * @param absolute whether the loss is the absolute error, else the squared one
     */
    public Aggregation(int candidates, int horizon, boolean absolute) {
        this(new Loops(Double.MAX_VALUE), candidates, horizon, absolute);
    }

    /** The same on loops that others use, too. */
    Aggregation(Loops loops, int candidates, int horizon, boolean absolute) {
        this.loops = loops;
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
        regret = new double[size];
        rate = new double[size];
        power = new double[size];
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

    /**
     * {@code r(k)} of a combination for all candidates and steps, 0 for steps of which nothing was said: they change nothing.
     *
     * @param voice the combination's
     */
    private void regrets(DueRows said, long number, int voice, double token, int steps) {
        int own = said.row(number, voice);
        for (int h = 0; h < steps; h++) {
            double excess = said.data[own + h] - token;
            gradient[h] = absolute ? Math.signum(excess) : 2 * excess;
        }
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            int other = said.row(number, k);
            for (int h = 0; h < steps; h++) {
                regret[row + h] = gradient[h] * (said.data[own + h] - said.data[other + h]);
            }
            Arrays.fill(regret, row + steps, row + horizon, 0);
        }
    }

    private void learnSoft(DueRows said, long number, double token, int steps) {
        regrets(said, number, candidates, token, steps);
        int size = regret.length;
        for (int i = 0; i < size; i++) {
            softRange[i] = Math.max(softRange[i], Math.abs(regret[i]));
            softSquares[i] += regret[i] * regret[i];
        }
        rates();
        for (int i = 0; i < size; i++) {
            softRegret[i] += regret[i] - rate[i] * regret[i] * regret[i];
        }
        weighSoftly();
    }

    /** From ranges and squares, with the widest range of each step. */
    private void rates() {
        greatest(softRange, most, 0);
        repeat(most, rate);
        double spread = Math.log(candidates);
        for (int i = 0; i < rate.length; i++) {
            rate[i] = rate(Math.max(softRange[i], NARROWEST * rate[i]), softSquares[i], spread);
        }
    }

    /** Of each step over the candidates, no less than a number. */
    private void greatest(double[] of, double[] result, double least) {
        Arrays.fill(result, least);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                result[h] = Math.max(result[h], of[row + h]);
            }
        }
    }

    /** One number a step for each candidate. */
    private void repeat(double[] numbers, double[] result) {
        for (int k = 0; k < candidates; k++) {
            System.arraycopy(numbers, 0, result, k * horizon, horizon);
        }
    }

    private static double rate(double range, double squares, double spread) {
        return range == 0 ? 0 : Math.min(0.5 / range, Math.sqrt(spread / squares));
    }

    /** Weights proportional to {@code rate exp(rate regret)}; as they were where all candidates have been alike. */
    private void weighSoftly() {
        int size = power.length;
        // The regrets of this token are not needed any more.
        double[] score = regret;
        for (int i = 0; i < size; i++) {
            score[i] = rate[i] * softRegret[i];
        }
        greatest(score, sum, Double.NEGATIVE_INFINITY);
        repeat(sum, power);
        for (int i = 0; i < size; i++) {
            power[i] = Exp2.baseTwo(score[i] - power[i]);
        }
        loops.elementwise().exp2(power, 0, size);
        Arrays.fill(sum, 0);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                power[row + h] *= rate[row + h];
                sum[h] += power[row + h];
            }
        }
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                softWeights[row + h] = most[h] == 0 ? softWeights[row + h] : power[row + h] / sum[h];
            }
        }
    }

    private void learnPoly(DueRows said, long number, double token, int steps) {
        regrets(said, number, candidates + 1, token, steps);
        int size = regret.length;
        for (int i = 0; i < size; i++) {
            polyRegret[i] += regret[i];
            polySquares[i] += regret[i] * regret[i];
            regret[i] = Math.abs(regret[i]);
        }
        greatest(regret, most, 0);
        for (int h = 0; h < horizon; h++) {
            polyRange[h] = Math.max(polyRange[h], most[h]);
        }
        repeat(polyRange, rate);
        for (int i = 0; i < size; i++) {
            double range = rate[i] * rate[i] + polySquares[i];
            polyWeights[i] = polyRegret[i] > 0 ? polyRegret[i] / range : 0;
        }
        Arrays.fill(sum, 0);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                sum[h] += polyWeights[row + h];
            }
        }
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
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
        rates();
        for (int h = 0; h < horizon; h++) {
            if (most[h] > 0) {
                share(h);
            }
        }
        weighSoftly();
    }

    private void share(int h) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < candidates; k++) {
            int at = k * horizon + h;
            highest = Math.max(highest, rate[at] * softRegret[at]);
        }
        for (int k = 0; k < candidates; k++) {
            int at = k * horizon + h;
            softRegret[at] = Math.max(softRegret[at], (highest + Math.log(LEAST)) / rate[at]);
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
        return (10 * candidates + 6) * horizon * Double.BYTES;
    }
}
