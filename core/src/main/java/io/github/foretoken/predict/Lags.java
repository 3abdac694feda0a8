package io.github.foretoken.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Excerpt;
import java.util.Arrays;
import java.util.Objects;

/**
 * Which of the newest tokens a feature consists of, in ascending order: lag 1 is the newest. Kept as runs without
 * a gap, so that {@code 1-16777216} takes no more room than its text. Immutable, and equal if the lags are.
 *
 * {@snippet lang = java :
 * Lags day = Lags.parse("1-3,24,25");                        // the newest three, and a day ago
 * Matrix features = day.embed(tokens);                       // (T - 24) x 5 d
 * Matrix targets = tokens.rows(day.reach(), tokens.rows());  // successors of all but the last
 * Matrix estimates = ForwardSubstitution.of(Kernel.gaussian(2)).predict(features, targets);
 * }
 */
public final class Lags {
    /** The greatest lag that can be. */
    public static final int MOST = 1 << 24;

    private final int[] firsts;
    private final int[] lasts;
    /** How many lags are in the runs before. */
    private final int[] before;

    /** @param ends first, last, first, last, ... */
    private Lags(int[] ends, int length) {
        firsts = new int[length / 2];
        lasts = new int[length / 2];
        before = new int[length / 2];
        int count = 0;
        for (int run = 0; run < firsts.length; run++) {
            firsts[run] = ends[2 * run];
            lasts[run] = ends[2 * run + 1];
            before[run] = count;
            count += lasts[run] - firsts[run] + 1;
        }
    }

    /**
     * The lags 1, 2, ..., delays.
     *
     * @param delays P, from 1 to {@link #MOST}
     * @return P lags
     * @throws IllegalArgumentException if there are none, or more than {@link #MOST}
     */
    public static Lags upTo(int delays) {
        if (delays < 1) {
            throw new IllegalArgumentException("delays must be 1 or more, not " + delays);
        }
        requirePossible("delays", delays);
        return new Lags(new int[]{1, delays}, 2);
    }

    /**
     * These lags.
     *
     * @param lags one or more, ascending, from 1 to {@link #MOST}; not kept
     * @return as many lags
     * @throws IllegalArgumentException if there is none, or they do not ascend or are out of range
     */
    public static Lags of(int... lags) {
        if (lags.length == 0) {
            throw new IllegalArgumentException("lags are missing: at least one is needed");
        }
        int[] ends = {};
        int length = 0;
        for (int i = 0; i < lags.length; i++) {
            if (lags[i] <= (i == 0 ? 0 : lags[i - 1])) {
                throw new IllegalArgumentException(
                        "lags must be 1 or more and ascend, unlike " + Excerpt.of(Arrays.toString(lags)));
            }
            ends = withRun(ends, length, lags[i], lags[i]);
            length = joined(ends, length);
        }
        requirePossible("lags", lags[lags.length - 1]);
        return new Lags(ends, length);
    }

    /**
     * The lags that a text names, as {@link #toString} writes them: {@code 1-24,48,168}.
     *
     * @param text numbers and ranges between commas, without blanks
     * @return the lags
     * @throws IllegalArgumentException if they are not, or do not ascend from 1 or more to {@link #MOST} at most
     */
    public static Lags parse(String text) {
        int[] ends = {};
        int length = 0;
        int greatest = 0;
        for (String item : text.split(",", -1)) {
            int dash = item.indexOf('-');
            int first = whole(dash < 0 ? item : item.substring(0, dash));
            int last = dash < 0 ? first : whole(item.substring(dash + 1));
            if (first <= greatest || last < first || last > MOST) {
                throw new IllegalArgumentException(
                        "lags must ascend, from 1 or more to " + MOST + " at most, unlike '" + Excerpt.of(text) + "'");
            }
            ends = withRun(ends, length, first, last);
            length = joined(ends, length);
            greatest = last;
        }
        return new Lags(ends, length);
    }

