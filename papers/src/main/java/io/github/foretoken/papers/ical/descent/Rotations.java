package io.github.foretoken.papers.ical.descent;

import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Sequences s_{t+1} = W s_t, each with a W of its own, Haar on O(d), and all starting from (1, ..., 1) / sqrt(d). */
public final class Rotations {
    private final int d;
    private final int length;
    private final double[] tokens;

    /**
     * Draws them.
     *
     * @param length T: each has T + 1 tokens, of which all but the last are seen and all but the first predicted
     */
    public Rotations(int d, int length, int count, long seed) {
        if (d < 1 || length < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "d, length and count must be 1 or more, not " + d + ", " + length + " and " + count);
        }
        this.d = d;
        this.length = length;
        tokens = new double[Math.multiplyExact(count, (length + 1) * d)];
        double[] first = new double[d];
        Arrays.fill(first, 1 / Math.sqrt(d));
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            double[] sequence =
                    RotationSequence.random(d, seeds.nextLong()).startingAt(first).tokens(length + 1).data();
            System.arraycopy(sequence, 0, tokens, i * sequence.length, sequence.length);
        }
    }

    /** d. */
    public int dimension() {
        return d;
    }

    /** T. */
    public int length() {
        return length;
    }

    /** How many there are. */
    public int count() {
        return tokens.length / ((length + 1) * d);
    }

    /** One of them, (T + 1) x d, a view. */
    public Matrix sequence(int number) {
        return new Matrix(tokens, number * (length + 1) * d, length + 1, d, d);
    }
}
