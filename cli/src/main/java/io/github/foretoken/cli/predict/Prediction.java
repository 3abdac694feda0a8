package io.github.foretoken.cli.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.InputException;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.DelayEmbedding;

/** One estimator applied to one series. */
public final class Prediction {
    private final Kernel kernel;
    private final Matrix features;
    private final Matrix targets;

    /**
     * Prepares it.
     *
     * @param series N x d, not modified
     * @param delays P, how many rows make a token
     */
    Prediction(Kernel kernel, Matrix series, int delays) {
        this.kernel = kernel;
        features = delays == 1 ? series : DelayEmbedding.of(series, delays);
        targets = series.rows(delays, series.rows());
    }

    /** T. */
    int tokens() {
        return features.rows();
    }

    /** û, one row for each token. */
    Matrix kaczmarz() {
        return ForwardSubstitution.of(kernel).predict(features, targets);
    }

    /** u^n or u*, one row for each token. */
    Matrix descent(CausalDescent descent, Layers layers) {
        return layers.limit() ? descent.limit(features, targets) : descent.iterate(features, targets, layers.count());
    }

    /** What is wrong with the step for these tokens, as a phrase that follows its name; null when nothing is. */
    String complaint(CausalDescent descent) {
        if (descent.converges(features)) {
            return null;
        }
        double critical = descent.criticalStep(features);
        return critical == 0
                ? "is too long, as every step is: kernel values of these tokens overflow; scale them down, or use "
                        + "--kernel gaussian:H, --attention softmax or --layers limit"
                : "lies outside (0, " + Numbers.brief(critical)
                        + "), where layers converge: more layers lead away from "
                        + "the limit; give a --step inside, or --layers limit";
    }

    /** What the core refuses for a user's numbers, as such. */
    public static InputException refused(String source, RuntimeException e) {
        return new InputException(source + ": " + e.getMessage(), e);
    }
}
