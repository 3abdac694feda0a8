package io.github.foretoken.cli.train;

import io.github.foretoken.attention.Adam;
import java.util.ArrayList;
import java.util.List;

/** Where a run has got to: with the configuration all that its future follows from. */
final class TrainingState {
    final float[] weights;
    final Adam adam;
    /** The weights with the least validation loss, after epoch {@link #bestEpoch}; 0 is before the first. */
    final float[] best;
    final List<EpochLosses> history = new ArrayList<>();
    int bestEpoch;

    TrainingState(float[] theta0) {
        this(theta0, theta0, new Adam(theta0.length));
    }

    TrainingState(float[] weights, float[] best, Adam adam) {
        this.weights = weights.clone();
        this.best = best.clone();
        this.adam = adam;
    }

    /** Epochs done. */
    int epoch() {
        return history.size();
    }

    /** The least validation loss. */
    double bestLoss() {
        return bestEpoch == 0 ? Double.POSITIVE_INFINITY : history.get(bestEpoch - 1).validation();
    }

    void add(EpochLosses epoch) {
        double before = bestLoss();
        history.add(epoch);
        if (epoch.validation() < before) {
            bestEpoch = epoch();
            System.arraycopy(weights, 0, best, 0, best.length);
        }
    }
}
