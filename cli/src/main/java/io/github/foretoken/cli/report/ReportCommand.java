package io.github.foretoken.cli.report;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken report}. */
@Command(name = "report", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "A page to look at, from a series and predictions of it.",
    "They are those that predict or forecast wrote before. (predict, forecast and evaluate write one with more on it themselves: --report.)"}, footer = {
        "", "Examples:", "  foretoken predict sales.csv --level 80,95 --output predictions.csv",
        "  foretoken report sales.csv predictions.csv --report page.html"})
public final class ReportCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The series that was predicted, or - for CSV on standard input.")
    private String file;

    @Parameters(index = "1", paramLabel = "PREDICTIONS", description = "The file that predict or forecast wrote, or another with the same numbers.")
    private String predictions;

    @Option(names = "--horizon", paramLabel = "H", defaultValue = "1", description = "How many rows ahead predict was asked for (default: 1). What forecast wrote says so itself.")
    private int horizon;

    @Option(names = "--level", paramLabel = "LIST", converter = Levels.Converter.class, description = "Which intervals stand in a file that does not name its columns, such as 80,95: .npy, or what predict wrote of a "
            + "series without a header. A header says so itself.")
    private Levels levels = Levels.NONE;

    @Mixin
    private TableOptions.OfForecaster tableOptions = new TableOptions.OfForecaster();

    @Mixin
    private ReportOptions reportOptions = new ReportOptions();

    public ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (!reportOptions.wanted()) {
            throw refused("Missing required option: '--report=FILE'");
        }
        if (horizon < 1) {
            throw refused("--horizon must be 1 or more, not " + horizon);
        }
        tableOptions.selection();
        reportOptions.check(file);
        reportOptions.check(predictions);
        try (ReportFile reportFile = reportOptions.open()) {
            reportFile.write(report());
            reportFile.commit();
        }
        return Failures.OK;
    }

    private Report report() {
        Table table = tableOptions.readForForecaster(file, streams);
        PredictionsFile read = PredictionsFile.read(Path.of(predictions), table.labels(), levels);
        read.notes().forEach(note -> streams.notices().note(ReportOptions.name(predictions) + ": " + note));
        int rows = read.values().rows();
        int ahead = read.forecast() ? rows : horizon;
        int first = table.values().rows() + ahead - rows;
        if (first < 0) {
            throw new InputException(predictions + " has " + rows + " rows, more than the " + table.values().rows()
                    + " of " + file + "; were they predicted from another file?");
        }
        return Report.ofPredictions(table, ReportOptions.name(file), read.values(), read.levels(), first, ahead,
                ReportOptions.name(predictions));
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
