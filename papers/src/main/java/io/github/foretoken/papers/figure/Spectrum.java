package io.github.foretoken.papers.figure;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.spectrum.RotationSpectrum;
import io.github.foretoken.papers.spectrum.SpectralMeasure;
import io.github.foretoken.papers.spectrum.StationarySubstitution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Theorem 3, rotations under the exponential kernel: the atoms of their spectral measures, and the sums of squared errors over
 * k(x, x) on the way to the limit that the measure gives. Angles that are no part of a turn follow from the seed.
 */
public final class Spectrum {
    /** Tokens of each rotation. */
    static final int LENGTH = 1 << 17;
    /** The same for a look. */
    static final int QUICK_LENGTH = 1 << 12;

    private static final Kernel KERNEL = Kernel.exponential();
    /** Lighter atoms are not listed. */
    private static final double LEAST = 1e-9;
    /** Of sums, as many numbers of tokens are listed from one to the next that is twice as great. */
    private static final int POINTS = 8;
    /** Of angles drawn: neither nearly at rest nor nearly there and back. */
    private static final double LEAST_ANGLE = 0.5;
    private static final double MOST_ANGLE = 2.5;

    /**
     * A rotation of planes, of which x_1 has an equal part in each.
     *
     * @param name in files
     * @param title for people
     * @param angles one a plane
     */
    public record Rotation(String name, String title, List<Double> angles) {
        /** The measure of {@code <x_{t+1}, x_1>}. */
        SpectralMeasure ofTokens() {
            double[] both = angles.stream().flatMapToDouble(a -> Arrays.stream(new double[]{a, -a})).toArray();
            double[] masses = new double[both.length];
            Arrays.fill(masses, 1.0 / both.length);
            return SpectralMeasure.of(both, masses);
        }

        /** The measure of {@code k(x_{t+1}, x_1)}. */
        SpectralMeasure ofFeatures() {
            return RotationSpectrum.ofFeatures(KERNEL, ofTokens(), LEAST);
        }

        /** What squared errors over k(x, x) sum to. */
        double limit() {
            return RotationSpectrum.sumOfErrors(ofTokens(), ofFeatures());
        }

        /** Tokens of norm 1, from their angles: products with a matrix would drift. */
        Matrix tokens(int length) {
            int planes = angles.size();
            Matrix tokens = Matrix.zeros(length, 2 * planes);
            for (int t = 0; t < length; t++) {
                for (int i = 0; i < planes; i++) {
                    int at = 2 * (t * planes + i);
                    tokens.data()[at] = Math.cos(t * angles.get(i)) / Math.sqrt(planes);
                    tokens.data()[at + 1] = Math.sin(t * angles.get(i)) / Math.sqrt(planes);
                }
            }
            return tokens;
        }
    }

    private final int length;
    private final List<Rotation> rotations;

    /** With this many tokens of each rotation. */
    public Spectrum(int length, long seed) {
        this.length = length;
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = random.doubles(3, LEAST_ANGLE, MOST_ANGLE).toArray();
        rotations = List.of(new Rotation("third", "a third of a turn", List.of(2 * Math.PI / 3)),
                new Rotation("two_fifths", "two fifths of a turn", List.of(4 * Math.PI / 5)),
                new Rotation("plane", "an irrational angle", List.of(drawn[0])),
                new Rotation("two_planes", "two irrational angles, d = 4", List.of(drawn[1], drawn[2])));
    }

    /** The rotations, periodic ones first. */
    public List<Rotation> rotations() {
        return rotations;
    }

    /** Tokens of each. */
    public int length() {
        return length;
    }

    /** Over t, for each rotation {@code sum_{s <= t} |x_{s+1} - û_s|² / k(x_s, x_s)}. */
    public CurveTable sums() {
        int[] times = times();
        CurveTable table = new CurveTable("t", Arrays.stream(times).asDoubleStream().toArray());
        for (Rotation rotation : rotations) {
            double[] sums = sums(rotation, length);
            table.add(rotation.name(), Arrays.stream(times).mapToDouble(t -> sums[t - 1]).toArray());
        }
        return table;
    }

    /** After 1, 2, ... length tokens. */
    static double[] sums(Rotation rotation, int length) {
        Matrix all = rotation.tokens(length + 1);
        Matrix next = all.rows(1, length + 1);
        Matrix predicted = StationarySubstitution.of(KERNEL, all.rows(0, length)).predict(next);
        double value = KERNEL.evaluate(all.row(0), all.row(0));
        double[] sums = new double[length];
        double sum = 0;
        for (int t = 0; t < length; t++) {
            for (int j = 0; j < all.cols(); j++) {
                double error = next.get(t, j) - predicted.get(t, j);
                sum += error * error / value;
            }
            sums[t] = sum;
        }
        return sums;
    }

    /** Evenly spaced by their logarithms, where whole numbers allow it. */
    private int[] times() {
        int most = (int) Math.round(POINTS * Math.log(length) / Math.log(2));
        return IntStream.rangeClosed(0, most)
                .map(i -> (int) Math.min(length, Math.round(Math.pow(2, i / (double) POINTS))))
                .distinct()
                .toArray();
    }

    /** Over the angles of all atoms, for each rotation the mass there. */
    public CurveTable atoms() {
        Map<Double, double[]> masses = new TreeMap<>();
        Map<String, SpectralMeasure> measures = new LinkedHashMap<>();
        rotations.forEach(rotation -> measures.put(rotation.name(), rotation.ofFeatures().heavierThan(LEAST)));
        measures.values()
                .forEach(measure -> Arrays.stream(measure.angles()).forEach(a -> masses.put(a, new double[0])));
        double[] angles = masses.keySet().stream().mapToDouble(a -> a).toArray();
        CurveTable table = new CurveTable("angle", angles);
        measures.forEach((name, measure) -> table.add(name, Arrays.stream(angles).map(measure::massAt).toArray()));
        return table;
    }
}
