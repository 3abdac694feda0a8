package io.github.foretoken.testkit;

import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;

/** Masked attention by its definition, row by row in float64, and how far off a sound program may be. */
public final class AttentionDefinition {
    private final AttentionWeights form;
    private final double scale;
    private final double unit;

    /**
     * A definition.
     *
     * @param scale of the scores
     * @param unit roundoff of the program's arithmetic, 2^-53 or more
     */
    public AttentionDefinition(AttentionWeights form, double scale, double unit) {
        this.form = form;
        this.scale = scale;
        this.unit = unit;
    }

    /**
     * The values and their radii.
     *
     * @param q queries, T x d, not modified
     * @param k keys, T x d, not modified
     * @param v values, T x m, not modified
     */
    public Enclosure of(double[][] q, double[][] k, double[][] v) {
        double[][] value = new double[q.length][v.length == 0 ? 0 : v[0].length];
        double[][] radius = new double[q.length][v.length == 0 ? 0 : v[0].length];
        for (int t = 0; t < value.length; t++) {
            row(q[t], k, v, t, value[t], radius[t]);
        }
        return new Enclosure(value, radius);
    }

    private void row(double[] query, double[][] k, double[][] v, int t, double[] value, double[] radius) {
        boolean softmax = form == AttentionWeights.SOFTMAX;
        double[] weights = new double[t + 1];
        double[] errors = new double[t + 1];
        double greatest = softmax ? Double.NEGATIVE_INFINITY : 0;
        double longest = 0;
        for (int s = 0; s <= t; s++) {
            weights[s] = scale * Rows.dot(query, k[s]);
            errors[s] = unit * Rounding.scoreOperations(query.length) * Math.abs(scale)
                    * Math.sqrt(Rows.dot(query, query) * Rows.dot(k[s], k[s]));
            greatest = softmax ? Math.max(greatest, weights[s]) : 0;
            longest = Math.max(longest, Math.abs(weights[s]));
        }
        double sum = softmax ? 0 : 1;
        double wobble = 0;
        for (int s = 0; s <= t; s++) {
            if (form != AttentionWeights.LINEAR) {
                weights[s] = Math.exp(weights[s] - greatest);
                // Also those of a multiplication by log2 e, and of softmax's own shift.
                errors[s] = weights[s] * (Math.expm1(errors[s] + unit * 4 * longest) + 16 * unit);
            }
            sum += softmax ? weights[s] : 0;
            wobble += softmax ? errors[s] : 0;
        }
        double roundings = unit * (2.0 * t + 32);
        for (int c = 0; c < value.length; c++) {
            double size = 0;
            for (int s = 0; s <= t; s++) {
                value[c] += weights[s] / sum * v[s][c];
                size += errors[s] / sum * Math.abs(v[s][c])
                        + Math.abs(weights[s] / sum * v[s][c]) * (wobble / sum + roundings);
            }
            radius[c] = 2 * size;
        }
    }
}
