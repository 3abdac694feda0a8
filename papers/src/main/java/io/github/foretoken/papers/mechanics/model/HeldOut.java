package io.github.foretoken.papers.mechanics.model;

import java.util.Map;

/** How well labels were foretold: the share that had the greatest probability, and the mean log-loss. */
public final class HeldOut {
    private int count;
    private double right;
    private double loss;

    /**
     * Counts one prediction. Of several tokens of equally great probability each is the prediction in part.
     *
     * @param chances by token
     * @param label the loss is infinite if it is not among them
     */
    public void add(Map<String, Double> chances, String label) {
        double greatest = chances.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double own = chances.getOrDefault(label, 0.0);
        count++;
        loss -= Math.log(own);
        if (own == greatest && greatest > 0) {
            right += 1.0 / chances.values().stream().filter(chance -> chance == greatest).count();
        }
    }

    /** How many were counted. */
    public int count() {
        return count;
    }

    /** The share that was right. */
    public double accuracy() {
        return right / count;
    }

    /** The mean of minus the logarithm of the label's probability. */
    public double logLoss() {
        return loss / count;
    }
}
