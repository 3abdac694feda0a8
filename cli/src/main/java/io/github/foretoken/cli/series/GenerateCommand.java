package io.github.foretoken.cli.series;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken generate}. */
@Command(name = "generate", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", description = {
    "Writes one of the paper's sequences, or a noisy or chaotic series.",
    "The sequences are unit vectors x_1, x_2, ... with x_{t+1} = f(x_t)."}, footer = {"", "Instances:",
        "  1, 2  a random rotation of R^D; 1 for the linear kernel, 2 for the exponential",
        "  3     random points repeated with a period", "  4     a non-linear, chaotic rotation (D even)", "",
        "Series (D is 4 for the first three, and always 1 for the others):",
        "  ar1             x_{t+1} = 0.95 W x_t + S e_t, W a random rotation, e_t",
        "                  standard normal (S: default 0.1)",
        "  ar1-switching   the same, with another W from the middle on",
        "  noisy-rotation  W x_t + S e_t, brought back to the unit sphere (S: 0.05)",
        "  lorenz63        the Lorenz flow's x in units of its standard deviation, every",
        "                  0.1 units of time; S is the noise of the observation (0)",
        "  logistic        2 y - 1 with y_{t+1} = 3.9 y_t (1 - y_t) + S e_t, kept in",
        "                  [0, 1] (S: 0)", "", "The same options give the same numbers.", "", "Examples:",
        "  foretoken generate --instance 1 --dimension 4 --length 200 --seed 1 \\", "      --output rotation.csv",
        "  foretoken generate --series lorenz63 --noise 0.05 --length 1000 --seed 1 \\", "      --output lorenz.csv"})
public final class GenerateCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(names = "--instance", paramLabel = "1|2|3|4", description = "Which of the paper's sequences; see below.")
    private Integer instance;

    @Option(names = "--series", paramLabel = "NAME", description = "Or which series; see below.")
    private String series;

    @Option(names = "--dimension", paramLabel = "D", description = "Number of columns; an instance needs it.")
    private Integer dimension;

    @Option(names = "--length", required = true, paramLabel = "T", description = "Number of tokens, rows.")
    private int length;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "Of everything random.")
    private long seed;

    @Option(names = "--period", paramLabel = "P", description = "Of instance 3 (default: 10, in dimension 1: 2).")
    private Integer period;

    @Option(names = "--noise", paramLabel = "S", description = "Of a series; see below.")
    private Double noise;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to: .csv or .npy (default: CSV on standard output).")
    private String output;

    public GenerateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        checkOptions();
        Matrix tokens;
        try {
            tokens = sequence().tokens(length);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(),
                    e instanceof ArithmeticException
                            ? length + " x " + (dimension == null ? 4 : dimension)
                                    + " numbers are too many for one table"
                            : e.getMessage(),
                    e);
        }
        List<String> header = IntStream.rangeClosed(1, tokens.cols()).mapToObj(j -> "x" + j).toList();
        try (Destination destination = Destination.open(output, streams)) {
            destination.write(tokens, header);
            destination.commit();
        }
        return Failures.OK;
    }

    private void checkOptions() {
        require((instance == null) != (series == null), "give either --instance or --series");
        require(series != null || dimension != null, "--instance needs --dimension");
        require(period == null || Integer.valueOf(3).equals(instance),
                "--period needs --instance 3; no other sequence repeats");
        require(noise == null || series != null, "--noise needs --series; the instances have none");
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private TokenSequence sequence() {
        if (series != null) {
            try {
                return Series.of(series).sequence(dimension, noise, length, seed);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--series " + series + ": " + e.getMessage(), e);
            }
        }
        return switch (instance) {
            case 1, 2 -> RotationSequence.random(dimension, seed);
            case 3 -> PeriodicSequence.random(dimension, period != null ? period : dimension == 1 ? 2 : 10, seed);
            case 4 -> NonlinearRotationSequence.random(dimension, seed);
            default -> throw new IllegalArgumentException("--instance must be 1, 2, 3 or 4, not " + instance);
        };
    }
}
