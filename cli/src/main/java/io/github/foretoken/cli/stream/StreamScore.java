package io.github.foretoken.cli.stream;

import java.util.ArrayList;
import java.util.List;

/** Compares what was estimated of the tokens of one series with what came. */
final class StreamScore {
    private final int horizon;
    private final int dimension;
    private final StreamErrors errors;
    /** Rings of the last horizon ones, which grow as they come. */
    private final List<double[]> estimates = new ArrayList<>();
    private final List<double[]> tokens = new ArrayList<>();
    private long count;

    /** @param errors that these are added to */
    StreamScore(int dimension, int horizon, StreamErrors errors) {
        this.dimension = dimension;
        this.horizon = horizon;
        this.errors = errors;
    }

    /**
     * Scores what was estimated of a token.
     *
     * @param token d numbers, not modified and not kept
     */
    void token(double[] token) {
        if (count < horizon) {
            estimates.add(new double[dimension]);
            tokens.add(token.clone());
            return;
        }
        int at = (int) (count % horizon);
        double[] estimate = estimates.get(at);
        double[] old = tokens.get(at);
        for (int c = 0; c < dimension; c++) {
            errors.add(token[c] / 2, estimate[c] / 2, old[c] / 2);
            old[c] = token[c];
        }
        errors.next();
    }

    /** Keeps what is estimated after that token. */
    void estimate(double[] numbers, StreamModel model) {
        double[] kept = estimates.get((int) (count++ % horizon));
        for (int c = 0; c < dimension; c++) {
            kept[c] = numbers[model.position(c)];
        }
    }

    /** About how many bytes it takes at most. */
    long bytes() {
        return 2L * horizon * (dimension * (long) Double.BYTES + 24);
    }
}
