package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;

/**
 * Minus the logarithm of the attention on tokens equal to the label: the loss of a head that is dual to the vocabulary. Its
 * gradient is {@code -(1/n) sum of X'(a m / p - a) x_last'}, m being 1 where the label is and {@code p = m'a}.
 */
public final class LogLoss extends Loss {
    public LogLoss(AttentionLayer layer) {
        super(layer);
    }

    @Override
    public double evaluate(Sample sample, double[] a, double[] pull) {
        double p = 0;
        for (int t = 0; t < a.length; t++) {
            p += sample.tokens().get(t) == sample.label() ? a[t] : 0;
        }
        for (int t = 0; t < a.length; t++) {
            pull[t] = sample.tokens().get(t) == sample.label() ? a[t] - a[t] / p : a[t];
        }
        return -StrictMath.log(p);
    }
}
