package io.github.foretoken.forecast;

import io.github.foretoken.internal.forecast.ForecastEngine;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a {@link Forecaster}'s forecasts are made of at a moment. Immutable.
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

    /** Names of the candidates. */
    public List<String> candidates() {
        return candidates;
    }

    /** In tokens; 0 if there is none. */
    public int season() {
        return season;
    }

    /**
     * What each candidate weighs in a forecast, 0 or more and 1 in sum, as a new array.
     *
     * @param column from 0 on
     * @param step from 1 to the horizon
     */
    public double[] weights(int column, int step) {
        return weights[Objects.checkIndex(column, weights.length)][Objects.checkIndex(step - 1, horizon)].clone();
    }

    /**
     * What a change of 1 at lag 1, 2, ... adds to a forecast of the seasonal candidate, as a new array.
     *
     * @param column from 0 on
     * @param step from 1 to the horizon
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
