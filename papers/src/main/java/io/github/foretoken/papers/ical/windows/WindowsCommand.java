package io.github.foretoken.papers.ical.windows;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.papers.output.Outputs;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foretoken ical windows}. */
@Command(name = "windows", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Figure 4: linear maps between the tokens of a text.",
    "Windows of five tokens, each explained by the least linear map that fits its pairs of successive "
            + "tokens; errors beside those of the same tokens shuffled. Without --embeddings tokens are words and "
            + "marks, with random unit vectors."})
public final class WindowsCommand implements Callable<Integer> {
    private static final int DIMENSION = 1280;
    private static final int WINDOWS = 10_000;
    private static final int QUICK_WINDOWS = 1000;
    private static final int WIDTH = 680;
    private static final int HEIGHT = 440;
    private static final int BINS = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Outputs outputs = new Outputs();

    @Parameters(paramLabel = "FILE", description = "The text, UTF-8; with --embeddings, but not --vocabulary, token numbers with white space between: rows of the table, counted from 0.")
    private Path file;

    @Option(names = "--embeddings", paramLabel = "TABLE", description = "One row a token: NPY, CSV or safetensors; rows are scaled to unit norm.")
    private Path table;

    @Option(names = "--tensor", paramLabel = "NAME", description = "Which tensor of a safetensors file, if it has several tables.")
    private String tensor;

    @Option(names = "--vocabulary", paramLabel = "WORDS", description = "One word a line, for each row of --embeddings; windows with other words are left out.")
    private Path vocabulary;

    @Option(names = "--dimension", paramLabel = "D", description = "Of random vectors (default: 1280).")
    private Integer dimension;

    @Option(names = "--windows", paramLabel = "N", description = "How many at most (default: 10000; with --quick 1000).")
    private Integer windows;

    @Override
    public Integer call() {
        if (table == null && (tensor != null || vocabulary != null)) {
            throw usage((tensor != null ? "--tensor" : "--vocabulary") + " needs --embeddings");
        }
        if (table != null && dimension != null) {
            throw usage("--dimension is of random vectors; --embeddings have theirs");
        }
        if (dimension != null && dimension < 1) {
            throw usage("--dimension must be 1 or more, not " + dimension);
        }
        if (windows != null && windows < 1) {
            throw usage("--windows must be 1 or more, not " + windows);
        }
        Input input = input();
        return outputs.run(() -> draw(input));
    }

    /** What was read. */
    private record Input(TokenWindows windows, Embeddings embeddings) {}

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Input input() {
        String content = TokenText.read(file);
        TokenText text;
        Embeddings embeddings;
        if (table == null) {
            text = TokenText.ofWords(content);
            embeddings = Embeddings.random(Math.max(1, text.vocabulary()), dimension == null ? DIMENSION : dimension,
                    outputs.seed());
        } else {
            embeddings = Embeddings.read(table, tensor);
            text = vocabulary == null ? TokenText.ofNumbers(content, embeddings.count(), file.toString())
                    : known(content, embeddings);
        }
        TokenWindows read =
                TokenWindows.of(text, windows != null ? windows : outputs.quick() ? QUICK_WINDOWS : WINDOWS);
        if (read.count() == 0) {
            throw new InputException(file + " has no window of " + TokenWindows.LENGTH + " tokens"
                    + (vocabulary == null ? "" : " that are all in the vocabulary") + "; it has "
                    + text.numbers().length + " tokens");
        }
        return new Input(read, embeddings);
    }

    private void draw(Input input) throws IOException {
        long start = System.nanoTime();
        TokenWindows shuffled = input.windows().shuffled(new Random(outputs.seed()));
        double[] errors = input.windows().errors(input.embeddings());
        double[] shuffledErrors = shuffled.errors(input.embeddings());
        report("original", input.windows(), errors);
        report("shuffled", shuffled, shuffledErrors);
        CurveTable curves = new CurveTable("window", 1).add("original", errors).add("shuffled", shuffledErrors);
        outputs.write("ical-windows", curves, picture(errors, shuffledErrors, input.embeddings().dimension()));
        outputs.done("windows", start);
    }

    private TokenText known(String content, Embeddings embeddings) {
        TokenText text = TokenText.ofWords(content, TokenText.read(vocabulary).lines().toList());
        if (text.vocabulary() != embeddings.count()) {
            throw new InputException(vocabulary + " has " + text.vocabulary() + " lines and " + table + " "
                    + embeddings.count() + " rows; they should be as many");
        }
        long unknown = Arrays.stream(text.numbers()).filter(token -> token == TokenText.UNKNOWN).count();
        outputs.say("windows: " + unknown + " of " + text.numbers().length + " tokens are not in the vocabulary");
        return text;
    }

    private void report(String which, TokenWindows of, double[] errors) {
        double[] left = Arrays.stream(errors).filter(error -> error > TokenWindows.EXPLAINED).toArray();
        String message = String.format(Locale.ROOT,
                "windows: %s: %d of %d are not explained (mean squared error above %.0e); %d have a token with two successors",
                which, left.length, errors.length, TokenWindows.EXPLAINED, of.ambiguous());
        outputs.say(left.length == 0 ? message
                : message + String.format(Locale.ROOT, "; errors %.3g to %.3g, mean %.3g",
                        Arrays.stream(left).min().orElseThrow(), Arrays.stream(left).max().orElseThrow(),
                        Arrays.stream(left).average().orElseThrow()));
    }

    private static Picture picture(double[] original, double[] shuffled, int d) {
        double most =
                Math.max(Arrays.stream(original).max().orElseThrow(), Arrays.stream(shuffled).max().orElseThrow()) * d;
        LinePanel panel =
                new LinePanel("Windows that no linear map explains", "mean squared error, times d", "windows").realX(1);
        histogram(panel, "shuffled", shuffled, d, most, HouseStyle.ORANGE);
        histogram(panel, "original", original, d, most, HouseStyle.BLUE);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    /** The outline of the bars. */
    private static void histogram(LinePanel panel, String name, double[] errors, int d, double most, Color color) {
        double width = (most > 0 ? most : 1) / BINS;
        double[] counts = new double[BINS];
        for (double error : errors) {
            if (error > TokenWindows.EXPLAINED) {
                counts[Math.min(BINS - 1, (int) (error * d / width))]++;
            }
        }
        double[] x = new double[2 * BINS + 1];
        double[] y = new double[2 * BINS + 1];
        for (int i = 0; i < 2 * BINS; i++) {
            int edge = (i + 1) / 2;
            x[i] = width * edge;
            y[i] = counts[i / 2];
        }
        x[2 * BINS] = width * BINS;
        panel.line(name + " (" + (long) Arrays.stream(counts).sum() + " of " + errors.length + ")", x, y, color, 1.8f);
    }
}
