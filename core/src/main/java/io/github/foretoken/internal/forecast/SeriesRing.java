package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** The newest values of a series. */
final class SeriesRing {
    private double[] values;
    private long count;

    /**
     * @param capacity rounded up to a power of two
     */
    SeriesRing(int capacity) {
        values = new double[roundUp(capacity)];
    }

    static int roundUp(int capacity) {
        return Integer.highestOneBit(Math.max(2, capacity) - 1) << 1;
    }

    void push(double value) {
        values[(int) count & values.length - 1] = value;
        count++;
    }

    long count() {
        return count;
    }

    /** How many are still there. */
    int held() {
        return (int) Math.min(count, values.length);
    }

    boolean has(int back) {
        return back < held();
    }

    /** The value {@code back} ago; the newest for 0. */
    double get(int back) {
        return values[(int) (count - 1 - back) & values.length - 1];
    }

    /** How the newest values changed, newest first; 0 where that is not known. */
    void increments(double[] feature, int at, int number) {
        int known = Clamp.between(held() - 1L, 0, number);
        for (int i = 0; i < known; i++) {
            feature[at + i] = get(i) - get(i + 1);
        }
        for (int i = known; i < number; i++) {
            feature[at + i] = 0;
        }
    }

    /**
     * What followed one, two, ... seasons before now, relative to the newest value, and then how it had changed by that; 0
     * where that is not known.
     */
    void seasons(int season, int number, double[] feature, int at) {
        for (int k = 1; k <= number; k++) {
            int back = k * season - 1;
            boolean known = has(back + 1);
            feature[at + k - 1] = known ? get(back) - get(0) : 0;
            feature[at + number + k - 1] = known ? get(back) - get(back + 1) : 0;
        }
    }

    /** Makes room for as many; what is held stays. */
    void grow(int capacity) {
        int length = roundUp(capacity);
        if (length > values.length) {
            double[] larger = new double[length];
            for (int back = held() - 1; back >= 0; back--) {
                larger[(int) (count - 1 - back) & length - 1] = get(back);
            }
            values = larger;
        }
    }

    void scale(double by) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
    }

    void write(StateOutput out) throws IOException {
        out.putLong(count);
        out.putDoubles(values, 0, values.length);
    }

    void read(StateInput in) throws IOException {
        count = in.getSize("values");
        in.getDoubles(values, 0, values.length);
    }

    long bytes() {
        return (long) values.length * Double.BYTES;
    }
}
