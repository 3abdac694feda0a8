package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Takes a sequence token by token, and says what comes next; beside it counts the squared errors of forecasts of one step, and
 * persistence's. Of tokens that come before it had a forecast nothing is scored.
 */
final class SequenceForecast {
    private final Forecaster forecaster;
    private final double[] ahead;
    private final double[] newest;
    private double errors;
    private double persistenceErrors;

    SequenceForecast(Forecaster forecaster) {
        this.forecaster = forecaster;
        ahead = new double[forecaster.dimension()];
        newest = new double[forecaster.dimension()];
    }

    /**
     * After all tokens of a sequence.
     *
     * @param tokens T x d, T and d not 0
     */
    static SequenceForecast of(double[][] tokens, Forecasting asked) {
        SequenceForecast sequence = new SequenceForecast(asked.forecaster(tokens[0].length));
        for (double[] token : tokens) {
            sequence.observe(token);
        }
        return sequence;
    }

    /** One that goes on from where a forecaster is, with sums and a newest token that were written. */
    SequenceForecast(Forecaster forecaster, double[] sums, double[] newest) {
        this(forecaster);
        errors = sums[0];
        persistenceErrors = sums[1];
        forecaster.mean(1, ahead);
        System.arraycopy(newest, 0, this.newest, 0, newest.length);
    }

    /** Writes the sums and the newest token. */
    void write(DataOutputStream out) throws IOException {
        out.writeDouble(errors);
        out.writeDouble(persistenceErrors);
        out.writeInt(newest.length);
        for (double value : newest) {
            out.writeDouble(value);
        }
    }

    /**
     * Takes the next token.
     *
     * @param token d finite numbers
     * @throws BadSequenceException if a number is too large
     */
    void observe(double[] token) {
        if (forecaster.observed() > 0) {
            errors += squares(token, ahead);
            persistenceErrors += squares(token, newest);
        }
        try {
            forecaster.observe(token);
        } catch (IllegalArgumentException e) {
            throw new BadSequenceException(e.getMessage(), e);
        }
        forecaster.mean(1, ahead);
        System.arraycopy(token, 0, newest, 0, token.length);
    }

    private static double squares(double[] token, double[] said) {
        double sum = 0;
        for (int c = 0; c < token.length; c++) {
            sum += (token[c] - said[c]) * (token[c] - said[c]);
        }
        return sum;
    }

    /** The season that was found or given, 0 for none. */
    int season() {
        return forecaster.season();
    }

    Forecast forecast() {
        return forecaster.forecast();
    }

    /** Mean squared error of one step, over tokens and columns; null before the second token. */
    Double error() {
        return mean(errors);
    }

    /** Persistence's. */
    Double persistenceError() {
        return mean(persistenceErrors);
    }

    private Double mean(double sum) {
        long scored = (forecaster.observed() - 1) * ahead.length;
        return scored <= 0 ? null : sum / scored;
    }

    /** H x d: a row a step, from 1 on. */
    static double[][] rows(Forecast forecast, IntFunction<double[]> ofStep) {
        double[][] rows = new double[forecast.horizon()][];
        Arrays.setAll(rows, h -> ofStep.apply(h + 1));
        return rows;
    }
}
