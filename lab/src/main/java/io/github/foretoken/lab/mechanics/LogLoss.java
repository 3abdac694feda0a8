package io.github.foretoken.lab.mechanics;

import java.util.Arrays;

/**
 * Minus the logarithm of the attention on tokens equal to the label: the loss of a head that is dual to the vocabulary. Its
 * gradient is {@code -(1/n) sum of X'(a m / p - a) x_last'}, m being 1 where the label is and {@code p = m'a}.
 */
final class LogLoss implements Loss {
    private final AttentionLayer layer;

    LogLoss(AttentionLayer layer) {
        this.layer = layer;
    }

    @Override
    public double evaluate(double[] w, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        int n = layer.samples().size();
        for (Sample sample : layer.samples()) {
            double[] a = layer.attention(sample, w);
            double p = 0;
            for (int t = 0; t < a.length; t++) {
                p += sample.tokens().get(t) == sample.label() ? a[t] : 0;
            }
            loss -= StrictMath.log(p);
            double[] pull = new double[a.length];
            for (int t = 0; t < a.length; t++) {
                pull[t] = sample.tokens().get(t) == sample.label() ? a[t] / p - a[t] : -a[t];
            }
            layer.pullBack(sample, pull, -1.0 / n, gradient);
        }
        return loss / n;
    }
}
