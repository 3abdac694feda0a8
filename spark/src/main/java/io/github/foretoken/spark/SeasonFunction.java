package io.github.foretoken.spark;

import org.apache.spark.sql.api.java.UDF1;

/** From a sequence to the season found in it, 0 for none; null for one that cannot be used. */
final class SeasonFunction implements UDF1<Object, Integer> {
    private static final long serialVersionUID = 1;

    private final Forecasting asked;
    private final TaskReport report;

    SeasonFunction(Forecasting asked, TaskReport report) {
        this.asked = asked;
        this.report = report;
    }

    @Override
    public Integer call(Object values) {
        report.task();
        try {
            return SequenceForecast.of(Tokens.of(values, true), asked).season();
        } catch (BadSequenceException e) {
            if (asked.failing()) {
                throw e;
            }
            return null;
        }
    }
}
