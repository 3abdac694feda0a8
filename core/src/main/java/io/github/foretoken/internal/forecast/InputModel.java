package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * A column with inputs that are known ahead. What a change of each input adds to the column is a regression on such changes
 * beside the column's own; a second one forecasts what is left without that; and what the inputs of a step will add is added.
 */
final class InputModel {
    private final int inputs;
    private final int own;
    /** One step ahead, on the column's newest changes and the next ones of the inputs. */
    private final LagModel effects;
    private final double[] nextChange = new double[1];
    private final SeriesRing rest;
    private final Averages averages;
    private final LagModel model;
    private final int lags;

    /**
     * @param own features of the column beside the inputs' in the regression
     */
    InputModel(Loops loops, int inputs, int horizon, int own, int lags, double[] spans) {
        this.inputs = inputs;
        this.own = own;
        this.lags = lags;
        effects = new LagModel(loops, own + inputs, 1, LagModel.SLOW, false);
        rest = new SeriesRing(lags + 1);
        averages = new Averages(spans);
        model = new LagModel(loops, lags + spans.length, horizon, LagModel.SLOW, true);
    }

    private double effect(double[] values, int from) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += effects.weight(own + i, 0) * values[from + i];
        }
        return sum;
    }

    /**
     * Learns a token from what was said of it, before it is pushed.
     *
     * @param inputs of that token, not modified
     */
    void learn(double token, KnownInputs inputs, Ensemble ensemble, long number) {
        model.learn(token - effect(inputs.current, 0), ensemble.said(), ensemble.adjustedRow(number));
        effects.learn(token, ensemble.said(), ensemble.persistenceRow(number));
    }

    /** Appends a token. */
    void push(double token, KnownInputs inputs) {
        double left = token - effect(inputs.current, 0);
        rest.push(left);
        averages.push(left);
    }

    /**
     * Forecasts the column, its inputs included.
     *
     * @param features of the column, of which the first are those of the regression; not modified
     * @param forecast H numbers, overwritten
     * @param base H numbers, overwritten by what the second regression is relative to
     */
    void forecast(double[] features, KnownInputs inputs, double[] forecast, double[] base) {
        System.arraycopy(features, 0, effects.feature, 0, own);
        for (int i = 0; i < this.inputs; i++) {
            effects.feature[own + i] = inputs.ahead[i] - inputs.current[i];
        }
        effects.forecast(nextChange);
        double newest = rest.get(0);
        rest.increments(model.feature, 0, lags);
        averages.differences(0, newest, model.feature, lags);
        model.forecast(forecast);
        for (int h = 0; h < forecast.length; h++) {
            base[h] = newest;
            forecast[h] += newest + effect(inputs.ahead, h * this.inputs);
        }
    }

    /** See {@link LagModel#relearn}. */
    void relearn(long tokens) {
        effects.relearn(tokens);
        model.relearn(tokens);
    }

    void write(StateOutput out) throws IOException {
        effects.write(out);
        rest.write(out);
        averages.write(out);
        model.write(out);
    }

    void read(StateInput in) throws IOException {
        effects.read(in);
        rest.read(in);
        averages.read(in);
        model.read(in);
    }

    /** In another unit, before anything was learned. */
    void scale(double by) {
        rest.scale(by);
        averages.scale(by);
    }

    static long bytes(long inputs, long horizon, long own, long dimension) {
        return LagModel.bytes(own + inputs, 1) + LagModel.bytes(dimension, horizon);
    }
}