    private static int[] withRun(int[] ends, int length, int first, int last) {
        int[] longer = length + 2 <= ends.length ? ends : Arrays.copyOf(ends, 2 * length + 2);
        longer[length] = first;
        longer[length + 1] = last;
        return longer;
    }

    /** The length with the run behind it, which prolongs the one before where there is no gap between them. */
    private static int joined(int[] ends, int length) {
        if (length > 0 && ends[length - 1] + 1 == ends[length]) {
            ends[length - 1] = ends[length + 1];
            return length;
        }
        return length + 2;
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("each of lags must be a whole number, not '" + Excerpt.of(text) + "'",
                    e);
        }
    }

    private static void requirePossible(String name, int reach) {
        if (reach > MOST) {
            throw new IllegalArgumentException(name + " must reach back " + MOST + " tokens at most, not " + reach);
        }
    }

    /** {@return how many lags there are, which is how many tokens make a feature} */
    public int count() {
        int run = runs() - 1;
        return before[run] + lasts[run] - firsts[run] + 1;
    }

    /**
     * One of the lags.
     *
     * @param i from 0, for the least, to {@link #count} - 1
     * @return the lag, from 1 on
     * @throws IndexOutOfBoundsException if there are not as many
     */
    public int get(int i) {
        Objects.checkIndex(i, count());
        int found = Arrays.binarySearch(before, i);
        int run = found >= 0 ? found : -found - 2;
        return firsts[run] + i - before[run];
    }

    /** {@return the greatest lag, which is how many tokens must be known before there is a feature} */
    public int reach() {
        return lasts[lasts.length - 1];
    }

    /** {@return whether the lags are 1, 2, ... without a gap} */
    public boolean dense() {
        return firsts[0] == 1 && runs() == 1;
    }

    /** How many stretches without a gap there are. */
    int runs() {
        return firsts.length;
    }

    /** The first lag of a run. */
    int first(int run) {
        return firsts[run];
    }

    /** The last lag of a run. */
    int last(int run) {
        return lasts[run];
    }

    /**
     * Features of a sequence (delay embedding): row t is made of the tokens at these lags, newest first, of which lag 1 is
     * token {@code t + reach() - 1}, both counted from 0.
     *
     * @param tokens T x d, not modified
     * @return (T - reach + 1) x (count d), row-major in a new array
     * @throws IllegalArgumentException if T is less than the reach, or the result longer than an array can be
     */
    public Matrix embed(Matrix tokens) {
        if (tokens.rows() < reach()) {
            throw new IllegalArgumentException("tokens is " + tokens.shape() + ": features that reach back " + reach()
                    + " tokens need as many rows");
        }
        int d = tokens.cols();
        int rows = tokens.rows() - reach() + 1;
        Matrix features = Matrix.zeros(rows, width(d));
        for (int t = 0; t < rows; t++) {
            int at = t * features.cols();
            for (int run = 0; run < runs(); run++) {
                for (int lag = firsts[run]; lag <= lasts[run]; lag++) {
                    int row = t + reach() - lag;
                    System.arraycopy(tokens.data(), tokens.offset() + row * tokens.stride(), features.data(), at, d);
                    at += d;
                }
            }
        }
        return features;
    }

    private int width(int dimension) {
        long width = (long) count() * dimension;
        if (width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a feature of " + count() + " tokens of " + dimension
                    + " coordinates is longer than an array can be; take fewer columns or delays");
        }
        return (int) width;
    }

    /** What {@link #parse} reads, such as {@code 1-25,48,49}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int run = 0; run < runs(); run++) {
            text.append(run == 0 ? "" : ",").append(firsts[run]);
            if (lasts[run] > firsts[run]) {
                text.append(lasts[run] == firsts[run] + 1 ? ',' : '-').append(lasts[run]);
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lags that && Arrays.equals(firsts, that.firsts) && Arrays.equals(lasts, that.lasts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(lasts);
    }
}
