package io.github.foretoken.lab.mechanics;

import java.util.Arrays;

/**
 * {@code (1 - q_y)²} with {@code q = softmax(V X'a)}: a head whose logits are inner products of the vocabulary V with the
 * layer's output. Nothing is convex here, and attention settles on whatever tokens are locally best.
 */
final class SquaredLoss implements Loss {
    private final AttentionLayer layer;

    SquaredLoss(AttentionLayer layer) {
        this.layer = layer;
    }

    @Override
    public double evaluate(double[] w, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        int n = layer.samples().size();
        for (Sample sample : layer.samples()) {
            double[] a = layer.attention(sample, w);
            double[] output = new double[layer.dimension()];
            for (int t = 0; t < a.length; t++) {
                Vectors.add(a[t], layer.embedding(sample.tokens().get(t)), output);
            }
            double[] q = new double[layer.tokens()];
            Arrays.setAll(q, token -> Vectors.dot(layer.embedding(token), output));
            AttentionLayer.softmax(q);
            double missing = 1 - q[sample.label()];
            loss += missing * missing;
            layer.pullBack(sample, scores(sample, a, towards(sample.label(), q)), 1.0 / n, gradient);
        }
        return loss / n;
    }

    /** The gradient with respect to the layer's output. */
    private double[] towards(int label, double[] q) {
        double slope = -2 * (1 - q[label]) * q[label];
        double[] output = new double[layer.dimension()];
        for (int token = 0; token < q.length; token++) {
            Vectors.add(slope * ((token == label ? 1 : 0) - q[token]), layer.embedding(token), output);
        }
        return output;
    }

    /** The gradient with respect to the scores, {@code a (b - a'b)} with b that with respect to the attention. */
    private double[] scores(Sample sample, double[] a, double[] output) {
        double[] scores = new double[a.length];
        double mean = 0;
        for (int t = 0; t < a.length; t++) {
            scores[t] = Vectors.dot(layer.embedding(sample.tokens().get(t)), output);
            mean += a[t] * scores[t];
        }
        for (int t = 0; t < a.length; t++) {
            scores[t] = a[t] * (scores[t] - mean);
        }
        return scores;
    }
}
