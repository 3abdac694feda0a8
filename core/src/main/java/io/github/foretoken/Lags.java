package io.github.foretoken;

import java.util.Arrays;

/** Which of the newest tokens a feature consists of, in ascending order: lag 1 is the newest. Immutable. */
final class Lags {
    /** The greatest that can be. */
    static final int MOST = 1 << 24;

    private final int[] lags;

    private Lags(int[] lags) {
        this.lags = lags;
    }

    /** 1, 2, ..., delays. */
    static Lags upTo(int delays) {
        if (delays < 1) {
            throw new IllegalArgumentException("delays must be 1 or more, not " + delays);
        }
        requirePossible("delays", delays);
        int[] lags = new int[delays];
        Arrays.setAll(lags, i -> i + 1);
        return new Lags(lags);
    }

    static Lags of(int... lags) {
        if (lags.length == 0) {
            throw new IllegalArgumentException("lags are missing: at least one is needed");
        }
        for (int i = 0; i < lags.length; i++) {
            if (lags[i] <= (i == 0 ? 0 : lags[i - 1])) {
                throw new IllegalArgumentException(
                        "lags must be 1 or more and ascend, unlike " + Arrays.toString(lags));
            }
        }
        requirePossible("lags", lags[lags.length - 1]);
        return new Lags(lags.clone());
    }

    private static void requirePossible(String name, int reach) {
        if (reach > MOST) {
            throw new IllegalArgumentException(name + " must reach back " + MOST + " tokens at most, not " + reach);
        }
    }

    int count() {
        return lags.length;
    }

    /** The i-th lag, from 0 on. */
    int get(int i) {
        return lags[i];
    }

    /** The greatest lag: how many tokens must be known. */
    int reach() {
        return lags[lags.length - 1];
    }

    /** Whether they are 1, 2, ... without a gap. */
    boolean dense() {
        return reach() == lags.length;
    }

    /**
     * One row a feature.
     *
     * @param tokens T x d, T at least the reach; not modified
     * @return (T - reach + 1) x (count d)
     */
    Matrix embed(Matrix tokens) {
        int d = tokens.cols();
        int rows = tokens.rows() - reach() + 1;
        Matrix features = Matrix.zeros(rows, Math.multiplyExact(lags.length, d));
        for (int t = 0; t < rows; t++) {
            for (int i = 0; i < lags.length; i++) {
                int row = t + reach() - lags[i];
                System.arraycopy(tokens.data(), tokens.offset() + row * tokens.stride(), features.data(),
                        t * features.cols() + i * d, d);
            }
        }
        return features;
    }

    /** Such as {@code 1-25,48,49}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = 0, last; first < lags.length; first = last + 1) {
            last = first;
            while (last + 1 < lags.length && lags[last + 1] == lags[last] + 1) {
                last++;
            }
            text.append(first == 0 ? "" : ",").append(lags[first]);
            if (last > first) {
                text.append(last == first + 1 ? ',' : '-').append(lags[last]);
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lags that && Arrays.equals(lags, that.lags);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lags);
    }
}
