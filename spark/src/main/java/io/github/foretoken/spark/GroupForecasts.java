package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * See {@link Foretoken#forecastByKey}. Rows are sorted by key and time within partitions, which Spark does on disk where they do
 * not fit memory, and read one by one: a task holds one forecaster and one row.
 */
final class GroupForecasts implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final List<String> keys;
    private final String time;
    private final List<String> values;
    private final Forecasting asked;
    private final TaskReport report;
    private final StructType output;

    GroupForecasts(StructType input, List<String> keys, String time, List<String> values, Forecasting asked,
            TaskReport report) {
        this.keys = List.copyOf(keys);
        this.time = time;
        this.values = List.copyOf(values);
        this.asked = asked;
        this.report = report;
        InputColumns.requireNumbers(input, values);
        for (String name : keys) {
            if (InputColumns.field(input, name).dataType() instanceof BinaryType) {
                throw new IllegalArgumentException(
                        "column " + name + " is binary, which is no key; take hex(" + name + ")");
            }
        }
        requireOrder(time, InputColumns.field(input, time).dataType());
        output = output(input);
        requireDifferent(output);
    }

    private static void requireOrder(String time, DataType type) {
        if (!(type instanceof NumericType || type instanceof TimestampType || type instanceof TimestampNTZType
                || type instanceof DateType)) {
            throw new IllegalArgumentException("column " + time + " is " + type.simpleString()
                    + ", whose order may not be that of time; cast it to a timestamp, a date or a number");
        }
    }

    private static void requireDifferent(StructType output) {
        Set<String> seen = new HashSet<>();
        for (String name : output.fieldNames()) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the result would have two columns " + name + "; rename yours");
            }
        }
    }

    private StructType output(StructType input) {
        List<StructField> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(InputColumns.field(input, key)));
        fields.add(DataTypes.createStructField("step", DataTypes.IntegerType, true));
        fields.add(DataTypes.createStructField("after", InputColumns.field(input, time).dataType(), true));
        for (String name : values) {
            fields.add(DataTypes.createStructField(name, DataTypes.DoubleType, true));
            for (double level : asked.levels()) {
                String text = Forecasting.text(level);
                fields.add(DataTypes.createStructField(name + "_lower" + text, DataTypes.DoubleType, true));
                fields.add(DataTypes.createStructField(name + "_upper" + text, DataTypes.DoubleType, true));
            }
        }
        fields.add(DataTypes.createStructField("mse", DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField("persistence_mse", DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField("reason", DataTypes.StringType, true));
        return DataTypes.createStructType(fields);
    }

    Dataset<Row> of(Dataset<Row> rows) {
        Column[] order = Stream.concat(keys.stream(), Stream.of(time)).map(Foretoken::column).toArray(Column[]::new);
        Column[] used = Stream
                .concat(Stream.of(order),
                        values.stream().map(name -> Foretoken.column(name).cast(DataTypes.DoubleType)))
                .toArray(Column[]::new);
        Column[] groups = keys.stream().map(Foretoken::column).toArray(Column[]::new);
        Dataset<Row> chosen = rows.select(used);
        Dataset<Row> grouped = groups.length == 0 ? chosen.coalesce(1) : chosen.repartition(groups);
        return grouped.sortWithinPartitions(order).mapPartitions(this, Encoders.row(output));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            private final Deque<Row> ready = new ArrayDeque<>();
            private Row next = rows.hasNext() ? rows.next() : null;

            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && next != null) {
                    Group group = new Group(next);
                    while (next != null && group.has(next)) {
                        group.take(next);
                        next = rows.hasNext() ? rows.next() : null;
                    }
                    group.finish(ready);
                }
                return !ready.isEmpty();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.remove();
            }
        };
    }

    /** The rows of one key, in order. */
    private final class Group {
        private final Row first;
        private final double[] token = new double[values.size()];
        private final SequenceForecast sequence = new SequenceForecast(asked.forecaster(token.length));
        private Object newest;
        private String reason;

        Group(Row first) {
            this.first = first;
            report.task();
        }

        boolean has(Row row) {
            for (int i = 0; i < keys.size(); i++) {
                if (!Objects.equals(first.get(i), row.get(i))) {
                    return false;
                }
            }
            return true;
        }

        void take(Row row) {
            if (reason != null) {
                return;
            }
            try {
                Object at = row.get(keys.size());
                require(at);
                for (int c = 0; c < token.length; c++) {
                    int column = keys.size() + 1 + c;
                    token[c] = row.isNullAt(column) ? Double.NaN : row.getDouble(column);
                    if (!Double.isFinite(token[c])) {
                        throw new BadSequenceException(
                                values.get(c) + " at " + at + " is " + (row.isNullAt(column) ? "null" : "not finite"));
                    }
                }
                sequence.observe(token);
                newest = at;
            } catch (BadSequenceException e) {
                if (asked.failing()) {
                    throw e;
                }
                reason = e.getMessage();
            }
        }

        private void require(Object at) {
            if (at == null) {
                throw new BadSequenceException(time + " of a row is null");
            }
            if (at instanceof Number number && Double.isNaN(number.doubleValue())) {
                throw new BadSequenceException(time + " of a row is NaN");
            }
            if (at.equals(newest)) {
                throw new BadSequenceException("there are two rows at " + at + ", whose order is not known");
            }
        }

        void finish(Deque<Row> rows) {
            if (reason != null) {
                Object[] row = new Object[output.length()];
                key(row);
                row[row.length - 1] = reason;
                rows.add(RowFactory.create(row));
                return;
            }
            Forecast forecast = sequence.forecast();
            for (int step = 1; step <= asked.horizon(); step++) {
                rows.add(row(forecast, step));
            }
        }

        private void key(Object[] row) {
            for (int i = 0; i < keys.size(); i++) {
                row[i] = first.get(i);
            }
        }

        private Row row(Forecast forecast, int step) {
            Object[] row = new Object[output.length()];
            key(row);
            int at = keys.size();
            row[at++] = step;
            row[at++] = newest;
            for (int c = 0; c < token.length; c++) {
                row[at++] = forecast.mean(step)[c];
                for (double level : asked.levels()) {
                    row[at++] = forecast.lower(level, step)[c];
                    row[at++] = forecast.upper(level, step)[c];
                }
            }
            row[at++] = sequence.error();
            row[at] = sequence.persistenceError();
            return RowFactory.create(row);
        }
    }
}
