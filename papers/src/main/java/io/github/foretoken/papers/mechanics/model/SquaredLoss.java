package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.Arrays;

/**
 * {@code (1 - q_y)²} with {@code q = softmax(V X'a)}: a head whose logits are inner products of the vocabulary V with the
 * layer's output. Nothing is convex here, and attention settles on whatever tokens are locally best.
 */
public final class SquaredLoss extends Loss {
    public SquaredLoss(AttentionLayer layer) {
        super(layer);
    }

    @Override
    public double evaluate(Sample sample, double[] a, double[] pull) {
        double[] output = new double[layer().dimension()];
        for (int t = 0; t < a.length; t++) {
            Vectors.add(a[t], layer().embedding(sample.tokens().get(t)), output);
        }
        double[] q = new double[layer().tokens()];
        Arrays.setAll(q, token -> Vectors.dot(layer().embedding(token), output));
        AttentionLayer.softmax(q);
        pull(sample, a, towards(sample.label(), q), pull);
        double missing = 1 - q[sample.label()];
        return missing * missing;
    }

    /** The gradient with respect to the layer's output. */
    private double[] towards(int label, double[] q) {
        double slope = -2 * (1 - q[label]) * q[label];
        double[] output = new double[layer().dimension()];
        for (int token = 0; token < q.length; token++) {
            Vectors.add(slope * ((token == label ? 1 : 0) - q[token]), layer().embedding(token), output);
        }
        return output;
    }

    /** The gradient with respect to the scores, {@code a (b - a'b)} with b that with respect to the attention. */
    private void pull(Sample sample, double[] a, double[] output, double[] scores) {
        double mean = 0;
        for (int t = 0; t < a.length; t++) {
            scores[t] = Vectors.dot(layer().embedding(sample.tokens().get(t)), output);
            mean += a[t] * scores[t];
        }
        for (int t = 0; t < a.length; t++) {
            scores[t] = a[t] * (scores[t] - mean);
        }
    }
}
