package io.github.foretoken.lab;

import io.github.foretoken.Matrix;
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
@Command(name = "generate", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, usageHelpWidth = 100, optionListHeading = "%nOptions:%n", description = "Writes one of the paper's sequences: unit vectors x_1, x_2, ... with x_{t+1} = f(x_t).", footer = {
    "", "Instances:", "  1, 2  a random rotation of R^D; 1 is meant for the linear kernel, 2 for the exponential",
    "  3     random points repeated with a period", "  4     a non-linear, chaotic rotation (D even)", "",
    "The same options give the same numbers.", "", "Example:",
    "  foretoken generate --instance 1 --dimension 4 --length 200 --seed 1 --output rotation.csv"})
final class GenerateCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(names = "--instance", required = true, paramLabel = "1|2|3|4", description = "Which sequence; see below.")
    private int instance;

    @Option(names = "--dimension", required = true, paramLabel = "D", description = "Number of columns.")
    private int dimension;

    @Option(names = "--length", required = true, paramLabel = "T", description = "Number of tokens, rows.")
    private int length;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "Of everything random.")
    private long seed;

    @Option(names = "--period", paramLabel = "P", description = "Of instance 3 (default: 10, in dimension 1: 2).")
    private Integer period;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to: .csv or .npy (default: CSV on standard output).")
    private String output;

    GenerateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (period != null && instance != 3) {
            throw new ParameterException(spec.commandLine(), "--period needs --instance 3; no other sequence repeats");
        }
        Matrix tokens;
        try {
            tokens = sequence().tokens(length);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(),
                    e instanceof ArithmeticException
                            ? length + " x " + dimension + " numbers are too many for one table"
                            : e.getMessage(),
                    e);
        }
        List<String> header = IntStream.rangeClosed(1, dimension).mapToObj(j -> "x" + j).toList();
        try (Destination destination = Destination.open(output, streams)) {
            destination.write(tokens, header);
            destination.commit();
        }
        return Failures.OK;
    }

    private TokenSequence sequence() {
        return switch (instance) {
            case 1, 2 -> RotationSequence.random(dimension, seed);
            case 3 -> PeriodicSequence.random(dimension, period != null ? period : dimension == 1 ? 2 : 10, seed);
            case 4 -> NonlinearRotationSequence.random(dimension, seed);
            default -> throw new IllegalArgumentException("--instance must be 1, 2, 3 or 4, not " + instance);
        };
    }
}
