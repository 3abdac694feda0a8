package io.github.foretoken.papers.spectrum;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The errors of the Kaczmarz prediction on a rotation under the exponential kernel, for sequences of any length. In the
 * notation of docs/mathematics.md#stationary-sequences, with tokens of norm 1 that have the mass m_j at the angle
 * theta_j,
 *
 * <pre>
 * |x_{t+1} - û_t|² = sum over j of m_j |S_j(t)|²,   S_j(t) = sum over s &lt; t of c_s exp(-i s theta_j),
 * </pre>
 *
 * so that nothing is stored but a_t = exp(sum over j of m_j cos t theta_j - 1) and c, its reciprocal: no tokens. Angles
 * are whole multiples of 2^-64 of a turn, t of which are known without rounding for any t. Immutable.
 */
public final class RotationErrors {
    private static final double RADIANS = 2 * Math.PI * 0x1p-64;
    private static final int BLOCK = 1 << 17;
    /** No nearer to 0 or to half a turn than what rounding makes of it. */
    private static final double SAME = 1e-9;
    private static final int SAMPLES = 16;

    private final long[] turns;
    private final double[] masses;
    private final double[] kernel;
    private final double[] inverse;

    private RotationErrors(long[] turns, double[] masses, int length, int block) {
        this.turns = turns;
        this.masses = masses;
        kernel = new double[length];
        for (int t = 0; t < length; t++) {
            double sum = 0;
            for (int j = 0; j < turns.length; j++) {
                sum += masses[j] * Math.cos(t * turns[j] * RADIANS);
            }
            kernel[t] = t == 0 ? 1 : Math.exp(sum - 1);
        }
        inverse = BlockReciprocal.of(kernel, block);
    }

    /**
     * On a rotation.
     *
     * @param tokens the measure of {@code <x_{t+1}, x_1>}: of mass 1, symmetric
     * @param length T, 1 or more
     * @throws IllegalArgumentException if the mass is not 1 or length less than 1
     */
    public static RotationErrors of(SpectralMeasure tokens, int length) {
        return of(tokens, length, BLOCK);
    }

    static RotationErrors of(SpectralMeasure tokens, int length, int block) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be 1 or more, not " + length);
        }
        double total = tokens.total();
        if (!(Math.abs(total - 1) <= SAME)) {
            throw new IllegalArgumentException("the tokens' measure must have mass 1, not " + total);
        }
        double[] angles = tokens.angles();
        double[] all = tokens.masses();
        // Of two signs one, with the mass of both.
        int[] kept = IntStream.range(0, angles.length).filter(i -> angles[i] > -SAME).toArray();
        return new RotationErrors(Arrays.stream(kept).mapToLong(i -> turn(angles[i])).toArray(),
                Arrays.stream(kept).mapToDouble(i -> (single(angles[i]) ? 1 : 2) * all[i] / total).toArray(), length,
                block);
    }

    private static boolean single(double angle) {
        return angle < SAME || angle > Math.PI - SAME;
    }

    private static long turn(double angle) {
        if (single(angle)) {
            return angle < SAME ? 0 : Long.MIN_VALUE;
        }
        return Math.round(angle / RADIANS);
    }

    /**
     * Means of {@code |x_{t+1} - û_t|²}.
     *
     * @param times ascending, from 1 to T + 1
     * @return one fewer: over t from each of them to the next, which is left out
     * @throws IllegalArgumentException if times are not so
     */
    public double[] means(int[] times) {
        for (int i = 0; i < times.length; i++) {
            if (times[i] < (i == 0 ? 1 : times[i - 1] + 1) || times[i] > kernel.length + 1) {
                throw new IllegalArgumentException(
                        "times must ascend from 1 to " + (kernel.length + 1) + " at most, not be " + times[i]);
            }
        }
        double[] means = new double[times.length - 1];
        double[] re = new double[turns.length];
        double[] im = new double[turns.length];
        int window = -1;
        for (int t = 1; t < times[times.length - 1]; t++) {
            double square = 0;
            for (int j = 0; j < turns.length; j++) {
                double angle = (t - 1) * turns[j] * RADIANS;
                re[j] += inverse[t - 1] * Math.cos(angle);
                im[j] -= inverse[t - 1] * Math.sin(angle);
                square += masses[j] * (re[j] * re[j] + im[j] * im[j]);
            }
            window += window + 1 < means.length && t == times[window + 1] ? 1 : 0;
            if (window >= 0) {
                means[window] += square / (times[window + 1] - times[window]);
            }
        }
        return means;
    }

    /**
     * What the squared error at the end owes to rounding: coefficients of a c, which should be 0, at some places drawn
     * with a fixed seed, their mean square times the number of terms.
     */
    public double roundings() {
        SplittableRandom random = new SplittableRandom(0);
        double squares = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int t = 1 + random.nextInt(Math.max(1, kernel.length - 1));
            double sum = 0;
            double lost = 0;
            for (int s = 0; s <= t && t < kernel.length; s++) {
                // With what each product and sum loses, so that the sum's own roundings are not taken for those of c.
                double product = kernel[t - s] * inverse[s];
                double next = sum + product;
                double part = next - sum;
                lost += Math.fma(kernel[t - s], inverse[s], -product) + (sum - (next - part)) + (product - part);
                sum = next;
            }
            squares += (sum + lost) * (sum + lost) / SAMPLES;
        }
        return squares * kernel.length;
    }
}
