package io.github.foretoken.papers.ical.descent;

import java.util.Arrays;
import java.util.Random;

/**
 * One step of gradient descent in context, from zero: after n pairs the estimate of W is {@code eta times the sum of s_{t+1}
 * s_t*}, and the prediction that estimate applied to the last token. For the linear kernel this is the first iterate u^1 of
 * causal kernel descent. Here for commuting unitary W, in their common basis: coordinates lambda_i^t with uniform phases.
 *
 * <p>With n = 1..N pairs equally often, the error of a coordinate is {@code 1 - 2 eta gain + eta² power}, gain = (N + 1) / 2 and
 * power = (N + 1)(2N + 3d - 2) / 6; so the best step is {@code 3 / (2N + 3d - 2)}.
 */
public final class OneStep {
    private OneStep() {}

    private static void requirePositive(int d, int pairs) {
        if (d < 1 || pairs < 1) {
            throw new IllegalArgumentException("d and pairs must be 1 or more, not " + d + " and " + pairs);
        }
    }

    /** The step with the least expected error. */
    public static double bestStep(int d, int pairs) {
        requirePositive(d, pairs);
        return 3.0 / (2.0 * pairs + 3.0 * d - 2);
    }

    /** Its expected squared error of a coordinate, averaged over rows with 1 to {@code pairs} pairs. */
    public static double leastError(int d, int pairs) {
        return error(d, pairs, bestStep(d, pairs));
    }

    /** The same of any step. */
    public static double error(int d, int pairs, double step) {
        requirePositive(d, pairs);
        return 1 - step * (pairs + 1) + step * step * (pairs + 1) * (2.0 * pairs + 3.0 * d - 2) / 6;
    }

    /**
     * Means over sequences that were drawn.
     *
     * @param gain of the real part of prediction times conjugate target, a coordinate, for step 1
     * @param power of the squared prediction, a coordinate, for step 1
     */
    public record Sample(double gain, double power) {
        /** The step with the least error on these sequences. */
        public double bestStep() {
            return gain / power;
        }

        /** The squared error of a coordinate on these sequences. */
        public double error(double step) {
            return 1 - 2 * step * gain + step * step * power;
        }

        /** Mean over samples of one size. */
        public static Sample mean(Sample... samples) {
            double gain = 0;
            double power = 0;
            for (Sample sample : samples) {
                gain += sample.gain / samples.length;
                power += sample.power / samples.length;
            }
            return new Sample(gain, power);
        }
    }

    /** Draws sequences and predicts each of their tokens 2, 3, ... N + 1 by one step, with no formula used. */
    public static Sample sample(int d, int pairs, int draws, Random random) {
        requirePositive(d, pairs);
        Sample[] samples = new Sample[draws];
        Arrays.setAll(samples, i -> of(random.doubles(d, 0, 2 * Math.PI).toArray(), pairs));
        return Sample.mean(samples);
    }

    /** The same of the one sequence with these phases. */
    static Sample of(double[] phases, int pairs) {
        int d = phases.length;
        double gain = 0;
        double power = 0;
        // Sum of s_{t+1} s_t*, d x d.
        double[] real = new double[d * d];
        double[] imaginary = new double[d * d];
        double[] before = token(phases, 0);
        double[] last = token(phases, 1);
        for (int n = 1; n <= pairs; n++) {
            double[] target = token(phases, n + 1);
            for (int i = 0; i < d; i++) {
                double x = 0;
                double y = 0;
                for (int j = 0; j < d; j++) {
                    int ij = i * d + j;
                    real[ij] += last[2 * i] * before[2 * j] + last[2 * i + 1] * before[2 * j + 1];
                    imaginary[ij] += last[2 * i + 1] * before[2 * j] - last[2 * i] * before[2 * j + 1];
                    x += real[ij] * last[2 * j] - imaginary[ij] * last[2 * j + 1];
                    y += real[ij] * last[2 * j + 1] + imaginary[ij] * last[2 * j];
                }
                gain += x * target[2 * i] + y * target[2 * i + 1];
                power += x * x + y * y;
            }
            before = last;
            last = target;
        }
        double coordinates = (double) pairs * d;
        return new Sample(gain / coordinates, power / coordinates);
    }

    /** Real and imaginary parts in turn. */
    private static double[] token(double[] phases, int t) {
        double[] token = new double[2 * phases.length];
        for (int i = 0; i < phases.length; i++) {
            token[2 * i] = Math.cos(t * phases[i]);
            token[2 * i + 1] = Math.sin(t * phases[i]);
        }
        return token;
    }
}
