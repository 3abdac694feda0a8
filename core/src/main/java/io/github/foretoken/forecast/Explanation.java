package io.github.foretoken.forecast;

import io.github.foretoken.internal.forecast.ForecastEngine;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a {@link Forecaster}'s forecasts are made of at a moment. Immutable.
 *
 * {@snippet lang = java :
 * Explanation explanation = forecaster.explain();
 * double[] weights = explanation.weights(0, 1);  // of the first column, one step ahead
 * for (int k = 0; k < weights.length; k++) {
 *     System.out.println(explanation.candidates().get(k) + " " + weights[k]);
 * }
 * }
 */
public final class Explanation {
    private final int season;
    private final int horizon;
    private final List<String> candidates;
    /** By column, step and candidate. */
    private final double[][][] weights;
    /** By column, step and lag. */
    private final double[][][] lags;

    private Explanation(int season, int horizon, List<String> candidates, double[][][] weights, double[][][] lags) {
        this.season = season;
        this.horizon = horizon;
        this.candidates = candidates;
        this.weights = weights;
        this.lags = lags;
    }

    static Explanation of(ForecastEngine engine) {
        int d = engine.settings().dimension();
        int horizon = engine.settings().horizon();
        double[][][] weights = new double[d][horizon][];
        double[][][] lags = new double[d][horizon][];
        for (int c = 0; c < d; c++) {
            for (int h = 0; h < horizon; h++) {
                weights[c][h] = engine.weights(c, h);
                lags[c][h] = engine.lagWeights(c, h);
            }
        }
        return new Explanation(engine.season(), horizon, ForecastEngine.candidates(), weights, lags);
    }

    /** {@return the names of the candidates, in the order of {@link #weights}; unmodifiable} */
    public List<String> candidates() {
        return candidates;
    }

    /** {@return the season in tokens; 0 if there is none} */
    public int season() {
        return season;
    }

    /**
     * What each candidate weighs in a forecast.
     *
     * @param column from 0 to d - 1
     * @param step from 1, the next token, to the horizon
     * @return a number for each of {@link #candidates}, 0 or more and 1 in sum, as a new array
     * @throws IndexOutOfBoundsException if there is no such column or step
     */
    public double[] weights(int column, int step) {
        return weights[Objects.checkIndex(column, weights.length)][Objects.checkIndex(step - 1, horizon)].clone();
    }

    /**
     * What a change of 1 at each lag adds to a forecast of the seasonal candidate.
     *
     * @param column from 0 to d - 1
     * @param step from 1, the next token, to the horizon
     * @return a number for each lag, that of lag 1 first, as a new array
     * @throws IndexOutOfBoundsException if there is no such column or step
     */
    public double[] lags(int column, int step) {
        return lags[Objects.checkIndex(column, lags.length)][Objects.checkIndex(step - 1, horizon)].clone();
    }

    /** The season, and the mean weight of each candidate, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(season == 0 ? "no season" : "season of " + season + " tokens");
        for (int k = 0; k < candidates.size(); k++) {
            double sum = 0;
            for (double[][] column : weights) {
                for (double[] step : column) {
                    sum += step[k];
                }
            }
            text.append(String.format(Locale.ROOT, "%n%-16s %.3f", candidates.get(k),
                    sum / ((double) weights.length * horizon)));
        }
        return text.toString();
    }
}
