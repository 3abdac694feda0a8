package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Convex combinations of K candidates, one combination for each step ahead, whose loss stays close to the best candidate's:
 * the mean of two algorithms that both learn from the gradient at their own forecast, which is why the regret is against the
 * best fixed combination too: {@link BernsteinWeights} and {@link PolynomialWeights}. Both are free of parameters and of
 * scale. O(K H) a token. How far both are trusted beside the first candidate is a matter of {@link Caution}.
 */
public final class Aggregation {
    /** See {@link #relearn}. */
    static final double FADED = 1.0 / 16;

    private final int candidates;
    private final int horizon;
    private final boolean absolute;
    private final BernsteinWeights soft;
    private final PolynomialWeights poly;
    private final Caution caution;
    /** Work space, K rows of H. */
    private final double[] regret;
    private final double[] gradient;

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
        this.candidates = candidates;
        this.horizon = horizon;
        this.absolute = absolute;
        CandidateRows rows = new CandidateRows(candidates, horizon);
        soft = new BernsteinWeights(loops, rows);
        poly = new PolynomialWeights(rows);
        caution = new Caution(horizon);
        regret = rows.numbers();
        gradient = new double[horizon];
    }

    /**
     * What the candidates' weights make of their forecasts.
     *
     * @param forecasts K rows of H, not modified
     * @param soft H numbers, overwritten by BOA's combination
     * @param poly H numbers, overwritten by ML-Poly's
     */
    public void combine(double[][] forecasts, double[] soft, double[] poly) {
        mix(forecasts, this.soft.weights, soft);
        mix(forecasts, this.poly.weights, poly);
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
        regrets(said, number, candidates, token, steps);
        soft.learn(regret);
        regrets(said, number, candidates + 1, token, steps);
        poly.learn(regret);
        int plain = said.row(number, 0);
        int first = said.row(number, candidates);
        int second = said.row(number, candidates + 1);
        for (int h = 0; h < steps; h++) {
            double both = 0.5 * (said.data[first + h] + said.data[second + h]);
            caution.learn(h, loss(both - token), loss(said.data[plain + h] - token));
        }
    }

    private double loss(double error) {
        return absolute ? Math.abs(error) : error * error;
    }

    /**
     * {@code r(k) = l'(p) (p - f(k))} at a combination's forecast p for all candidates and steps, 0 for steps of which nothing
     * was said: they change nothing.
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

    /**
     * After a change: regrets count a sixteenth of what they did beside those that come, as if in another unit, which moves no
     * weight; and none of BOA's is below a hundredth of the greatest (once what Herbster and Warmuth 1998 call fixed share).
     * Soon the new losses say what weighs.
     */
    public void relearn() {
        soft.relearn();
        poly.relearn();
        caution.fade(FADED);
    }

    /**
     * A candidate begins anew and has forgotten what earned its weight: of BOA's it keeps a hundredth of the
     * greatest, if it has as much, and of ML-Poly's none: the others have it. Then its forecasts earn it anew.
     */
    void restart(int candidate) {
        soft.restart(candidate);
        poly.restart(candidate);
    }

    /** Of a candidate in the forecast of a step, which is from 0 on. */
    public double weight(int candidate, int step) {
        int at = candidate * horizon + step;
        double trust = caution.trust(step);
        return trust * 0.5 * (soft.weights[at] + poly.weights[at]) + (candidate == 0 ? 1 - trust : 0);
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

    private List<double[]> state() {
        return Stream.of(soft.state(), poly.state()).flatMap(Arrays::stream).toList();
    }

    static long bytes(long candidates, long horizon) {
        return (10 * candidates + 6) * horizon * Double.BYTES;
    }
}
