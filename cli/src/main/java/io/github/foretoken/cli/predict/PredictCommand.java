package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.anomaly.SurpriseFile;
import io.github.foretoken.cli.method.ScoredRows;
import io.github.foretoken.cli.plot.PredictionPlot;
import io.github.foretoken.cli.report.Report;
import io.github.foretoken.cli.report.ReportFile;
import io.github.foretoken.cli.report.ReportOptions;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.table.RowClock;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Loops;
import io.github.foretoken.cli.terminal.NoticeOptions;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import io.github.foretoken.cli.text.TextOptions;
import io.github.foretoken.cli.text.TextPrediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken predict}. */
@Command(name = "predict", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "Tokens in, predictions out: of each row from those before it.",
    "Row t of the output estimates token t+1 from tokens 1 to t. The last row is the forecast, the token after the end of the file. (foretoken forecast gives more rows.)",
    "Without options of a method the forecaster predicts; with --method, --kernel, --delays or another of "
            + "them it is that method (kaczmarz without --method), the paper's."}, footer = {"",
                "WHICH of --method may also be:", "  descent  causal kernel descent, what Transformer layers compute",
                "  auto     chooses by the errors on the first rows", "", "Kernels:",
                "  linear  exponential[:BETA]  gaussian:H  laplace:H  matern32:H  matern52:H",
                "  polynomial:P:C, and sums of products: gaussian:2+0.5*linear",
                "exponential is exp(BETA <x, y>), that of attention; H is a width in the unit of the data.", "",
                "Examples:", "  foretoken predict examples/elnino.csv --level 80 --output predictions.csv",
                "  foretoken predict examples/rotation.csv --kernel linear --plot error.png",
                "  foretoken predict examples/sunspots.csv --columns SUNACTIVITY --delays 9 \\",
                "      --kernel gaussian:200",
                "  foretoken predict tokens.npy --method descent --layers 12 --plot error.png",
                "  foretoken generate --instance 4 --dimension 4 --length 300 --seed 1 | \\",
                "      foretoken predict -", "  foretoken predict --text book.txt --context 4 --output bytes.csv", "",
                "NMSE on standard error is the mean squared error over some rows, divided by the variance of those "
                        + "rows around their mean. Persistence predicts that the next row equals the current one."})
