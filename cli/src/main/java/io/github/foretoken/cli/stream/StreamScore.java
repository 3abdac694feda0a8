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
     * @param token d numbers, NaN where one is missing; not modified and not kept
     * @param known the last number of each column, that of the token where it has one; not modified and not kept
     */
    void token(double[] token, double[] known) {
        if (count < horizon) {
            estimates.add(new double[dimension]);
            tokens.add(known.clone());
            return;
        }
        int at = (int) (count % horizon);
        double[] estimate = estimates.get(at);
        double[] old = tokens.get(at);
        boolean scored = false;
        for (int c = 0; c < dimension; c++) {
            if (!Double.isNaN(token[c]) && !Double.isNaN(old[c])) {
                errors.add(token[c] / 2, estimate[c] / 2, old[c] / 2);
                scored = true;
            }
            old[c] = known[c];
        }
        if (scored) {
            errors.next();
        }
    }

    /** The next token does not follow the last one: nothing that was estimated is compared with it. */
    void interrupt() {
        count = 0;
        estimates.clear();
        tokens.clear();
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
