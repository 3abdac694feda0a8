package io.github.foretoken.internal.forecast;

import java.util.Arrays;

/** Autocorrelations of series freed of a straight line, by a Fourier transform: O(n log n). */
final class Autocorrelation {
    private final double[] real;
    private final double[] imaginary;
    /** Cosines of half a turn's parts, as many as half of the numbers there is room for, and sines with a minus. */
    private final double[] cosine;
    private final double[] sine;
    /** How many numbers are transformed. */
    private int length;

    /** @param most numbers of a series at most */
    Autocorrelation(int most) {
        int room = SeriesRing.roundUp(2 * most);
        real = new double[room];
        imaginary = new double[room];
        int half = room / 2;
        cosine = new double[half];
        sine = new double[half];
        for (int k = 0; k < half; k++) {
            cosine[k] = StrictMath.cos(Math.PI * k / half);
            sine[k] = -StrictMath.sin(Math.PI * k / half);
        }
    }

    /**
     * Adds those of what a ring holds, each over the pairs there are.
     *
     * @param sums from lag 0 on, fewer than are held, of which that many are added to
     * @return false if the series does not vary, and nothing was added
     */
    boolean add(SeriesRing ring, double[] sums, int lags) {
        int n = ring.held();
        length = SeriesRing.roundUp(2 * n);
        Arrays.fill(real, 0, length, 0);
        Arrays.fill(imaginary, 0, length, 0);
        for (int i = 0; i < n; i++) {
            real[i] = ring.get(n - 1 - i);
        }
        if (!standardize(real, n)) {
            return false;
        }
        transform();
        for (int i = 0; i < length; i++) {
            real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
            imaginary[i] = 0;
        }
        transform();
        for (int k = 0; k < lags; k++) {
            sums[k] += real[k] / real[0] * n / (n - k);
        }
        return true;
    }

    /** Takes mean and slope away, after bringing the numbers near to 1. */
    private static boolean standardize(double[] x, int n) {
        double most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.abs(x[i]));
        }
        if (most == 0) {
            return false;
        }
        int exponent = -Math.getExponent(most);
        double mean = 0;
        for (int i = 0; i < n; i++) {
            x[i] = Math.scalb(x[i], exponent);
            mean += x[i] / n;
        }
        double slope = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double time = i - (n - 1) / 2.0;
            slope += time * (x[i] - mean);
            squares += time * time;
        }
        double rest = 0;
        for (int i = 0; i < n; i++) {
            x[i] -= mean + slope / squares * (i - (n - 1) / 2.0);
            rest += x[i] * x[i];
        }
        // What is left of a straight line is rounding.
        return rest > n * 0x1p-90;
    }

    /** Discrete Fourier transform in place (Cooley and Tukey, radix 2); applied twice it reverses all but the first. */
    private void transform() {
        int n = length;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
        for (int half = 1; half < n; half *= 2) {
            int turn = cosine.length / half;
            for (int begin = 0; begin < n; begin += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(begin + k, begin + k + half, cosine[k * turn], sine[k * turn]);
                }
            }
        }
    }

    private void butterfly(int i, int j, double c, double s) {
        double x = real[j] * c - imaginary[j] * s;
        double y = real[j] * s + imaginary[j] * c;
        real[j] = real[i] - x;
        imaginary[j] = imaginary[i] - y;
        real[i] += x;
        imaginary[i] += y;
    }

    private static void swap(double[] x, int i, int j) {
        double kept = x[i];
        x[i] = x[j];
        x[j] = kept;
    }
}
