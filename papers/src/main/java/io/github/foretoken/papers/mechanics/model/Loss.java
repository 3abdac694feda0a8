package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import java.util.Arrays;

/** A loss of the matrix W of an attention layer, averaged over samples. */
abstract class Loss {
    private final AttentionLayer layer;

    Loss(AttentionLayer layer) {
        this.layer = layer;
    }

    AttentionLayer layer() {
        return layer;
    }

    /**
     * The loss at W, and its gradient.
     *
     * @param w d x d, not modified
     * @param gradient d x d, overwritten
     */
    public final double evaluate(double[] w, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        int n = layer.samples().size();
        for (Sample sample : layer.samples()) {
            double[] attention = layer.attention(sample, w);
            double[] pull = new double[attention.length];
            loss += evaluate(sample, attention, pull);
            layer.pullBack(sample, pull, 1.0 / n, gradient);
        }
        return loss / n;
    }

    /**
     * The loss of a sample.
     *
     * @param attention on its tokens, not modified
     * @param pull the loss's gradient with respect to the scores, overwritten
     */
    public abstract double evaluate(Sample sample, double[] attention, double[] pull);
}
