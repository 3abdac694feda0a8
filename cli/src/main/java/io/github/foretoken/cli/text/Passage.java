package io.github.foretoken.cli.text;

import java.util.Arrays;
import java.util.Optional;

/**
 * A passage that occurs twice, without overlap.
 *
 * @param first where it first starts, counted from 0
 * @param second where it starts again
 * @param length in bytes
 */
public record Passage(int first, int second, int length) {
    /** A Mersenne prime, for sums modulo it that need no division. */
    private static final long PRIME = (1L << 61) - 1;
    private static final long BASE = 0x0b5297a4d3c2f1e7L;

    /**
     * The longest such passage, of several the one that comes again first. Found by bisection, because a repetition of n
     * bytes contains one of n - 1; a length is tried in one pass by a hash of all its passages, modulo 2^61 - 1,
     * and a match is compared byte by byte.
     *
     * @param text not modified
     * @param least bytes it must have, 1 or more
     */
    public static Optional<Passage> longest(byte[] text, int least) {
        int known = least - 1;
        int most = text.length / 2;
        Passage best = null;
        int stride = least;
        boolean bounded = false;
        while (known < most) {
            // Growing strides until one fails, so that a text without long repetitions costs few passes.
            int length = bounded ? known + (most - known + 1) / 2 : Math.min(most, known + stride);
            Passage found = ofLength(text, length);
            if (found == null) {
                most = length - 1;
                bounded = true;
            } else {
                best = found;
                known = length;
                stride = Math.min(most, 2 * stride);
            }
        }
        return Optional.ofNullable(best);
    }

    private static Passage ofLength(byte[] text, int length) {
        long highest = 1;
        for (int i = 1; i < length; i++) {
            highest = times(highest, BASE);
        }
        LongIntTable starts = new LongIntTable();
        long hash = 0;
        for (int end = 0; end < text.length; end++) {
            if (end >= length) {
                hash = minus(hash, times(highest, symbol(text[end - length])));
            }
            hash = plus(times(hash, BASE), symbol(text[end]));
            int start = end - length + 1;
            if (start < 0) {
                continue;
            }
            int before = starts.get(hash);
            if (before == LongIntTable.NONE) {
                starts.put(hash, start);
            } else if (start - before >= length
                    && Arrays.equals(text, before, before + length, text, start, start + length)) {
                return new Passage(before, start, length);
            }
        }
        return null;
    }

    private static int symbol(byte b) {
        return Byte.toUnsignedInt(b) + 1;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static long minus(long a, long b) {
        return a >= b ? a - b : a - b + PRIME;
    }

    private static long times(long a, long b) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b);
        return plus(low & PRIME, high << 3 | low >>> 61);
    }
}
