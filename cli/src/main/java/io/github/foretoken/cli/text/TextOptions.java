package io.github.foretoken.cli.text;

import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TableFormat;
import picocli.CommandLine.Option;

/** The options that only {@code --text} has. */
public final class TextOptions {
    private static final int CONTEXT = 4;
    private static final double OMEGA = 0.3;

    @Option(names = "--text", paramLabel = "FILE", description = "Predict a text byte by byte instead; FILE, or - for standard input, in any encoding.")
    private String text;

    @Option(names = "--context", paramLabel = "P", description = "With --text: how many bytes a prediction is made from, 1 to 8 (default: 4).")
    private Integer context;

    @Option(names = "--omega", paramLabel = "W", description = "With --text: which share of each error is corrected, in (0, 2) (default: 0.3).")
    private Double omega;

    @Option(names = "--dimension", paramLabel = "D", description = "With --text: of the random unit vectors that stand for bytes. From 256 on (default) they are "
            + "orthonormal, which is fast; below, a byte costs more the more contexts there are.")
    private Integer dimension;

    @Option(names = "--seed", paramLabel = "S", description = "With --text: of vectors that are not orthonormal (default: 0).")
    private Long seed;

    /** The file, "-", or null for no text. */
    public String text() {
        return text;
    }

    /** The first of the others that was given, or null. */
    public String given() {
        return context != null ? "--context"
                : omega != null ? "--omega" : dimension != null ? "--dimension" : seed != null ? "--seed" : null;
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming the option
     */
    public void check(String output) {
        require(context() >= 1 && context() <= 8, "--context must be 1 to 8, not ", context);
        require(omega() > 0 && omega() < 2, "--omega must lie between 0 and 2, not ", omega);
        require(dimension() >= 1, "--dimension must be 1 or more, not ", dimension);
        require(output == null || Source.isStandard(output) || TableFormat.of(output).orElse(null) == TableFormat.CSV,
                "with --text the extension of --output must be .csv: ", output);
    }

    private static void require(boolean condition, String what, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(what + value);
        }
    }

    int context() {
        return context == null ? CONTEXT : context;
    }

    double omega() {
        return omega == null ? OMEGA : omega;
    }

    int dimension() {
        return dimension == null ? ByteVectors.ORTHONORMAL : dimension;
    }

    /** Whether the vectors are orthonormal, so that nothing depends on which they are. */
    boolean orthonormal() {
        return dimension() >= ByteVectors.ORTHONORMAL;
    }

    /** What changes nothing although it was given, or null. */
    String idle() {
        return orthonormal() && seed != null ? "--seed" : null;
    }

    long seed() {
        return seed == null ? 0 : seed;
    }
}
