package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.ChoiceConverter;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Streams;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the commands that take a whole series read its file; the subclasses say what they make of missing values. */
public abstract sealed class TableOptions {
    private static final String CELLS = "Cells that are empty, NA or NaN are dealt with like this:";
    private static final String IMPUTE_FIRST =
            "impute (default): neither learned from nor scored, forecasts stand in for them;";
    private static final String IMPUTE =
            "impute (the forecaster's default, and for it only): neither learned from nor scored, forecasts stand in for them;";
    private static final String ERROR_FIRST = "error (default): they are refused;";
    private static final String ERROR = "error: they are refused;";
    private static final String ERROR_OF_METHODS = "error (default of methods): they are refused;";
    private static final String HOLD_LAST = "hold: the value above is taken once more, and the row is not scored.";
    private static final String HOLD = "hold: the value above is taken once more, and the row is not scored;";
    private static final String SKIP = "skip: the row is left out, and nothing is learned or predicted across the gap.";
    private static final String SKIP_OF_METHODS =
            "skip (methods only): the row is left out, and nothing is learned or predicted across the gap.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--columns", paramLabel = "LIST", description = "Names or 1-based numbers, ranges included: 2,5-7 or JAN-MAR. Default: every numeric column "
            + "but a first one that looks like a date or an index.")
    private String columns;

    private Missing missing;

    @Option(names = "--time", paramLabel = "COLUMN", description = "The column of the rows' times: a name or a number. Default: the one whose name or cells say so.")
    private String time;

    @Option(names = "--no-time", description = "No column is taken for times, and rows stay as they are.")
    private boolean noTime;

    @Option(names = "--every", paramLabel = "STEP", description = "Put rows on even times, such as every 30s, 15min, 1h or 1d: the mean of several rows, and a missing row "
            + "where there is none.")
    private String every;

    @Option(names = "--inputs", paramLabel = "LIST", description = "Columns that are known ahead of their rows, as plans and prices are: the forecaster looks at those of the rows "
            + "to come, which may stand at the end with nothing in the other columns.")
    private String inputs;

    @Option(names = "--calendar", description = "The hour, the day of the week and the day of the year of each row's time are known ahead, too.")
    private boolean calendar;

    @Option(names = "--key", paramLabel = "LIST", description = "Columns that tell series apart, as names or numbers: rows with the same cells there are one series, in "
            + "whatever order rows of different ones come, and each is dealt with as if it were alone in the file.")
    private String key;

    @Option(names = "--series", paramLabel = "rows|columns", defaultValue = "columns", converter = OfShape.class, description = "rows: each row of the file is a series of its own, its values step after step, as many as it has; the first "
            + "column names it if that is text, or those of --key. columns (default): rows are steps.")
    private SeriesRules.Shape shape = SeriesRules.Shape.COLUMNS;

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    /** For a command of the forecaster. */
    public static final class OfForecaster extends TableOptions {
        @Option(names = "--missing", paramLabel = "WHAT", converter = OfMissing.class, description = {CELLS,
            IMPUTE_FIRST, ERROR, HOLD_LAST})
        void missing(Missing what) {
            treat(what);
        }
    }

    /** For a command of methods. */
    public static final class OfMethods extends TableOptions {
        @Option(names = "--missing", paramLabel = "WHAT", converter = OfMissing.class, description = {CELLS,
            ERROR_FIRST, HOLD, SKIP})
        void missing(Missing what) {
            treat(what);
        }
    }

    /** For a command of both. */
    public static final class OfBoth extends TableOptions {
        @Option(names = "--missing", paramLabel = "WHAT", converter = OfMissing.class, description = {CELLS, IMPUTE,
            ERROR_OF_METHODS, HOLD, SKIP_OF_METHODS})
        void missing(Missing what) {
            treat(what);
        }
    }

    final void treat(Missing what) {
        missing = what;
    }

    /** {@code --columns} as typed, or null. */
    public String columns() {
        return columns;
    }

    private boolean rowsAreSeries() {
        return shape == SeriesRules.Shape.ROWS;
    }

    /** Whether the file may hold several series. */
    public boolean several() {
        return key != null || rowsAreSeries();
    }

    /**
     * That there is one series.
     *
     * @throws ParameterException if there may be several, and this option, which shows one, is given
     */
    public void requireOneSeries(String option, boolean given) {
        if (given && several()) {
            throw new ParameterException(spec.commandLine(),
                    option + " is for one series and does not go with " + (key != null ? "--key" : "--series rows"));
        }
    }

    /** Whether something is known ahead of rows. */
    public boolean hasInputs() {
        return inputs != null || calendar;
    }

    /**
     * That nothing is known ahead of rows.
     *
     * @throws ParameterException if something is, for which this has no use
     */
    public void requireNoInputs(String what, boolean given) {
        if (given && hasInputs()) {
            throw new ParameterException(spec.commandLine(), (inputs != null ? "--inputs" : "--calendar")
                    + " is for the forecaster, and does not go with " + what);
        }
    }

    /** Whether rows may be missing between others. */
    public boolean skips() {
        return missing == Missing.SKIP;
    }

    /**
     * The columns to take; null for the default choice.
     *
     * @throws ParameterException if what was typed is no list
     */
    public ColumnSelection selection() {
        return list("--columns", columns);
    }

    /**
     * What is settled about the file.
     *
     * @throws ParameterException if options do not go together, or mean nothing
     */
    private FileRules rules() {
        if (noTime && (time != null || every != null)) {
            throw new ParameterException(spec.commandLine(),
                    "--no-time does not go with " + (time != null ? "--time" : "--every"));
        }
        if (rowsAreSeries() && hasInputs()) {
            throw new ParameterException(spec.commandLine(),
                    (inputs != null ? "--inputs" : "--calendar") + " does not go with --series rows");
        }
        if (noTime && calendar) {
            throw new ParameterException(spec.commandLine(), "--no-time does not go with --calendar");
        }
        if (rowsAreSeries() && (time != null || every != null)) {
            throw new ParameterException(spec.commandLine(),
                    (time != null ? "--time" : "--every") + " does not go with --series rows, where no row has a time");
        }
        try {
            return fileOptions.rules()
                    .with(new TimeRules(time, noTime, every == null ? 0 : TimeRules.step(every)))
                    .with(new SeriesRules(list("--key", key), rowsAreSeries(), list("--inputs", inputs), calendar));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--every: " + e.getMessage(), e);
        }
    }

    private ColumnSelection list(String option, String list) {
        try {
            return list == null ? null : ColumnSelection.parse(list);
        } catch (InputException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    /** Reads one file of several, about which there is nothing to note one by one. */
    public Table readQuietly(Path file) {
        return TableReader.read(file, selection(), missing, rules());
    }

    /**
     * Reads for a forecaster, which takes missing values as what they are.
     *
     * @throws ParameterException if rows are to be left out
     */
    public Table readForForecaster(String file, Streams streams) {
        return seriesForForecaster(file, streams).series().getFirst().table();
    }

    /** {@link #readForForecaster} of several series. */
    public SeriesTable seriesForForecaster(String file, Streams streams) {
        if (skips()) {
            throw new ParameterException(spec.commandLine(),
                    "--missing skip does not go with the forecaster, which takes"
                            + " missing values for what they are (--missing impute)");
        }
        missing = missing == null ? Missing.IMPUTE : missing;
        return readAny(file, streams);
    }

    /** Reads a file, or standard input for {@code -}, and passes on what there is to note about it. */
    public Table read(String file, Streams streams) {
        return series(file, streams).series().getFirst().table();
    }

    /** {@link #read} of several series. */
    public SeriesTable series(String file, Streams streams) {
        if (missing == Missing.IMPUTE) {
            throw new ParameterException(spec.commandLine(),
                    "--missing impute is for the forecaster; for a method give hold or skip");
        }
        missing = missing == null ? Missing.ERROR : missing;
        return readAny(file, streams);
    }

    private SeriesTable readAny(String file, Streams streams) {
        SeriesTable table = Source.isStandard(file) ? TableReader.series(streams.in(), selection(), missing, rules())
                : TableReader.series(Path.of(file), selection(), missing, rules());
        table.notes().forEach(streams.notices()::note);
        requireRows(table);
        return table;
    }

    /** A column that tells each row from all others is none that tells series apart. */
    private static void requireRows(SeriesTable table) {
        int count = table.series().size();
        if (count > 1 && table.series().stream().allMatch(each -> each.table().values().rows() == 1)) {
            throw new InputException("each of the " + count + " series by " + String.join(", ", table.keys())
                    + (table.wide() ? " has one value only; --series rows is for files whose rows are series"
                            : " has one row only; --key names what the rows of one series have in common"));
        }
    }

    /** As typed. */
    static final class OfShape extends ChoiceConverter<SeriesRules.Shape> {
        OfShape() {
            super(SeriesRules.Shape.class);
        }
    }

    /** {@code --missing} as typed. */
    public static final class OfMissing extends ChoiceConverter<Missing> {
        OfMissing() {
            super(Missing.class);
        }
    }
}
