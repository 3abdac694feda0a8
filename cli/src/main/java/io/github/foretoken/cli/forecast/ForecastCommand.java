package io.github.foretoken.cli.forecast;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.report.Report;
import io.github.foretoken.cli.report.ReportFile;
import io.github.foretoken.cli.report.ReportOptions;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.table.RegularTimes;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.NoticeOptions;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import io.github.foretoken.forecast.Forecaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken forecast}. */
@Command(name = "forecast", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "The next rows of a file, with intervals.",
    "Nothing has to be trained or chosen. Each row of the output has a time (or its number) and for each column NAME the forecast, NAME, then "
            + "NAME.lower80, NAME.upper80, NAME.lower95, NAME.upper95: the value lies between them in 80 (95) per "
            + "cent of all cases in the long run. They are infinite while too little is known."}, footer = {
                "",
                "Times come from the column that has them, if its last 400 values have one difference or are one "
                        + "number of months apart; otherwise the rows are numbered.",
                "", "Examples:", "  foretoken forecast examples/sunspots.csv --horizon 10 --plot sunspots.png",
                "  foretoken forecast sales.csv --columns SALES --horizon 12 --level 50,90 \\",
                "      --output forecast.csv",
                "  foretoken forecast stores.csv --key store --columns SALES --inputs PRICE \\",
                "      --calendar --horizon 14"})
public final class ForecastCommand implements Callable<Integer> {
    private static final int STEPS = 10;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "CSV of any spelling (a header is optional), JSON, NPY or Parquet, gzip or not, or - for "
            + "standard input.")
    private String file;

    @Option(names = "--horizon", paramLabel = "H", defaultValue = ""
            + STEPS, description = "How many rows (default: 10).")
    private int horizon;

    @Option(names = "--level", paramLabel = "LIST", defaultValue = "80,95", converter = Levels.Converter.class, description = "Of the intervals, in per cent (default: 80,95).")
    private Levels levels;

    @Mixin
    private TableOptions.OfForecaster tableOptions = new TableOptions.OfForecaster();

    @Option(names = "--output", paramLabel = "FILE", description = "Where to: .csv (default: standard output). Numbers read back exactly.")
    private String output;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the last rows and the forecast with its intervals: .png or .svg.")
    private String plot;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    @Mixin
    private NoticeOptions noticeOptions = new NoticeOptions();

    public ForecastCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        noticeOptions.apply(streams);
        Source.requireExtension(spec, "--plot", plot, Source.PICTURE);
        if (!Source.isStandard(output)) {
            Source.requireExtension(spec, "--output", output, Source.CSV);
        }
        tableOptions.selection();
        tableOptions.requireOneSeries("--plot", plot != null);
        tableOptions.requireOneSeries("--report", reportOptions.wanted());
        tableOptions.requireNoInputs("--report", reportOptions.wanted());
        checkHorizon();
        reportOptions.check(file);
        new Source(file).requireOther("--output", output);
        if (tableOptions.several()) {
            new ForecastOfSeries(streams, tableOptions, file, horizon, levels).run(output);
            return Failures.OK;
        }
        try (Destination destination = Destination.open(output, streams);
                OutputFile plotFile = plot == null ? null : OutputFile.open(Path.of(plot));
                ReportFile reportFile = reportOptions.open()) {
            forecast(destination, plotFile, reportFile);
        }
        return Failures.OK;
    }

    /** An option's fault said now is not taken for the file's. */
    private void checkHorizon() {
        try {
            Forecaster.of(1).horizon(horizon);
        } catch (IllegalArgumentException e) {
            throw refused("--" + e.getMessage());
        }
    }

    private void forecast(Destination destination, OutputFile plotFile, ReportFile reportFile) {
        String source = new Source(file).name();
        ForecastRun run;
        long start;
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now("reading " + source);
            Table table = tableOptions.readForForecaster(file, streams);
            start = System.nanoTime();
            clock.now("forecasting " + table.values().rows() + " rows");
            try {
                run = ForecastRun.over(table, horizon, levels);
            } catch (IllegalArgumentException e) {
                throw InputException.refusal(source, e);
            }
            clock.now("writing");
            ForecastTable rows =
                    new ForecastTable(run.forecast(), levels, table.labels(), table.values().rows(), times(table));
            destination.write(rows::writeTo);
            draw(plotFile, table, rows);
            if (reportFile != null) {
                clock.now("drawing up the page");
                reportFile.write(Report.ofForecaster(table, ReportOptions.name(file), horizon, 1, levels));
            }
        }
        destination.commit();
        if (plotFile != null) {
            plotFile.commit();
        }
        if (reportFile != null) {
            reportFile.commit();
        }
        run.report(streams.notices(), (System.nanoTime() - start) / 1e9);
        streams.notices().finish();
    }

    /** Of the rows to come, or null. */
    private RegularTimes times(Table table) {
        RegularTimes times = table.times().flatMap(column -> RegularTimes.of(column, horizon)).orElse(null);
        if (times == null && table.times().isPresent()) {
            streams.notices().note("the times of the first column do not go on regularly; the rows are numbered");
        }
        return times;
    }

    private static void draw(OutputFile plotFile, Table table, ForecastTable rows) {
        if (plotFile == null) {
            return;
        }
        try {
            ForecastPlot.write(plotFile.part(), table, rows);
        } catch (IOException e) {
            throw plotFile.failure(e);
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
