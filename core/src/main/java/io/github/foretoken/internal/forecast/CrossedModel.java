package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/** Each column forecast from the newest changes of all of them: one covariance, and a map for each column and step. */
final class CrossedModel {
    /** Features, about, whatever the number of columns. */
    static final int SIZE = 224;
    private static final double RIDGE = 64;

    private final int lags;
    private final int dimension;
    private final GainHistory history;
    private final HorizonMap[] maps;
    private final double[] feature;

    /**
     * @param season or null
     */
    CrossedModel(Loops loops, Settings settings, Season season) {
        int columns = settings.dimension();
        lags = lags(columns);
        dimension = dimension(columns, season);
        history = new GainHistory(loops, dimension, settings.horizon(), RIDGE, LagModel.SLOW);
        maps = new HorizonMap[columns];
        Arrays.setAll(maps, c -> new HorizonMap(loops, dimension, settings.horizon()));
        feature = new double[history.stride()];
    }

    private static int lags(int columns) {
        return Clamp.between(SIZE / columns - 7, 4, ColumnModel.LAGS);
    }

    private static int dimension(int columns, Season season) {
        return columns * (lags(columns) + 4 + (season == null ? 0 : 2)) + (season == null ? 0 : Season.phases());
    }

    /** See {@link LagModel#relearn}. */
    void relearn(long tokens) {
        history.forget(LagModel.share(dimension, Math.min((double) tokens, 1 / (1 - LagModel.SLOW))));
    }

    /** Learns a column's token. */
    void learn(int index, ColumnModel column, long number, double token) {
        maps[index].learn(token, column.ensemble().said(), column.ensemble().persistenceRow(number));
    }

    /** Forecasts all columns that have a unit, into what they hold for it. */
    void forecast(ColumnModel[] columns, long tokens, Season season) {
        Arrays.fill(feature, 0);
        int stride = (dimension - (season == null ? 0 : Season.phases())) / columns.length;
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].ready()) {
                fill(columns[c], c * stride, season);
            }
        }
        if (season != null) {
            season.phases(tokens, feature, columns.length * stride);
        }
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].ready()) {
                double[] forecast = columns[c].ensemble().forecast(Candidates.CROSSED);
                maps[c].forecast(history, feature, forecast);
                columns[c].bound(forecast, columns[c].ring().get(0));
            }
        }
        history.push(feature);
    }

    private void fill(ColumnModel column, int at, Season season) {
        SeriesRing ring = column.ring();
        ring.increments(feature, at, lags);
        column.longAverages().differences(0, ring.get(0), feature, at + lags);
        if (season != null) {
            ring.seasons(season.length(), 1, feature, at + lags + 4);
        }
    }

    void write(StateOutput out) throws IOException {
        history.write(out);
        for (HorizonMap map : maps) {
            map.write(out);
        }
    }

    void read(StateInput in) throws IOException {
        history.read(in);
        for (HorizonMap map : maps) {
            map.read(in);
        }
    }

    static long bytes(Settings settings, Season season) {
        long dimension = dimension(settings.dimension(), season);
        return GainHistory.bytes(dimension, settings.horizon())
                + settings.dimension() * HorizonMap.bytes(dimension, settings.horizon());
    }
}
