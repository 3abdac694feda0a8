package io.github.foretoken.cli.evaluate;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.report.Report;
import io.github.foretoken.cli.report.ReportFile;
import io.github.foretoken.cli.report.ReportOptions;
import io.github.foretoken.cli.scoreboard.ColumnScale;
import io.github.foretoken.cli.scoreboard.Contender;
import io.github.foretoken.cli.scoreboard.Lineup;
import io.github.foretoken.cli.scoreboard.Protocol;
import io.github.foretoken.cli.scoreboard.RowRange;
import io.github.foretoken.cli.scoreboard.Scoreboard;
import io.github.foretoken.cli.scoreboard.ScoreboardPicture;
import io.github.foretoken.cli.scoreboard.ScoredSeries;
import io.github.foretoken.cli.scoreboard.SeriesScores;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.table.RowClock;
import io.github.foretoken.cli.table.SeriesTable;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.NoticeOptions;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken evaluate}. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "The scoreboard of methods on a series.",
    "Each row is predicted from the rows before it, scored, then learned from: nothing looks ahead. Rows are "
            + "numbered from 0. Or, with --anomalies, how well surprise finds what is labelled as abnormal."}, footer = {
                "",
                "Methods beside those of --method: persistence, seasonal persistence, autoregression by recursive least "
                        + "squares, and forecaster, Foretoken's default, are always there. A SPEC is such as",
                "  'kaczmarz kernel=linear'", "  'ridge:3 kernel=gaussian:2'",
                "  'affine:8 kernel=laplace:1 ridge=0.1 delays=5'", "  'least-squares:1 forgetting=0.999 delays=24'",
                "  'kernel-ridge:0.01 kernel=gaussian:2 budget=300'",
                "  auto     chooses on the rows before those scored", "",
                "NMSE is the squared error over the variance of the rows scored around their mean, skill is "
                        + "1 - MSE / (MSE of persistence), time is that to predict and learn one row, over the rows scored.",
                "Intervals: the share of numbers in them, their mean width and Winkler score, and CRPS.", "",
                "Examples:", "  foretoken evaluate examples/sunspots.csv --columns SUNACTIVITY \\",
                "      --plot scores.png", "  foretoken evaluate sales.csv --method 'ridge:3 kernel=gaussian:2'",
                "  foretoken evaluate ETTh1.csv --standardize-rows 2880 --score 3600:14400 \\",
                "      --delays 24 --output scores.csv", "  foretoken evaluate ETTh1.csv --score 12194: --horizon 24",
                "  foretoken evaluate nab --anomalies nab/windows.json"})
public final class EvaluateCommand implements Callable<Integer> {
    /** What goes with {@code --anomalies}. */
    private static final Set<String> ALONE =
            Set.of("--anomalies", "--columns", "--missing", "--output", "--markdown", "--quiet", "--json");

