package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecaster;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.ExpiredTimerInfo;
import org.apache.spark.sql.streaming.ListState;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The forecaster of each key. Rows wait until the watermark has passed them, and are then taken in the order of their times, so
 * that neither batches nor their order matter. A key has one timer: for the earliest row that waits, or, where none does, for the
 * time when the key is forgotten.
 */
final class ForecastProcessor extends StatefulProcessor<String, Row, Row> {
    private static final long serialVersionUID = 1;
    private static final int MEAN = 4;

    private final Forecasting asked;
    private final List<String> values;
    private final long idleMillis;
    private final TaskReport report;
    private final StructType output;
    private transient ListState<Row> waiting;
    private transient ValueState<byte[]> state;

    ForecastProcessor(Forecasting asked, List<String> values, long idleMillis, TaskReport report, StructType output) {
        this.asked = asked;
        this.values = List.copyOf(values);
        this.idleMillis = idleMillis;
        this.report = report;
        this.output = output;
    }

    @Override
    public void init(OutputMode mode, TimeMode time) {
        StructType row = DataTypes.createStructType(
                List.of(DataTypes.createStructField(StreamForecasts.TIME, DataTypes.TimestampType, false),
                        DataTypes.createStructField(StreamForecasts.VALUES,
                                DataTypes.createArrayType(DataTypes.DoubleType), false)));
        waiting = getHandle().getListState("waiting", Encoders.row(row), TTLConfig.NONE());
        state = getHandle().getValueState("forecaster", Encoders.BINARY(), TTLConfig.NONE());
    }

    @Override
    public Iterator<Row> handleInputRows(String key, Iterator<Row> rows, TimerValues timers) {
        report.task();
        List<Row> bad = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.isNullAt(0)) {
                bad.add(refused(null, row.getTimestamp(1), "the key is null"));
            } else if (row.isNullAt(1)) {
                bad.add(refused(key, null, "the time is null"));
            } else {
                waiting.appendValue(RowFactory.create(row.getTimestamp(1), row.get(2)));
            }
        }
        schedule();
        return CollectionConverters.asScala(bad.iterator());
    }

    @Override
    public Iterator<Row> handleExpiredTimer(String key, TimerValues timers, ExpiredTimerInfo expired) {
        report.task();
        long watermark = timers.getCurrentWatermarkInMs();
        List<Row> due = new ArrayList<>();
        List<Row> left = new ArrayList<>();
        CollectionConverters.asJava(waiting.get())
                .forEachRemaining(row -> (row.getTimestamp(0).getTime() <= watermark ? due : left).add(row));
        if (due.isEmpty() && left.isEmpty()) {
            // Nobody has come for so long.
            state.clear();
            return CollectionConverters.asScala(List.<Row>of().iterator());
        }
        due.sort(Comparator.comparing(row -> row.getTimestamp(0)));
        List<Row> said = new ArrayList<>();
        KeyState own = state.exists() ? KeyState.read(state.get()) : new KeyState(asked.forecaster(values.size()));
        for (Row row : due) {
            // Whether or not the timer came first: it depends on how rows are spread over batches.
            if (own.idleSince() + idleMillis < row.getTimestamp(0).getTime()) {
                own = new KeyState(asked.forecaster(values.size()));
            }
            said.add(take(key, own, row));
        }
        state.update(own.bytes());
        if (left.isEmpty()) {
            waiting.clear();
        } else {
            waiting.put(left.toArray(new Row[0]));
        }
        schedule(own);
        return CollectionConverters.asScala(said.iterator());
    }

    private Row take(String key, KeyState own, Row row) {
        Timestamp time = row.getTimestamp(0);
        try {
            if (!own.precedes(time)) {
                throw new BadSequenceException("there was a row at " + own.newest() + " already");
            }
            double[] token = token(row.getList(1));
            own.sequence().observe(token);
            own.newest(time);
        } catch (BadSequenceException e) {
            return refused(key, time, e.getMessage());
        }
        Forecaster forecaster = own.forecaster();
        Object[] said = new Object[output.length()];
        said[0] = key;
        said[1] = time;
        said[2] = forecaster.surprise();
        said[3] = forecaster.alarm();
        Row forecast = ForecastColumns.row(asked, own.sequence(), true);
        for (int i = 0; i < forecast.length(); i++) {
            said[MEAN + i] = forecast.get(i);
        }
        return RowFactory.create(said);
    }

    private double[] token(List<Double> numbers) {
        double[] token = new double[values.size()];
        for (int c = 0; c < token.length; c++) {
            Double value = numbers.get(c);
            if (value == null || !Double.isFinite(value)) {
                throw new BadSequenceException(values.get(c) + " is " + (value == null ? "null" : "not finite"));
            }
            token[c] = value;
        }
        return token;
    }

    private Row refused(String key, Timestamp time, String reason) {
        if (asked.failing()) {
            throw new BadSequenceException("key " + key + (time == null ? "" : " at " + time) + ": " + reason);
        }
        Object[] row = new Object[output.length()];
        row[0] = key;
        row[1] = time;
        row[row.length - 1] = reason;
        return RowFactory.create(row);
    }

    private void schedule() {
        schedule(null);
    }

    /** @param own to be forgotten in time if nothing waits; null where something does */
    private void schedule(KeyState own) {
        long earliest = Long.MAX_VALUE;
        for (java.util.Iterator<Row> rows = CollectionConverters.asJava(waiting.get()); rows.hasNext();) {
            earliest = Math.min(earliest, rows.next().getTimestamp(0).getTime());
        }
        if (earliest == Long.MAX_VALUE && own == null) {
            return;
        }
        long at = earliest < Long.MAX_VALUE ? earliest : own.idleSince() + idleMillis;
        CollectionConverters.asJava(getHandle().listTimers())
                .forEachRemaining(timer -> getHandle().deleteTimer((Long) timer));
        getHandle().registerTimer(at);
    }
}
