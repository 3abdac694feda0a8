package io.github.foretoken.lab;

import io.github.foretoken.Acceleration;
import io.github.foretoken.CausalDescent;
import io.github.foretoken.Matrix;
import io.github.foretoken.lab.plot.PredictionPlot;
import io.github.foretoken.lab.table.ColumnSelection;
import io.github.foretoken.lab.table.InputException;
import io.github.foretoken.lab.table.OutputFile;
import io.github.foretoken.lab.table.Table;
import io.github.foretoken.lab.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken predict}. */
@Command(name = "predict", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, usageHelpWidth = 100, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "Tokens in, predictions out: row t of the output estimates token t+1 from tokens 1 to t.",
    "The last row is the forecast, the token after the end of the file."}, footer = {"",
        "Kernels: linear  exponential[:BETA]  gaussian:H  laplace:H  matern32:H  matern52:H  polynomial:P:C",
        "  exponential is exp(BETA <x, y>), that of attention; H is a width in the unit of the data.", "", "Examples:",
        "  foretoken predict examples/rotation.csv --kernel linear --output predictions.csv",
        "  foretoken predict examples/sunspots.csv --columns SUNACTIVITY --delays 9 --kernel gaussian:200",
        "  foretoken predict tokens.npy --method descent --layers 12 --attention softmax --plot error.png",
        "  foretoken generate --instance 4 --dimension 4 --length 300 --seed 1 | foretoken predict -",
        "  foretoken predict --text book.txt --context 4 --output bytes.csv --plot accuracy.png", "",
        "NMSE on standard error is the mean squared error over some rows, divided by the variance of those",
        "rows around their mean. Persistence predicts that the next row equals the current one."})
