package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.spectrum.RotationErrors;
import io.github.foretoken.papers.spectrum.RotationSpectrum;
import io.github.foretoken.papers.spectrum.SpectralMeasure;
import io.github.foretoken.sequence.RotationSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How fast errors fall on instance 2, rotations under the exponential kernel, of which Theorem 3 says only that they
 * do: means of squared errors over windows of t, for several rotations of each dimension, and the exponents of power
 * laws fitted to them. Rotations are drawn as instance 2 draws them, those that reflect being left out, so that d
 * dimensions are d/2 planes, or a fixed axis besides. Everything follows from the seed.
 */
final class Decay {
    /** Tokens of each rotation. */
    static final int LENGTH = 1_000_000;
    static final int QUICK_LENGTH = 1 << 14;

    private static final int[] DIMENSIONS = {2, 3, 4, 5, 6, 8, 15};
    private static final int ROTATIONS = 5;
    private static final int WINDOWS_PER_OCTAVE = 4;
    /** Fits begin here, past what few tokens do. */
    private static final int FIRST = 1000;
    /** Values this much above what rounding adds to them are taken for what they are. */
    private static final double CLEAR = 100;

    /** A rotation's curve: means over windows, and what rounding adds to them. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Curve(int dimension, int number, double[] means, double[] floors) {
        String name() {
            return "d" + dimension + "_" + number;
        }
    }

    private final int length;
    private final int[] times;
    private final List<Curve> curves = new ArrayList<>();

    /** Computes them all, saying so. */
    Decay(int length, long seed, Consumer<String> progress) {
        this.length = length;
        int most = (int) Math.floor(WINDOWS_PER_OCTAVE * Math.log(length + 1.0) / Math.log(2));
        times = IntStream.rangeClosed(0, most)
                .map(i -> (int) Math.round((length + 1) * Math.pow(2, (i - most) / (double) WINDOWS_PER_OCTAVE)))
                .distinct()
                .toArray();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int d : DIMENSIONS) {
            for (int number = 0; number < ROTATIONS; number++) {
                RotationErrors errors = RotationErrors.of(measure(d, seeds), length);
                double roundings = errors.roundings() / length;
                Curve curve = new Curve(d, number, errors.means(times),
                        IntStream.range(1, times.length).mapToDouble(i -> roundings * times[i]).toArray());
                curves.add(curve);
                PowerLaw law = law(curve, FIRST, Double.POSITIVE_INFINITY);
                progress.accept(String.format(Locale.ROOT,
                        "d = %d, rotation %d: exponent %.3f, standard error %.3f; at the end %.3g, of which roundings %.2g",
                        d, number, law.exponent(), law.standardError(), curve.means()[times.length - 2],
                        roundings * length));
            }
        }
    }

    /** Of the tokens of a rotation that does not reflect. */
    private static SpectralMeasure measure(int dimension, SplittableRandom seeds) {
        while (true) {
            RotationSequence rotation = RotationSequence.random(dimension, seeds.nextLong());
            SpectralMeasure measure = RotationSpectrum.ofTokens(rotation.rotation(), rotation.tokens(1).row(0));
            if (measure.massAt(Math.PI) == 0 && (dimension % 2 == 1 || measure.massAt(0) == 0)) {
                return measure;
            }
        }
    }

    /** The number of tokens. */
    int length() {
        return length;
    }

    /** In the order of dimensions. */
    List<Curve> curves() {
        return curves;
    }

    static int[] dimensions() {
        return DIMENSIONS.clone();
    }

    /** The middles of the windows, by their logarithms. */
    double[] middles() {
        return IntStream.range(1, times.length).mapToDouble(i -> Math.sqrt(times[i - 1] * (times[i] - 1.0))).toArray();
    }

    /** The power law of a curve between two times. */
    PowerLaw law(Curve curve, double from, double to) {
        double[] clear = Arrays.stream(curve.floors()).map(floor -> CLEAR * floor).toArray();
        return PowerLaw.fit(middles(), curve.means(), clear, from, to);
    }

    /** Means of squared errors, a column a rotation, over the middles of the windows. */
    CurveTable means() {
        CurveTable table = new CurveTable("t", middles());
        curves.forEach(curve -> table.add(curve.name(), curve.means()));
        return table;
    }

    /** A row a rotation: exponents from 1,000 tokens on, and from each power of ten to the next. */
    CurveTable exponents() {
        CurveTable table = new CurveTable("row", 0);
        table.add("d", curves.stream().mapToDouble(Curve::dimension).toArray());
        table.add("rotation", curves.stream().mapToDouble(Curve::number).toArray());
        List<PowerLaw> laws = curves.stream().map(curve -> law(curve, FIRST, Double.POSITIVE_INFINITY)).toList();
        table.add("exponent", laws.stream().mapToDouble(PowerLaw::exponent).toArray());
        table.add("standard_error", laws.stream().mapToDouble(PowerLaw::standardError).toArray());
        for (double from = 100; from * 10 <= 1.01 * length; from *= 10) {
            double start = from;
            table.add("from_1e" + Math.round(Math.log10(from)),
                    curves.stream().mapToDouble(curve -> law(curve, start, 10 * start).exponent()).toArray());
        }
        table.add("last", curves.stream().mapToDouble(curve -> curve.means()[times.length - 2]).toArray());
        table.add("last_roundings", curves.stream().mapToDouble(curve -> curve.floors()[times.length - 2]).toArray());
        return table;
    }
}