    private final Streams streams;
    private Protocol asked;
    private List<String> labels = List.of();

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "CSV of any spelling (a header is optional), JSON, NPY or Parquet, gzip or not, or - for "
            + "standard input: one token a row, T rows of d columns. With --anomalies a CSV file, or a folder of them.")
    private String file;

    @Mixin
    private TableOptions.OfMethods tableOptions = new TableOptions.OfMethods();

    @Option(names = "--standardize-rows", paramLabel = "N", description = "Bring columns to mean 0 and standard deviation 1 over the first N rows; errors are "
            + "in these units then.")
    private Integer standardizeRows;

    @Option(names = "--score", paramLabel = "FROM:TO", description = "Rows to score, TO exclusive (default: the second half).")
    private String score;

    @Option(names = "--horizon", paramLabel = "H", defaultValue = "1", description = "Score the next H rows of each forecast: the mean over steps 1 to H, of forecasts "
            + "whose rows all lie in FROM:TO (default: 1).")
    private int horizon;

    @Option(names = "--level", paramLabel = "LIST", defaultValue = "80,95", description = "Score intervals at these levels, in percent (default: 80,95).")
    private String level;

    @Option(names = "--method", paramLabel = "SPEC", description = "A method to compare, see below; can be repeated. Default: a choice of them.")
    private List<String> methods;

    @Option(names = "--delays", paramLabel = "P", description = "Rows that methods predict from unless they name their own (default: the season, if it is "
            + "32 or less; otherwise 8 for one column, 1 for several).")
    private Integer delays;

    @Option(names = "--season", paramLabel = "S", description = "Of seasonal persistence, in rows (default: found in the rows before FROM).")
    private Integer season;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the scores as CSV, - for standard output (default: a Markdown table there).")
    private String output;

    @Option(names = "--key-scores", paramLabel = "FILE", description = "With --key: also write the scores of each series, after its key: .csv.")
    private String keyScores;

    @Option(names = "--markdown", description = "Print the Markdown table beside the file of --output, too.")
    private boolean markdown;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the running error of the best methods: .png or .svg.")
    private String plot;

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    @Option(names = "--anomalies", paramLabel = "WINDOWS.json", description = "Score surprise against labelled windows, by the rule of the Numenta Anomaly Benchmark: an object with "
            + "a list of [first, last] timestamps for each file. FILE is one of them, or the folder they lie in "
            + "(default: that of WINDOWS.json). The first column holds the timestamps. Goes with --columns, "
            + "--missing, --output, --markdown, --quiet and --json only.")
    private String anomalies;

    @Mixin
    private NoticeOptions noticeOptions = new NoticeOptions();

    public EvaluateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        noticeOptions.apply(streams);
        if (anomalies != null) {
            requireAnomaliesAlone();
            new AnomalyEvaluation(streams, tableOptions, anomalies, file, output, markdown).run();
            return Failures.OK;
        }
        require(file != null, "Missing required parameter: 'FILE'");
        RowRange range = checked();
        tableOptions.requireOneSeries("--plot", plot != null);
        tableOptions.requireOneSeries("--report", reportOptions.wanted());
        tableOptions.requireNoInputs("--report", reportOptions.wanted());
        require(keyScores == null || tableOptions.several(), "--key-scores needs --key or --series rows");
        reportOptions.check(file);
        Source input = new Source(file);
        input.requireOther("--output", output);
        input.requireOther("--plot", plot);
        input.requireOther("--key-scores", keyScores);
        if (tableOptions.several()) {
            evaluateSeries(range);
            return Failures.OK;
        }
        try (ScoreOutput scores = ScoreOutput.open(output, markdown, streams);
                OutputFile plotFile = plot == null ? null : OutputFile.open(Path.of(plot));
                ReportFile reportFile = reportOptions.open()) {
            long start = System.nanoTime();
            Scoreboard board = evaluate(range, plotFile, reportFile);
            scores.write(board.csv(), board.markdown());
            if (plotFile != null) {
                plotFile.commit();
            }
            if (reportFile != null) {
                reportFile.commit();
            }
            report(board, (System.nanoTime() - start) / 1e9);
        }
        return Failures.OK;
    }

    private void evaluateSeries(RowRange range) {
        EvaluationOfSeries evaluation = new EvaluationOfSeries(streams, source(),
                new EvaluationOfSeries.Asked(methods, delays, season, range, standardizeRows, asked));
        try (ScoreOutput scores = ScoreOutput.open(output, markdown, streams);
                OutputFile each = keyScores == null ? null : OutputFile.open(Path.of(keyScores))) {
            long start = System.nanoTime();
            SeriesTable table;
            SeriesScores found;
            try (ElapsedTime clock = ElapsedTime.start(streams)) {
                clock.now("reading " + source());
                table = tableOptions.series(file, streams);
                found = evaluation.run(table, clock);
            }
            if (each != null) {
                each.writeAll(evaluation.each(table, found));
            }
            scores.write(found.all().csv(), found.all().markdown());
            if (each != null) {
                each.commit();
            }
            evaluation.report(table, found, (System.nanoTime() - start) / 1e9);
        }
    }

    private void requireAnomaliesAlone() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            require(ALONE.contains(option.longestName()), option.longestName() + " does not go with --anomalies");
        }
        checkOutput();
    }

    private String source() {
        return new Source(file).name();
    }

    private Scoreboard evaluate(RowRange range, OutputFile plotFile, ReportFile reportFile) {
        String source = source();
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now("reading " + source);
            Table table = tableOptions.read(file, streams);
            labels = table.labels();
            int rows = table.values().rows();
            Scoreboard board;
            try {
                Matrix values = standardizeRows == null ? table.values()
                        : ColumnScale.standardize(table.values(), table.filled(), standardizeRows);
                ScoredSeries series = new ScoredSeries(values, table.filled(), table.breaks(), range.from(rows),
                        range.to(rows), table.ahead());
                clock.now("drawing up the methods");
                List<Contender> lineup = Lineup.of(series, methods, delays, season, horizon, streams.notices()::note);
                board = Scoreboard.of(lineup, series, asked, (number, name, share) -> clock
                        .now("method " + number + " of " + lineup.size() + ", " + name, share));
            } catch (IllegalArgumentException e) {
                throw new InputException(source + ": " + e.getMessage(), e);
            }
            if (board.best().isEmpty()) {
                throw new InputException(source + ": no method has a score; " + board.failures().getFirst());
            }
            if (plotFile != null) {
                clock.now("drawing");
                draw(board, plotFile, table);
            }
            if (reportFile != null) {
                clock.now("drawing up the page");
                reportFile.write(page(table, board));
            }
            return board;
        }
    }

    private Report page(Table table, Scoreboard board) {
        try {
            return Report.ofForecaster(table, ReportOptions.name(file), horizon, 1, Levels.parse(level))
                    .with(board, standardizeRows == null ? "Errors are in the unit of the data."
                            : "Errors are in standard deviations of the first " + standardizeRows + " rows.");
        } catch (IllegalArgumentException e) {
            throw InputException.refusal(source(), e);
        }
    }

    private void draw(Scoreboard board, OutputFile plotFile, Table table) {
        String columns = labels.size() == 1 ? labels.getFirst() : labels.size() + " columns";
        String title = "Errors of forecasts of " + columns + ", "
                + (horizon == 1 ? "one row ahead" : "1 to " + horizon + " rows ahead");
        try {
            ScoreboardPicture.write(plotFile.part(), board, title, RowClock.of(table));
        } catch (IOException e) {
            throw plotFile.failure(e);
        }
    }

    private void report(Scoreboard board, double seconds) {
        Notices notices = streams.notices();
        board.failures().forEach(notices::warn);
        board.doubts().forEach(notices::warn);
        int[] rows = board.rows();
        int end = rows[rows.length - 1] + horizon;
        String best = board.best().map(name -> "; best: " + name).orElse("");
        notices.say("scored " + rows.length + (horizon == 1 ? " rows of " : " forecasts of " + horizon + " rows in ")
                + rows[0] + ":" + end
                + (standardizeRows == null ? "" : ", in units of the first " + standardizeRows + " rows") + best);
        String acceleration = Acceleration.describe(Integer.MAX_VALUE);
        notices.say(acceleration);
        notices.fact("scored", rows.length);
        notices.fact("from", rows[0]);
        notices.fact("to", end);
        notices.fact("horizon", horizon);
        notices.fact("columns", labels);
        ScoreOutput.finish(notices, board, seconds);
    }

    private RowRange checked() {
        require(delays == null || delays >= 1, "--delays must be 1 or more, not " + delays);
        require(season == null || season >= 1, "--season must be 1 or more, not " + season);
        Source.requireExtension(spec, "--plot", plot, Source.PICTURE);
        checkOutput();
        Source.requireExtension(spec, "--key-scores", keyScores, Source.CSV);
        try {
            asked = new Protocol(horizon, Protocol.levels(level));
            Lineup.check(methods, delays);
            if (reportOptions.wanted()) {
                Levels.parse(level);
            }
            return score == null ? RowRange.SECOND_HALF : RowRange.parse(score);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private void checkOutput() {
        if (!Source.isStandard(output)) {
            Source.requireExtension(spec, "--output", output, Source.CSV);
        }
        require(!markdown || !Source.isStandard(output),
                "--markdown and --output - both print to standard output; give a file");
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw refused(message);
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
