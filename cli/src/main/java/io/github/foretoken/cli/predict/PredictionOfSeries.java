package io.github.foretoken.cli.predict;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.EachSeries;
import io.github.foretoken.cli.method.ScoredRows;
import io.github.foretoken.cli.method.SeriesReport;
import io.github.foretoken.cli.method.SquaredErrors;
import io.github.foretoken.cli.method.WorseThanPersistence;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.SeriesTable.Series;
import io.github.foretoken.cli.table.SeriesTable;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Loops;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.cli.terminal.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** {@code predict} of several series, each as if it were alone. */
final class PredictionOfSeries {
    private final Streams streams;
    private final TableOptions tableOptions;
    private final MethodOptions methodOptions;
    private final String file;
    private final String source;

    /** As the command line says. */
    PredictionOfSeries(Streams streams, TableOptions tableOptions, MethodOptions methodOptions, String file) {
        this.streams = streams;
        this.tableOptions = tableOptions;
        this.methodOptions = methodOptions;
        this.file = file;
        source = new Source(file).name();
    }

    /**
     * What came of a series.
     *
     * @param series which
     * @param method what predicted
     * @param output its lines, as numbers
     * @param all errors of all its rows
     * @param second errors of their second half
     */
    record Done(Series series, SeriesMethod method, Matrix output, SquaredErrors all, SquaredErrors second) {}

    /**
     * Reads, predicts, writes and says what came of it.
     *
     * @param fixed the method; null to choose one for each series
     */
    void run(SeriesMethod fixed, String output) {
        SeriesTable table;
        List<Done> all;
        double seconds;
        try (Destination destination = Destination.openText(output, streams)) {
            try (ElapsedTime clock = ElapsedTime.start(streams)) {
                clock.now("reading " + source);
                table = fixed instanceof ForecastedMethod ? tableOptions.seriesForForecaster(file, streams)
                        : tableOptions.series(file, streams);
                Loops.load();
                long start = System.nanoTime();
                List<Series> enough = fixed == null ? table.series() : enough(table.series(), fixed);
                // A method for all rows at once has all processors by itself, and says things on the way.
                all = new EachSeries(source, clock).map(enough, fixed instanceof DescentMethod,
                        "predicting " + enough.size() + " series", each -> done(each, fixed));
                seconds = (System.nanoTime() - start) / 1e9;
                clock.now("writing");
                PredictedRows rows = new PredictedRows(table, all, methodOptions.levels());
                destination.write(rows::writeTo);
            }
            destination.commit();
        }
        report(table, all, seconds);
    }

    /** Those that a method can learn from; that others have no predictions is said. */
    private List<Series> enough(List<Series> series, SeriesMethod method) {
        List<Series> enough = series.stream().filter(each -> isEnough(each, method)).toList();
        int left = series.size() - enough.size();
        if (enough.isEmpty()) {
            throw new InputException(source + ": no series has the " + (method.reach() + method.horizon())
                    + " rows without a gap that " + method.describe() + " needs to learn anything");
        }
        if (left > 0) {
            streams.notices()
                    .note(left + " of " + series.size() + " series " + (left == 1 ? "has" : "have")
                            + " too few rows for " + method.describe() + ", and no predictions");
        }
        return enough;
    }

    private static boolean isEnough(Series series, SeriesMethod method) {
        boolean far = method.horizon() > 1 && method.learns();
        return series.table().values().rows() >= method.reach()
                && (!far || series.table().longestRun() >= method.reach() + method.horizon());
    }

    private Done done(Series series, SeriesMethod fixed) {
        SeriesMethod method =
                fixed != null ? fixed : methodOptions.choose(series.table(), source + ", series " + series.name());
        SeriesPredictions predictions = method.predict(series.table());
        int[] rows = ScoredRows.of(series.table(), method.reach(), method.horizon());
        return new Done(series, method, predictions.output(), errors(series, method, predictions, rows),
                errors(series, method, predictions, Arrays.copyOfRange(rows, rows.length / 2, rows.length)));
    }

    private static SquaredErrors errors(Series series, SeriesMethod method, SeriesPredictions predictions, int[] rows) {
        return SquaredErrors.of(series.table().values(), predictions.values(), method.horizon(), rows);
    }

    private void report(SeriesTable table, List<Done> all, double seconds) {
        Notices notices = streams.notices();
        SeriesReport report = new SeriesReport(table, notices);
        long lines = all.stream().mapToLong(each -> each.output().rows()).sum();
        TreeMap<String, Integer> methods = new TreeMap<>();
        all.forEach(each -> methods.merge(each.method().describe(), 1, Integer::sum));
        report.begin(lines + " tokens", "; "
                + (methods.size() == 1 ? methods.firstKey() : methods.size() + " methods, each chosen for its series"));
        notices.fact("method", methods.size() == 1 ? methods.firstKey() : methods);
        boolean worse = report.errors("of all", all.stream().map(Done::all).toList());
        boolean worseLater = report.say("of second halves", all.stream().map(Done::second).toList());
        if (worse && !worseLater) {
            notices.note("over all rows these predictions are worse than persistence, which repeats the newest row,"
                    + " because of their start; over the second half they are better");
        } else if (worse) {
            notices.warn("these predictions are worse than persistence, which repeats the newest row; "
                    + WorseThanPersistence.wayOut(all.getFirst().method() instanceof ForecastedMethod,
                            all.getFirst().method() instanceof AutomaticMethod));
        }
        long doubtful =
                all.stream().filter(each -> each.method().doubt(each.series().table().values()).isPresent()).count();
        if (doubtful > 0) {
            notices.warn("the predictions of " + doubtful + " of " + all.size()
                    + " series are doubtful: their numbers are large beside what varies in them");
        }
        String acceleration = Acceleration.describe((int) Math.min(Integer.MAX_VALUE, lines));
        notices.say(Numbers.seconds(seconds) + " s; " + acceleration);
        notices.fact("seconds", seconds);
        notices.fact("acceleration", acceleration);
        notices.finish();
    }
}
