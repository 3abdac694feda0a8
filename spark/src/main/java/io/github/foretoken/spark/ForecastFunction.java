package io.github.foretoken.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;

/** From a sequence to a forecast of it; as a function of two arguments, of that many steps. */
final class ForecastFunction implements UDF1<Object, Row>, UDF2<Object, Integer, Row> {
    private static final long serialVersionUID = 1;

    private final Forecasting asked;
    private final boolean several;
    private final TaskReport report;

    /** @param several whether tokens are arrays */
    ForecastFunction(Forecasting asked, boolean several, TaskReport report) {
        this.asked = asked;
        this.several = several;
        this.report = report;
    }

    @Override
    public Row call(Object values) {
        return call(values, asked);
    }

    @Override
    public Row call(Object values, Integer steps) {
        if (steps == null) {
            throw new IllegalArgumentException("the number of steps is null");
        }
        Forecasting wanted = Forecasting.ofSteps(steps).withLevels(asked.levels());
        return call(values, asked.failing() ? wanted.failingOnBadRows() : wanted);
    }

    private Row call(Object values, Forecasting wanted) {
        report.task();
        try {
            return ForecastColumns.row(wanted, SequenceForecast.of(Tokens.of(values, several), wanted), several);
        } catch (BadSequenceException e) {
            if (wanted.failing()) {
                throw e;
            }
            return ForecastColumns.none(wanted, e.getMessage());
        }
    }
}
