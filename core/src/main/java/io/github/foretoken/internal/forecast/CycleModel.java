package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The mean course of a cycle, of a week say, in which later cycles count more, and a linear map on how the newest values
 * deviated from it: forecasts are relative to the course. Says nothing before each phase has been seen.
 */
final class CycleModel {
    private static final double NEWEST = 0.2;
    private static final int LAGS = 12;
    private static final int DIMENSION = LAGS + 4;

    private final double[] course;
    private final long[] seen;
    private int unseen;
    private final SeriesRing deviations = new SeriesRing(LAGS + 1);
    private final Averages averages;
    private final LagModel model;

    CycleModel(Loops loops, int cycle, int season, int horizon) {
        course = new double[cycle];
        seen = new long[cycle];
        unseen = cycle;
        averages = new Averages(Math.max(2, season / 4), season, cycle);
        model = new LagModel(loops, DIMENSION, horizon, LagModel.SLOW, true);
    }

    /** Whether each phase is known. */
    boolean ready() {
        return unseen == 0;
    }

    /**
     * @param number of the token, counted from 0
     */
    void push(long number, double value) {
        int phase = (int) (number % course.length);
        double deviation = seen[phase] == 0 ? 0 : value - course[phase];
        deviations.push(deviation);
        averages.push(deviation);
        if (seen[phase]++ == 0) {
            unseen--;
        }
        course[phase] += Math.max(1.0 / seen[phase], NEWEST) * (value - course[phase]);
    }

    /**
     * Forecasts after that many tokens.
     *
     * @param base H numbers, overwritten by the course ahead
     * @param forecast H numbers, overwritten
     */
    void forecast(long tokens, double[] base, double[] forecast) {
        deviations.increments(model.feature, 0, LAGS);
        double deviation = deviations.get(0);
        model.feature[LAGS] = deviation;
        averages.differences(0, deviation, model.feature, LAGS + 1);
        model.forecast(forecast);
        for (int h = 0; h < base.length; h++) {
            base[h] = course[(int) ((tokens + h) % course.length)];
            forecast[h] += base[h];
        }
    }

    /** See {@link LagModel#relearn}. */
    void relearn(long tokens) {
        model.relearn(tokens);
    }

    void learn(double token, double[] base, int offset) {
        model.learn(token, base, offset);
    }

    /** Of what was pushed so far, before anything was learned from it. */
    void scale(double by) {
        for (int i = 0; i < course.length; i++) {
            course[i] *= by;
        }
        deviations.scale(by);
        averages.scale(by);
    }

    void write(StateOutput out) throws IOException {
        out.putDoubles(course, 0, course.length);
        for (long times : seen) {
            out.putLong(times);
        }
        deviations.write(out);
        averages.write(out);
        model.write(out);
    }

    void read(StateInput in) throws IOException {
        in.getDoubles(course, 0, course.length);
        unseen = 0;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = in.getSize("cycles");
            unseen += seen[i] == 0 ? 1 : 0;
        }
        deviations.read(in);
        averages.read(in);
        model.read(in);
    }

    static long bytes(long cycle, long horizon) {
        return 2 * cycle * Double.BYTES + LagModel.bytes(DIMENSION, horizon);
    }
}