final class PredictCommand implements Callable<Integer> {
    private static final int LISTED = 8;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "CSV (a header is optional), NPY (float32 or float64), or - for CSV on "
            + "standard input: one token a row, T rows of d columns.")
    private String file;

    @Option(names = "--kernel", paramLabel = "KERNEL", defaultValue = "exponential", converter = KernelChoice.Converter.class, description = "See below (default: exponential).")
    private KernelChoice kernel;

    @Option(names = "--method", paramLabel = "WHICH", defaultValue = "kaczmarz", converter = ChoiceConverter.OfMethod.class, description = {
        "kaczmarz (default): the projection estimate, for tokens of any norms;",
        "descent: causal kernel descent, what Transformer layers compute."})
    private Method method;

    @Mixin
    private DescentOptions descentOptions = new DescentOptions();

    @Option(names = "--columns", paramLabel = "LIST", description = "Names or 1-based numbers, ranges included: 2,5-7 or JAN-MAR. Default: every numeric column "
            + "but a first one that looks like a date or an index.")
    private String columns;

    @Option(names = "--delays", paramLabel = "P", description = "A token is P successive rows; the output starts with the estimate of row P+1.")
    private Integer delays;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to: .csv or .npy (default: CSV on standard output). Numbers read back exactly.")
    private String output;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the error of each step beside persistence's: .png or .svg.")
    private String plot;

    @Mixin
    private TextOptions textOptions = new TextOptions();

    PredictCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        checkPlot();
        if (textOptions.text() != null) {
            checkTextOptions();
            new TextPrediction(streams, textOptions, kernel, output, plot).run();
            return Failures.OK;
        }
        checkOptions();
        ColumnSelection selection = selection();
        if (!file.equals("-")) {
            Destination.requireOther(output, Path.of(file));
        }
        try (Destination destination = Destination.open(output, streams);
                OutputFile plotFile = plot == null ? null : OutputFile.open(Path.of(plot))) {
            predict(selection, destination, plotFile);
        }
        return Failures.OK;
    }

    private void predict(ColumnSelection selection, Destination destination, OutputFile plotFile) {
        String source = file.equals("-") ? "standard input" : file;
        Table table;
        Prediction prediction;
        Matrix predictions;
        double seconds;
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now("reading " + source);
            table = file.equals("-") ? TableReader.readCsv(streams.in(), selection)
                    : TableReader.read(Path.of(file), selection);
            for (String note : table.notes()) {
                streams.err().println("note: " + note);
            }
            int rows = table.values().rows();
            if (delays != null && delays > rows) {
                throw new InputException(source + " has " + rows + " rows, too few for --delays " + delays + "; give "
                        + rows + " or less");
            }
            if (plot != null && rows <= (delays == null ? 1 : delays)) {
                throw new InputException(source + ": nothing to plot, because no prediction can be compared yet");
            }
            VectorModule.load();
            long start = System.nanoTime();
            prediction = new Prediction(kernel.kernel(), table.values(), delays == null ? 1 : delays);
            clock.now("predicting " + prediction.tokens() + " tokens");
            predictions = compute(prediction, source);
            seconds = (System.nanoTime() - start) / 1e9;
            clock.now("writing");
            if (plotFile != null) {
                draw(plotFile, table, predictions, source);
            }
        }
        destination.write(predictions, table.header() ? table.labels() : List.of());
        destination.commit();
        if (plotFile != null) {
            plotFile.commit();
        }
        report(table, predictions, seconds);
    }

    private Matrix compute(Prediction prediction, String source) {
        try {
            if (method == Method.KACZMARZ) {
                return prediction.kaczmarz();
            }
            CausalDescent descent = descentOptions.descent(kernel.kernel());
            if (descentOptions.idle() != null) {
                streams.err().println("note: " + descentOptions.idle() + " does not change the limit; add --layers N");
            }
            String complaint = descentOptions.layers().limit() ? null : prediction.complaint(descent);
            if (complaint != null) {
                streams.err().println("warning: " + descentOptions.step() + " " + complaint);
            }
            return prediction.descent(descent, descentOptions.layers());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Prediction.refused(source, e);
        }
    }

    private void draw(OutputFile plotFile, Table table, Matrix predictions, String source) {
        Matrix series = table.values();
        Matrix truth = series.rows(series.rows() - predictions.rows() + 1, series.rows());
        try {
            PredictionPlot.write(plotFile.part(), truth, predictions, table.labels(), source + ", " + describe());
        } catch (IOException e) {
            throw plotFile.failure(e);
        }
    }

    private void report(Table table, Matrix predictions, double seconds) {
        int d = table.values().cols();
        List<String> labels = table.labels();
        String names = !table.header() ? ""
                : " (" + String.join(", ", labels.subList(0, Math.min(d, LISTED))) + (d > LISTED ? ", ..." : "") + ")";
        streams.err()
                .println("T = " + predictions.rows() + " tokens" + (delays == null ? "" : " of " + delays + " rows")
                        + ", d = " + d + names + "; " + describe());
        int compared = predictions.rows() - 1;
        if (compared == 0) {
            streams.err().println("NMSE: no prediction can be compared yet");
        } else {
            int half = compared / 2;
            streams.err()
                    .println("NMSE of all " + compared + " predicted rows: "
                            + Accuracy.of(table.values(), predictions, 0));
            streams.err()
                    .println("NMSE of their second half, " + (compared - half) + ": "
                            + Accuracy.of(table.values(), predictions, half));
        }
        streams.err().println(Numbers.seconds(seconds) + " s; " + Acceleration.describe(predictions.rows()));
    }

    private String describe() {
        return "kernel " + kernel.text() + ", method " + ChoiceConverter.name(method)
                + (method == Method.DESCENT ? " (" + descentOptions.describe() + ")" : "");
    }

    private ColumnSelection selection() {
        try {
            return columns == null ? null : ColumnSelection.parse(columns);
        } catch (InputException e) {
            throw new ParameterException(spec.commandLine(), "--columns: " + e.getMessage(), e);
        }
    }

    private void checkTextOptions() {
        String other = file != null ? "FILE " + file
                : method != Method.KACZMARZ ? "--method " + ChoiceConverter.name(method)
                        : descentOptions.given() != null ? descentOptions.given()
                                : columns != null ? "--columns"
                                        : delays != null ? "--delays (for texts, --context)" : null;
        if (other != null) {
            throw new ParameterException(spec.commandLine(), other + " does not go with --text");
        }
        try {
            textOptions.check(output);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void checkPlot() {
        if (plot != null && !plot.toLowerCase(Locale.ROOT).matches(".*\\.(png|svg)")) {
            throw new ParameterException(spec.commandLine(), "--plot " + plot + ": the extension must be .png or .svg");
        }
    }

    private void checkOptions() {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
        }
        if (textOptions.given() != null) {
            throw new ParameterException(spec.commandLine(), textOptions.given() + " needs --text");
        }
        if (method == Method.KACZMARZ && descentOptions.given() != null) {
            throw new ParameterException(spec.commandLine(),
                    descentOptions.given() + " needs --method descent; kaczmarz has no layers");
        }
        try {
            // Said now, an option's fault is not taken for the file's.
            descentOptions.descent(kernel.kernel());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (delays != null && delays < 1) {
            throw new ParameterException(spec.commandLine(), "--delays must be 1 or more, not " + delays);
        }
    }
}
