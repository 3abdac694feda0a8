package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;

/** Features of where in a season a token is, and how far back seasons are looked at. Immutable. */
final class Season {
    private static final int HARMONICS = 4;
    private static final int SEASONS = 7;
    /** Tokens that seasons are looked back at. */
    private static final int REACH = 1 << 12;

    private final int length;
    private final double[] sine;

    /**
     * @param length 2 or more
     */
    Season(int length) {
        this.length = length;
        sine = new double[length];
        for (int i = 0; i < length; i++) {
            sine[i] = StrictMath.sin(2 * Math.PI * i / length);
        }
    }

    int length() {
        return length;
    }

    /** How many seasons are looked back: a week of days where that is possible. */
    int count() {
        return Clamp.between(REACH / length, 1, SEASONS);
    }

    /** A week of days, or the season itself where that would be too long. */
    int cycle() {
        return SEASONS * length <= REACH ? SEASONS * length : length;
    }

    double[] spans() {
        return new double[]{Math.max(2, length / 4), length, 7.0 * length, 30.0 * length};
    }

    static int phases() {
        return 2 * HARMONICS;
    }

    /**
     * Sine and cosine of the first harmonics.
     *
     * @param feature overwritten from {@code at} on
     */
    void phases(long number, double[] feature, int at) {
        int phase = (int) (number % length);
        for (int k = 1; k <= HARMONICS; k++) {
            int turn = (int) ((long) k * phase % length);
            // A cosine is a sine a quarter turn later, where four quarters make a season.
            feature[at++] = sine[turn];
            feature[at++] =
                    length % 4 == 0 ? sine[(turn + length / 4) % length] : StrictMath.cos(2 * Math.PI * turn / length);
        }
    }

    /** What was a season before each step, or the newest value where that is not known. */
    void repeat(SeriesRing ring, double[] forecast) {
        for (int h = 0; h < forecast.length; h++) {
            int back = length() - 1 - h % length();
            forecast[h] = ring.has(back) ? ring.get(back) : ring.get(0);
        }
    }
}
