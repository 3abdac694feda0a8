package io.github.foretoken.cli.predict;

import io.github.foretoken.cli.method.KernelChoice;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.method.PredictorArguments;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Streams;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code predict} that say what predicts. */
final class MethodOptions {
    @Mixin
    private PredictorArguments predictor = new PredictorArguments();

    @Mixin
    private DescentOptions descent = new DescentOptions();

    @Option(names = "--prefix", paramLabel = "N", description = "--method auto: choose by the first N rows (default: a quarter, from 200 to 5000).")
    private Integer prefix;

    /** {@code --delays}, or null. */
    Integer delays() {
        return predictor.delays();
    }

    /** {@code --level}. */
    Levels levels() {
        return predictor.levels();
    }

    /** {@code --kernel}, or the default one. */
    KernelChoice kernel() {
        return predictor.kernel();
    }

    /** The first option given that is not {@code --kernel}; null if there is none. */
    String besidesKernel() {
        String method = predictor.method();
        if (predictor.levels().count() > 0) {
            return "--level";
        }
        return !method.equalsIgnoreCase("kaczmarz") ? "--method " + method
                : delays() != null ? "--delays (for texts, --context)"
                        : predictor.otherThan("--kernel") != null ? predictor.otherThan("--kernel")
                                : descent.given() != null ? descent.given() : prefix != null ? "--prefix" : null;
    }

    /**
     * The method, or null for the one that {@link #choose} chooses.
     *
     * @param streams where its warnings go
     * @param gaps whether rows may be missing, so that it must take them one by one
     * @throws IllegalArgumentException if options contradict each other
     */
    SeriesMethod fixed(Streams streams, boolean gaps) {
        String method = predictor.method();
        boolean descends = method.equalsIgnoreCase("descent");
        boolean automatic = method.equalsIgnoreCase("auto");
        Integer delays = delays();
        require(delays == null || delays >= 1, "--delays must be 1 or more, not " + delays);
        require(descends || descent.given() == null,
                descent.given() + " needs --method descent; " + method + " has no layers");
        require(prefix == null || automatic, "--prefix needs --method auto");
        if (predictor.forecaster() && descent.given() == null && prefix == null) {
            return new ForecastedMethod(horizon(), predictor.levels());
        }
        predictor.requireNoLevels();
        if (automatic) {
            requireFree();
            return null;
        }
        if (!descends) {
            return new StreamedMethod(predictor.options());
        }
        String other = predictor.otherThan("--kernel", "--delays");
        require(other == null, other + " does not go with --method descent");
        require(!gaps, "--missing skip does not go with --method descent, which takes all rows at once; hold does");
        descent.descent(predictor.kernel().kernel());
        return new DescentMethod(predictor.kernel(), delays == null ? 1 : delays, descent, streams);
    }

    private void requireFree() {
        String other = predictor.otherThan("--horizon");
        require(other == null, other + " is what --method auto chooses; leave it out");
        require(prefix == null || prefix >= 1, "--prefix must be 1 or more, not " + prefix);
        require(horizon() >= 1, "horizon must be 1 or more, not " + horizon());
    }

    private int horizon() {
        return predictor.horizon() == null ? 1 : predictor.horizon();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Chooses a method for a series.
     *
     * @param source what to call it
     * @throws InputException if it is too short
     */
    AutomaticMethod choose(Table table, String source) {
        int rows = table.values().rows();
        int first = prefix == null ? AutomaticMethod.defaultPrefix(rows) : prefix;
        if (first > rows) {
            throw new InputException(source + " has " + rows + " rows, too few for --prefix " + first);
        }
        try {
            return AutomaticMethod.choose(table, first, horizon());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InputException.refusal(source, e);
        }
    }
}
