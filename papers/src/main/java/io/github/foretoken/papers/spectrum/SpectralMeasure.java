package io.github.foretoken.papers.spectrum;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A measure on the circle that consists of atoms: masses at angles. It belongs to a stationary sequence of vectors through
 * {@code <v_{t+1}, v_1> = sum_j mass_j exp(i t angle_j)}. Immutable.
 */
public final class SpectralMeasure {
    /** Angles no farther apart are one: well above what rounding makes of a multiple of a few dozen, well below gaps. */
    private static final double SAME = 1e-9;

    /** In (-pi, pi], ascending. */
    private final double[] angles;
    private final double[] masses;

    private SpectralMeasure(double[] angles, double[] masses) {
        this.angles = angles;
        this.masses = masses;
    }

    /**
     * The measure with these atoms, of which those at one angle are added.
     *
     * @param angles in radians, any finite; not modified
     * @param masses as many, 0 or more; not modified
     * @return the measure; atoms without mass are left out
     * @throws IllegalArgumentException if there are not as many of both, or one is not of its range
     */
    public static SpectralMeasure of(double[] angles, double[] masses) {
        if (angles.length != masses.length) {
            throw new IllegalArgumentException(
                    "there must be a mass for each of the " + angles.length + " angles, not " + masses.length);
        }
        for (int i = 0; i < angles.length; i++) {
            if (!Double.isFinite(angles[i]) || !Double.isFinite(masses[i]) || masses[i] < 0) {
                throw new IllegalArgumentException(
                        "atom " + i + " must have a finite angle and a finite mass of 0 or more, not " + angles[i]
                                + " and " + masses[i]);
            }
        }
        double[] turned = Arrays.stream(angles).map(SpectralMeasure::turned).toArray();
        int[] order = IntStream.range(0, angles.length)
                .filter(i -> masses[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> turned[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ascending = new double[order.length];
        double[] sums = new double[order.length];
        int atoms = 0;
        for (int i : order) {
            if (atoms > 0 && turned[i] - ascending[atoms - 1] <= SAME) {
                sums[atoms - 1] += masses[i];
            } else {
                ascending[atoms] = turned[i];
                sums[atoms++] = masses[i];
            }
        }
        return new SpectralMeasure(Arrays.copyOf(ascending, atoms), Arrays.copyOf(sums, atoms));
    }

    /** The same direction in (-pi, pi]; what is -pi up to rounding becomes pi. */
    private static double turned(double angle) {
        double turned = Math.IEEEremainder(angle, 2 * Math.PI);
        return turned <= -Math.PI + SAME ? turned + 2 * Math.PI : turned;
    }

    /** {@return the number of atoms} */
    public int size() {
        return angles.length;
    }

    /** {@return the angles of the atoms in (-pi, pi], ascending, in a new array} */
    public double[] angles() {
        return angles.clone();
    }

    /** {@return the masses of the atoms, in the order of {@link #angles}, in a new array} */
    public double[] masses() {
        return masses.clone();
    }

    /** {@return the sum of all masses, {@code |v_1|²}} */
    public double total() {
        return Arrays.stream(masses).sum();
    }

    /** {@return the mass at an angle, 0 where there is no atom} */
    public double massAt(double angle) {
        double at = turned(angle);
        double mass = 0;
        for (int i = 0; i < angles.length; i++) {
            if (Math.abs(angles[i] - at) <= SAME) {
                mass += masses[i];
            }
        }
        return mass;
    }

    /**
     * The sequence that the measure belongs to.
     *
     * @param length 0 or more
     * @return {@code <v_{t+1}, v_1>}, t = 0 ... length - 1; its real part, if the measure is not symmetric
     */
    public double[] sequence(int length) {
        double[] sequence = new double[length];
        Arrays.setAll(sequence,
                t -> IntStream.range(0, angles.length).mapToDouble(i -> masses[i] * Math.cos(t * angles[i])).sum());
        return sequence;
    }

    /**
     * The measure of the products of two sequences.
     *
     * @param other any
     * @param least masses of products below this are left out
     * @return the convolution of the two
     */
    public SpectralMeasure convolve(SpectralMeasure other, double least) {
        int n = other.size();
        double[] sums = new double[size() * n];
        double[] products = new double[sums.length];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < n; j++) {
                double product = masses[i] * other.masses[j];
                sums[i * n + j] = angles[i] + other.angles[j];
                products[i * n + j] = product < least ? 0 : product;
            }
        }
        return of(sums, products);
    }

    /** {@return the atoms of more than this mass} */
    public SpectralMeasure heavierThan(double least) {
        return of(angles, Arrays.stream(masses).map(mass -> mass > least ? mass : 0).toArray());
    }

    /** {@return the sum of this and a multiple of another measure, the factor being 0 or more} */
    public SpectralMeasure plus(double factor, SpectralMeasure other) {
        double[] all = Arrays.copyOf(angles, size() + other.size());
        double[] both = Arrays.copyOf(masses, all.length);
        for (int i = 0; i < other.size(); i++) {
            all[size() + i] = other.angles[i];
            both[size() + i] = factor * other.masses[i];
        }
        return of(all, both);
    }
}
