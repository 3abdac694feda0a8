package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** Exponentially weighted means of a series over several spans. */
final class Averages {
    private final double[] spans;
    private final double[] means;
    private long count;

    Averages(double... spans) {
        this.spans = spans;
        means = new double[spans.length];
    }

    int size() {
        return spans.length;
    }

    void push(double value) {
        count++;
        for (int i = 0; i < spans.length; i++) {
            // A plain mean until the span is full.
            means[i] += (value - means[i]) * Math.max(1.0 / count, 1 / spans[i]);
        }
    }

    /**
     * By how much each mean, from an index on, differs from a value.
     *
     * @param feature overwritten from {@code at} on
     */
    void differences(int from, double value, double[] feature, int at) {
        for (int i = from; i < means.length; i++) {
            feature[at + i - from] = means[i] - value;
        }
    }

    void scale(double by) {
        for (int i = 0; i < means.length; i++) {
            means[i] *= by;
        }
    }

    void write(StateOutput out) throws IOException {
        out.putLong(count);
        out.putDoubles(means, 0, means.length);
    }

    void read(StateInput in) throws IOException {
        count = in.getSize("values");
        in.getDoubles(means, 0, means.length);
    }
}
