package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** Limits each coordinate of a feature to a few times its mean absolute value so far, so that no single outlier leads. */
final class Winsor {
    private static final double LIMIT = 5;
    /** Features that pass as they are. */
    private static final int FIRST = 8;

    private final double[] sums;
    private long count;

    Winsor(int dimension) {
        sums = new double[dimension];
    }

    /**
     * @param feature modified
     */
    void limit(double[] feature) {
        double factor = count < FIRST ? Double.POSITIVE_INFINITY : LIMIT / count;
        for (int i = 0; i < sums.length; i++) {
            double most = sums[i] * factor;
            sums[i] += Math.abs(feature[i]);
            if (most > 0) {
                feature[i] = Clamp.between(feature[i], -most, most);
            }
        }
        count++;
    }

    void write(StateOutput out) throws IOException {
        out.putLong(count);
        out.putDoubles(sums, 0, sums.length);
    }

    void read(StateInput in) throws IOException {
        count = in.getSize("features");
        in.getDoubles(sums, 0, sums.length);
    }
}
