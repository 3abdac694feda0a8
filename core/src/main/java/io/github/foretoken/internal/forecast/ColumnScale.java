package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A column's own zero and unit: its first value, and the power of two nearest to the median of its first changes. What is
 * computed in them is the same to the bit for data scaled by a power of two.
 */
final class ColumnScale {
    private static final int CHANGES = 8;
    /** Of units that numbers can be multiplied and divided by. */
    private static final int GREATEST = 960;
    private static final int LEAST = -1020;
    private static final double FARTHEST = 0x1p200;

    private double reference;
    private double last;
    private boolean begun;
    private boolean known;
    private int exponent;
    private final double[] changes = new double[CHANGES];
    private int count;

    boolean begun() {
        return begun;
    }

    /** Whether there is a unit; before, it is 1. */
    boolean known() {
        return known;
    }

    void begin(double value) {
        begun = true;
        reference = value;
        last = value;
    }

    /** Looks at a value until there is a unit. Returns what to multiply older numbers by if there is one now, else 0. */
    double look(double value) {
        double change = Math.abs(value - last);
        last = value;
        if (change == 0) {
            return 0;
        }
        changes[count++] = change;
        if (count < CHANGES) {
            return 0;
        }
        Arrays.sort(changes);
        exponent = Clamp.between(Math.getExponent(changes[CHANGES / 2]), LEAST, GREATEST);
        known = true;
        return Math.scalb(1.0, -exponent);
    }

    /** Whether fourth powers of what a value is in the unit still fit; false for NaN. */
    boolean reaches(double value) {
        return !known || Math.abs(inward(value)) < FARTHEST;
    }

    double inward(double value) {
        return Math.scalb(value - reference, -exponent);
    }

    double outward(double value) {
        return reference + Math.scalb(value, exponent);
    }

    /** A distance in the data's unit. */
    double amplitude(double value) {
        return Math.scalb(value, exponent);
    }

    void write(StateOutput out) throws IOException {
        out.putInt((begun ? 1 : 0) + (known ? 2 : 0));
        out.putInt(exponent);
        out.putInt(count);
        out.putDouble(reference);
        out.putDouble(last);
        out.putDoubles(changes, 0, CHANGES);
    }

    void read(StateInput in) throws IOException {
        int flags = in.getInt();
        begun = (flags & 1) != 0;
        known = (flags & 2) != 0;
        exponent = in.getInt();
        count = Clamp.between(in.getInt(), 0, CHANGES);
        reference = in.getDouble();
        last = in.getDouble();
        in.getDoubles(changes, 0, CHANGES);
    }
}
