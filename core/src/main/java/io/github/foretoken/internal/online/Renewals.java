package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What was put back of a fading ridge after each of the last H features: a feature of one coordinate with the target 0, and its
 * gain. The map of step h learns it when it has learned from that feature. Rare, so that there is room for as many as there are.
 */
final class Renewals {
    private final int horizon;
    /** In the order of features; slot i for renewal {@code (first + i) % room}. */
    private long[] number = {};
    private int[] coordinate = {};
    private double[] root = {};
    private double[][] gain = {};
    private int[] sizes = {};
    private int first;
    private int count;
    /** Features so far. */
    private long features;

    Renewals(int horizon) {
        this.horizon = horizon;
    }

    /** Takes memory for that many more, of that many coordinates; only this can fail for want of it. */
    void reserve(int more, int coordinates) {
        int room = number.length;
        if (count + more > room) {
            int wider = Growth.of(room, count + more, Integer.MAX_VALUE);
            long[] numbers = new long[wider];
            int[] places = new int[wider];
            double[] roots = new double[wider];
            double[][] all = new double[wider][];
            int[] lengths = new int[wider];
            for (int i = 0; i < room; i++) {
                int at = (first + i) % room;
                numbers[i] = number[at];
                places[i] = coordinate[at];
                roots[i] = root[at];
                all[i] = gain[at];
                lengths[i] = sizes[at];
            }
            number = numbers;
            coordinate = places;
            root = roots;
            gain = all;
            sizes = lengths;
            first = 0;
        }
        int width = Growth.of(0, coordinates, Integer.MAX_VALUE);
        for (int i = count; i < count + more; i++) {
            int at = (first + i) % number.length;
            if (!fits(gain[at], width)) {
                gain[at] = new double[width];
            }
        }
    }

    private static boolean fits(double[] room, int coordinates) {
        return room != null && room.length >= coordinates;
    }

    /** One more feature comes. */
    void next() {
        features++;
        while (count > 0 && features - number[first] >= horizon) {
            first = (first + 1) % number.length;
            count--;
        }
    }

    /** Of the newest feature: room for its gain, to be set. */
    double[] add(int ofCoordinate, double size, int coordinates) {
        if (count == number.length || !fits(gain[(first + count) % number.length], coordinates)) {
            // More than was reserved: a file may hold a state that no stream leads to.
            reserve(1, coordinates);
        }
        int at = (first + count) % number.length;
        count++;
        number[at] = features;
        coordinate[at] = ofCoordinate;
        root[at] = size;
        sizes[at] = coordinates;
        return gain[at];
    }

    /** Each step learns those behind the feature that it has learned from. */
    void learn(HorizonMap[] maps) {
        for (int i = 0; i < count; i++) {
            int at = (first + i) % number.length;
            learn(maps, at, (int) (features - number[at]));
        }
    }

    /** Nothing is to come for what was there: each step learns all that it has not. */
    void finish(HorizonMap[] maps) {
        for (int i = 0; i < count; i++) {
            int at = (first + i) % number.length;
            for (int step = (int) (features - number[at]) + 1; step < horizon; step++) {
                learn(maps, at, step);
            }
        }
        count = 0;
    }

    private void learn(HorizonMap[] maps, int at, int step) {
        for (HorizonMap map : maps) {
            map.add(step, -root[at] * map.weight(coordinate[at], step), gain[at], sizes[at]);
        }
    }

    void clear() {
        count = 0;
    }

    void copyFrom(Renewals other) {
        features = other.features;
        for (int i = 0; i < other.count; i++) {
            int from = (other.first + i) % other.number.length;
            reserve(1, other.sizes[from]);
            double[] own = add(other.coordinate[from], other.root[from], other.sizes[from]);
            System.arraycopy(other.gain[from], 0, own, 0, other.sizes[from]);
            number[(first + count - 1) % number.length] = other.number[from];
        }
    }

    void write(StateOutput out) throws IOException {
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            int at = (first + i) % number.length;
            out.putInt((int) (features - number[at]));
            out.putInt(coordinate[at]);
            out.putDouble(root[at]);
            out.putInt(sizes[at]);
            out.putDoubles(gain[at], 0, sizes[at]);
        }
    }

    /** What was written, of that many coordinates. */
    void read(StateInput in, int coordinates) throws IOException {
        clear();
        int some = in.getCount("renewals of a ridge", 3L * Integer.BYTES + Double.BYTES);
        for (int i = 0; i < some; i++) {
            int age = in.getInt();
            int place = in.getInt();
            double size = in.getDouble();
            int length = in.getInt();
            if (age < 0 || age >= horizon || place < 0 || place >= length || length > coordinates) {
                throw new StateFlaw("renews coordinate " + place + " of " + length);
            }
            in.require(1, length, "a gain");
            reserve(1, length);
            in.getDoubles(add(place, size, length), 0, length);
            number[(first + count - 1) % number.length] = features - age;
        }
    }

    long bytes() {
        long numbers = 4L * number.length;
        return (numbers + Arrays.stream(gain).mapToLong(one -> one == null ? 0 : one.length).sum()) * Double.BYTES;
    }
}
