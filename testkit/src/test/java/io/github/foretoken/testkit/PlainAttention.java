package io.github.foretoken.testkit;

/** Softmax attention as it is written in textbooks, and the mistakes that people make in it. */
final class PlainAttention implements MaskedAttention {
    /** One mistake. */
    enum Fault {
        NONE,
        SEES_THE_NEXT_TOKEN,
        MISSES_ITS_OWN_TOKEN,
        NO_GREATEST_SCORE,
        DENOMINATOR_WITHOUT_THE_LAST_KEY,
        ADDS_EPSILON,
        REMEMBERS,
        MODIFIES_VALUES,
        FLOAT_SUMS,
        SCALE_FORGOTTEN,
        POSITION_BIAS,
        RETURNS_ITS_BUFFER
    }

    private final Fault fault;
    private double[][] buffer;
    private double left;

    PlainAttention(Fault fault) {
        this.fault = fault;
    }

    @Override
    public double[][] apply(double[][] q, double[][] k, double[][] v) {
        double[][] out = new double[q.length][q.length == 0 ? 0 : v[0].length];
        if (fault == Fault.RETURNS_ITS_BUFFER) {
            out = buffer != null && buffer.length == out.length ? buffer : out;
            buffer = out;
        }
        for (int t = 0; t < q.length; t++) {
            out[t] = row(q, k, v, t, out[t]);
        }
        if (fault == Fault.MODIFIES_VALUES && v.length > 0) {
            v[0][0] /= 2;
        }
        return out;
    }

    private double[] row(double[][] q, double[][] k, double[][] v, int t, double[] out) {
        int end = fault == Fault.SEES_THE_NEXT_TOKEN ? Math.min(t + 2, q.length)
                : fault == Fault.MISSES_ITS_OWN_TOKEN && t > 0 ? t : t + 1;
        double[] scores = new double[end];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < end; s++) {
            double sum = 0;
            for (int c = 0; c < q[t].length; c++) {
                sum += q[t][c] * k[s][c];
                sum = fault == Fault.FLOAT_SUMS ? (float) sum : sum;
            }
            scores[s] = fault == Fault.SCALE_FORGOTTEN ? sum : sum / Math.sqrt(q[t].length);
            scores[s] += fault == Fault.POSITION_BIAS ? 1e-3 * s : 0;
            greatest = Math.max(greatest, scores[s]);
        }
        double total = fault == Fault.REMEMBERS ? left : fault == Fault.ADDS_EPSILON ? 1e-8 : 0;
        double[] weights = new double[end];
        for (int s = 0; s < end; s++) {
            weights[s] = Math.exp(scores[s] - (fault == Fault.NO_GREATEST_SCORE ? 0 : greatest));
            total += fault == Fault.DENOMINATOR_WITHOUT_THE_LAST_KEY && s > 0 && s == end - 1 ? 0 : weights[s];
        }
        left = 1e-3 * total;
        for (int c = 0; c < out.length; c++) {
            out[c] = 0;
            for (int s = 0; s < end; s++) {
                out[c] += weights[s] / total * v[s][c];
            }
        }
        return out;
    }
}