public final class PredictCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "CSV of any spelling (a header is optional), JSON, NPY or Parquet, gzip or not, or - for "
            + "standard input: one token a row, T rows of d columns.")
    private String file;

    @Mixin
    private MethodOptions methodOptions = new MethodOptions();

    @Mixin
    private TableOptions.OfBoth tableOptions = new TableOptions.OfBoth();

    @Option(names = "--output", paramLabel = "FILE", description = "Where to: .csv or .npy (default: CSV on standard output). Numbers read back exactly.")
    private String output;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the error of each step beside persistence's: .png or .svg.")
    private String plot;

    @Option(names = "--surprise", paramLabel = "FILE", description = "Also write row,surprise to a CSV file: how strange each row is to the default forecaster, "
            + "given those before it; larger is stranger, 0 while nothing is known. Says at which rows a change was noticed, too.")
    private String surprise;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    @Mixin
    private TextOptions textOptions = new TextOptions();

    @Mixin
    private NoticeOptions noticeOptions = new NoticeOptions();

    public PredictCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        noticeOptions.apply(streams);
        Source.requireExtension(spec, "--plot", plot, Source.PICTURE);
        Source.requireExtension(spec, "--surprise", surprise, Source.CSV);
        if (textOptions.text() != null) {
            checkTextOptions();
            new TextPrediction(streams, textOptions, methodOptions.kernel(), output, plot).run();
            return Failures.OK;
        }
        if (file == null) {
            throw refused("Missing required parameter: 'FILE'");
        }
        if (textOptions.given() != null) {
            throw refused(textOptions.given() + " needs --text");
        }
        SeriesMethod fixed = fixedMethod();
        tableOptions.selection();
        tableOptions.requireOneSeries("--plot", plot != null);
        tableOptions.requireNoInputs("a method", !(fixed instanceof ForecastedMethod));
        tableOptions.requireNoInputs("--report", reportOptions.wanted());
        tableOptions.requireOneSeries("--report", reportOptions.wanted());
        tableOptions.requireOneSeries("--surprise", surprise != null);
        reportOptions.check(file);
        Source input = new Source(file);
        input.requireOther("--output", output);
        input.requireOther("--surprise", surprise);
        if (tableOptions.several()) {
            new PredictionOfSeries(streams, tableOptions, methodOptions, file).run(fixed, output);
            return Failures.OK;
        }
        try (Destination destination = Destination.open(output, streams);
                OutputFile plotFile = plot == null ? null : OutputFile.open(Path.of(plot));
                SurpriseFile surpriseFile = SurpriseFile.open(surprise);
                ReportFile reportFile = reportOptions.open()) {
            predict(fixed, destination, plotFile, surpriseFile, reportFile);
        }
        return Failures.OK;
    }

    /** With the method given, or null to choose one. */
    private void predict(SeriesMethod fixed, Destination destination, OutputFile plotFile, SurpriseFile surpriseFile,
            ReportFile reportFile) {
        String source = new Source(file).name();
        Table table;
        SeriesMethod method;
        SeriesPredictions predictions;
        Optional<String> changes = Optional.empty();
        double seconds;
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now("reading " + source);
            table = fixed instanceof ForecastedMethod ? tableOptions.readForForecaster(file, streams)
                    : tableOptions.read(file, streams);
            if (fixed != null) {
                requireEnough(table, fixed, source);
            }
            Loops.load();
            long start = System.nanoTime();
            method = fixed != null ? fixed : choose(table, source, clock);
            clock.now("predicting " + (table.values().rows() - method.reach() + 1) + " tokens");
            try {
                predictions = method.predict(table);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw InputException.refusal(source, e);
            }
            seconds = (System.nanoTime() - start) / 1e9;
            if (surpriseFile != null) {
                clock.now("looking for what is strange");
                changes = surpriseFile.write(table, source);
            }
            if (reportFile != null) {
                clock.now("drawing up the page");
                reportFile.write(report(table, method, predictions));
            }
            clock.now("writing");
            if (plotFile != null) {
                draw(plotFile, table, method, predictions.values());
            }
        }
        destination.write(predictions.output(),
                table.header() ? predictions.levels().labels(table.labels()) : List.of());
        destination.commit();
        if (plotFile != null) {
            plotFile.commit();
        }
        if (surpriseFile != null) {
            surpriseFile.commit();
        }
        if (reportFile != null) {
            reportFile.commit();
        }
        Notices notices = streams.notices();
        new PredictionReport(table, method, predictions.values(), methodOptions.delays()).write(notices, seconds);
        changes.ifPresent(message -> {
            notices.say(message);
            notices.fact("changes", message);
        });
        method.doubt(table.values()).ifPresent(notices::warn);
        notices.finish();
    }

    private Report report(Table table, SeriesMethod method, SeriesPredictions predictions) {
        String name = ReportOptions.name(file);
        int horizon = method.horizon();
        return method instanceof ForecastedMethod
                ? Report.ofForecaster(table, name, horizon, horizon, predictions.levels())
                : Report.ofPredictions(table, name, predictions.output(), predictions.levels(),
                        method.reach() - 1 + horizon, horizon, method.describe());
    }

    private SeriesMethod choose(Table table, String source, ElapsedTime clock) {
        clock.now("choosing a method");
        AutomaticMethod method = methodOptions.choose(table, source);
        requireEnough(table, method, source);
        method.explain(streams.notices());
        return method;
    }

    private void requireEnough(Table table, SeriesMethod method, String source) {
        int rows = table.values().rows();
        int reach = method.reach();
        int horizon = method.horizon();
        if (reach > rows) {
            throw new InputException(source + " has " + rows + " rows, too few for "
                    + (methodOptions.delays() == null ? "lags that reach back " + reach + " rows" : "--delays " + reach)
                    + "; give " + rows + " or less");
        }
        if (horizon > 1 && method.learns() && table.longestRun() < reach + horizon) {
            throw new InputException(source + " has " + rows + " rows, and none with another " + horizon + " after it"
                    + (table.breaks().length == 0 ? "" : " and no gap between") + ": nothing could be learned; give a "
                    + "--horizon of " + Math.max(1, rows - reach) + " or less");
        }
        if (plot != null && ScoredRows.of(table, reach, horizon).length == 0) {
            throw new InputException(source + ": nothing to plot, because no prediction can be compared yet");
        }
    }

    private static String title(List<String> labels, SeriesMethod method) {
        return "Predictions of " + (labels.size() == 1 ? labels.getFirst() : labels.size() + " columns") + ": "
                + method.describe();
    }

    private static void draw(OutputFile plotFile, Table table, SeriesMethod method, Matrix predictions) {
        Matrix series = table.values();
        Matrix truth = series.rows(series.rows() - predictions.rows() + method.horizon(), series.rows());
        try {
            int from = series.rows() - truth.rows();
            BitSet scored = new BitSet();
            for (int row : ScoredRows.of(table, method.reach(), method.horizon())) {
                scored.set(row - from);
            }
            BitSet filled = new BitSet();
            Arrays.stream(table.filled()).filter(row -> row >= from).forEach(row -> filled.set(row - from));
            PredictionPlot.write(plotFile.part(), truth, scored, filled, predictions, method.horizon(),
                    new PredictionPlot.Captions(title(table.labels(), method), table.labels(),
                            RowClock.of(table).from(from)));
        } catch (IOException e) {
            throw plotFile.failure(e);
        }
    }

    /** What the options say, null for auto; an option's fault said now is not taken for the file's. */
    private SeriesMethod fixedMethod() {
        try {
            return methodOptions.fixed(streams, tableOptions.skips());
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void checkTextOptions() {
        String given = methodOptions.besidesKernel();
        String other = file != null ? "FILE " + file
                : given != null ? given
                        : tableOptions.columns() != null ? "--columns"
                                : tableOptions.several() ? "--key or --series"
                                        : tableOptions.hasInputs() ? "--inputs or --calendar"
                                                : surprise != null ? "--surprise"
                                                        : reportOptions.wanted() ? "--report" : null;
        if (other != null) {
            throw refused(other + " does not go with --text");
        }
        try {
            textOptions.check(output);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }
}
