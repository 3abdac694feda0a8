package io.github.foretoken.internal.online;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.Haar;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
import java.util.Arrays;
import java.util.Random;

/**
 * Random features of the exponential and the Gaussian kernel (docs/mathematics.md#random-features): m numbers of which
 * {@code <phi(x), phi(y)>} is k(x, y) on average. Directions are Gaussian vectors, orthogonal in blocks of as many as they have
 * coordinates, and drawn when memory is reserved: until then sizes may be a mere claim.
 */
public final class RandomFeatureMap {
    /** Below, a positive feature is 0: squares of those that are not are normal numbers, and can be divided by. */
    private static final double LEAST_EXPONENT = -340;

    /** The first 33 bits of a quarter turn, of which multiples up to 2^20 are exact, and what it has beyond. */
    private static final double QUARTER = 0x1.921fb544p0;

    private static final double QUARTER_REST = 0x1.0b4611a626331p-34;

    private final Microkernels loops;
    private final Definition definition;
    private final int dimension;
    private final int directions;
    private final int stride;
    /** W', a row a coordinate of x, in units of the kernel. */
    private double[] weights = {};
    private double[] products = {};

    /**
     * Which features.
     *
     * @param waves cosines and sines, else exponentials
     * @param count m, even for waves
     * @param seed of the directions
     * @param scale what x is multiplied by in {@code exp(<x, y>)}
     * @param radial whether values are divided by the root of k(x, x) k(y, y), which makes the kernel Gaussian
     */
    public record Definition(boolean waves, int count, long seed, double scale, boolean radial) {}

    /**
     * Of vectors in R^p.
     *
     * @throws ArithmeticException if there is no array for the directions
     */
    public RandomFeatureMap(Microkernels loops, Definition definition, int dimension) {
        this.loops = loops;
        this.definition = definition;
        this.dimension = dimension;
        directions = definition.waves ? definition.count / 2 : definition.count;
        stride = Strides.roundUp(directions, loops.lanes());
        Growth.requireArray(dimension, stride);
    }

    /** m. */
    int count() {
        return definition.count;
    }

    /** k(x, x) of an x with that squared norm, which waves have exactly and positive features on average. */
    double diagonal(double squaredNorm) {
        return definition.radial ? 1 : Math.exp(definition.scale * definition.scale * squaredNorm);
    }

    boolean reserved() {
        return weights.length > 0;
    }

    /** Takes the memory that {@link #apply} needs, and draws the directions; only this can fail for want of it. */
    void reserve() {
        if (reserved()) {
            return;
        }
        double[] room = new double[stride];
        double[] drawn = new double[dimension * stride];
        Random random = Haar.seeded(definition.seed);
        for (int first = 0; first < directions; first += dimension) {
            int block = Math.min(dimension, directions - first);
            double[] rows = Haar.orthonormal(block, dimension, random);
            for (int j = 0; j < block; j++) {
                double length = definition.scale * gaussianLength(random);
                for (int i = 0; i < dimension; i++) {
                    drawn[i * stride + first + j] = length * rows[j * dimension + i];
                }
            }
        }
        products = room;
        weights = drawn;
    }

    /** Of a Gaussian vector in R^p. */
    private double gaussianLength(Random random) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            double one = random.nextGaussian();
            sum += one * one;
        }
        return Math.sqrt(sum);
    }

    /**
     * Once memory is reserved.
     *
     * @param x p numbers from {@code offset} on
     * @param phi m numbers, overwritten
     */
    void apply(double[] x, int offset, double[] phi) {
        Arrays.fill(products, 0);
        loops.gemm(1, stride, dimension, x, offset, 1, weights, 0, stride, products, 0, stride);
        double norm = definition.scale * definition.scale * OnlineRegression.squaredNorm(x, offset, dimension);
        if (definition.waves) {
            waves(definition.radial ? 0 : norm / 2, phi);
        } else {
            exponentials(definition.radial ? norm : norm / 2, phi);
        }
    }

    private void waves(double exponent, double[] phi) {
        double amplitude = StrictMath.exp(exponent) / Math.sqrt(directions);
        for (int j = 0; j < directions; j++) {
            // What does not fit is as far from all else as any angle.
            wave(amplitude, Double.isFinite(products[j]) ? products[j] : 0, phi, 2 * j);
        }
    }

    /** Cosine and sine, by what the angle is beyond quarter turns. */
    private static void wave(double amplitude, double angle, double[] phi, int at) {
        double turns = Math.rint(angle * (2 / Math.PI));
        // Off by a rounding of the angle at most, which is off by as much.
        double rest = angle - turns * QUARTER - turns * QUARTER_REST;
        double within = Clamp.between(rest, -Math.PI / 4, Math.PI / 4);
        double cosine = amplitude * EighthTurn.cosine(within);
        double sine = amplitude * EighthTurn.sine(within);
        long quarter = (long) turns & 3;
        phi[at] = quarter == 0 ? cosine : quarter == 1 ? -sine : quarter == 2 ? -cosine : sine;
        phi[at + 1] = quarter == 0 ? sine : quarter == 1 ? cosine : quarter == 2 ? -sine : -cosine;
    }

    private void exponentials(double less, double[] phi) {
        double amplitude = 1 / Math.sqrt(directions);
        for (int j = 0; j < directions; j++) {
            double exponent = products[j] - less;
            phi[j] = exponent >= LEAST_EXPONENT ? amplitude * StrictMath.exp(exponent) : 0;
        }
    }

    /** An independent one, with the directions if they are drawn. */
    RandomFeatureMap copy() {
        RandomFeatureMap copy = new RandomFeatureMap(loops, definition, dimension);
        copy.weights = weights;
        copy.products = new double[products.length];
        return copy;
    }

    long bytes() {
        return ((long) weights.length + products.length) * Double.BYTES;
    }
}
