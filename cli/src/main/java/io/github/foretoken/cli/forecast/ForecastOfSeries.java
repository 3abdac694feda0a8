package io.github.foretoken.cli.forecast;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.method.Accuracy;
import io.github.foretoken.cli.method.EachSeries;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.method.SeriesReport;
import io.github.foretoken.cli.method.SquaredErrors;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.LongRows;
import io.github.foretoken.cli.table.RegularTimes;
import io.github.foretoken.cli.table.SeriesTable;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.cli.terminal.Streams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code forecast} of several series: the next rows of each, after its key. */
final class ForecastOfSeries {
    private final Streams streams;
    private final TableOptions tableOptions;
    private final String file;
    private final int horizon;
    private final Levels levels;

    /** As the command line says. */
    ForecastOfSeries(Streams streams, TableOptions tableOptions, String file, int horizon, Levels levels) {
        this.streams = streams;
        this.tableOptions = tableOptions;
        this.file = file;
        this.horizon = horizon;
        this.levels = levels;
    }

    /**
     * What is kept of a series.
     *
     * @param lines of the output
     * @param near errors one step ahead
     * @param far errors at the horizon
     */
    private record Done(String lines, SquaredErrors near, SquaredErrors far) {}

    /** Reads, forecasts, writes and says what came of it. */
    void run(String output) {
        String source = new Source(file).name();
        SeriesTable table;
        List<Done> all;
        long start;
        try (Destination destination = Destination.open(output, streams)) {
            try (ElapsedTime clock = ElapsedTime.start(streams)) {
                clock.now("reading " + source);
                table = tableOptions.seriesForForecaster(file, streams);
                start = System.nanoTime();
                String name = clock(table);
                all = new EachSeries(source, clock).map(table.series(), false,
                        "forecasting " + table.series().size() + " series", each -> done(each, name != null));
                clock.now("writing");
                byte[] header = LongRows
                        .header(table.keys(), name == null ? ForecastTable.STEP : name, levels.labels(table.labels()))
                        .getBytes(StandardCharsets.UTF_8);
                destination.write(out -> {
                    out.write(header);
                    for (Done each : all) {
                        out.write(each.lines().getBytes(StandardCharsets.UTF_8));
                    }
                });
            }
            destination.commit();
        }
        report(table, all, (System.nanoTime() - start) / 1e9);
    }

    private Optional<RegularTimes> times(SeriesTable.Series series) {
        return series.table().times().flatMap(column -> RegularTimes.of(column, horizon));
    }

    /** What the column of times is called; null where there are none that go on. */
    private String clock(SeriesTable table) {
        List<String> names =
                table.series().stream().map(each -> times(each).map(RegularTimes::name).orElse(null)).toList();
        long irregular = names.stream().filter(Objects::isNull).count();
        if (irregular > 0 && table.series().stream().anyMatch(each -> each.table().times().isPresent())) {
            streams.notices()
                    .note(irregular == names.size() ? "the times of no series go on regularly; the rows are numbered"
                            : "the times of " + irregular + " of " + names.size()
                                    + " series do not go on regularly, or are fewer than three; they are left empty");
        }
        return names.stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    private Done done(SeriesTable.Series series, boolean timed) {
        ForecastRun run = ForecastRun.over(series.table(), horizon, levels);
        int rows = series.table().values().rows();
        RegularTimes times = times(series).orElse(null);
        ForecastTable next = new ForecastTable(run.forecast(), levels, series.table().labels(), rows, times);
        String start = LongRows.start(series.key());
        // Among times no number of a row.
        String lines = next.lines(start, timed && times == null ? step -> "" : next::time);
        return new Done(lines, run.errors(1), horizon == 1 ? SquaredErrors.NONE : run.errors(horizon));
    }

    private void report(SeriesTable table, List<Done> all, double seconds) {
        Notices notices = streams.notices();
        SeriesReport report = new SeriesReport(table, notices);
        report.begin(table.rows() + " rows", "; " + Numbers.seconds(seconds) + " s");
        notices.fact("method", "forecaster");
        notices.fact("horizon", horizon);
        Accuracy.facts(null, notices);
        boolean worse = report.errors("1 step ahead", all.stream().map(Done::near).toList());
        if (horizon > 1) {
            List<SquaredErrors> far = all.stream().map(Done::far).toList();
            SquaredErrors sum = far.stream().reduce(SquaredErrors.NONE, SquaredErrors::and);
            worse |= report.say(horizon + " steps ahead", far);
            notices.fact("nmse_at_horizon", sum.accuracy().prediction());
            notices.fact("persistence_nmse_at_horizon", sum.accuracy().persistence());
        }
        if (worse) {
            notices.warn("there these forecasts were worse than persistence, which repeats the newest row; "
                    + "predict --method persistence does that");
        }
        notices.fact("seconds", seconds);
        // What has been looked for already: a forecast needs no BLAS.
        notices.fact("acceleration", Acceleration.describe(1));
        notices.finish();
    }
}
