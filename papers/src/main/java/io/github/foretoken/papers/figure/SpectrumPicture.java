package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.spectrum.SpectralMeasure;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws atoms of spectral measures on the left, sums of errors and their limits beside them, and how far they are from these. */
final class SpectrumPicture {
    private static final int WIDTH = 500;
    private static final int HEIGHT = 460;
    /** Lighter atoms are not drawn. */
    private static final double LEAST = 1e-6;
    /** Points of a line from the axis to an atom: so many that the panel does not mark them. */
    private static final int STEM = 40;
    /** Sums so near to their limits are there. */
    private static final double THERE = 1e-8;
    private static final List<Color> COLORS =
            List.of(HouseStyle.VERMILLION, HouseStyle.ORANGE, HouseStyle.BLUE, HouseStyle.GREEN);

    private SpectrumPicture() {}

    /** @param sums those of {@link Spectrum#sums} */
    static Picture of(List<Spectrum.Rotation> rotations, CurveTable sums) {
        LinePanel atoms = new LinePanel("Atoms of the spectral measure", "angle", "mass over k(x, x)").logarithmicY()
                .realX(1)
                .spanning(-Math.PI, Math.PI)
                .within(LEAST, Double.POSITIVE_INFINITY)
                .legend(LegendPosition.OutsideS);
        LinePanel partial =
                new LinePanel("Sums of squared errors over k(x, x), and limits", "tokens", "sum").logarithmicX()
                        .legend(LegendPosition.OutsideS);
        LinePanel missing = new LinePanel("What is missing to the limit", "tokens", "limit − sum").logarithmicX()
                .logarithmicY()
                .within(THERE, Double.POSITIVE_INFINITY)
                .legend(LegendPosition.OutsideS);
        double[] tokens = sums.values();
        for (int i = 0; i < rotations.size(); i++) {
            Spectrum.Rotation rotation = rotations.get(i);
            double[] curve = sums.curve(rotation.name());
            double limit = rotation.limit();
            if (rotation.angles().size() == 1) {
                stems(atoms, rotation.title(), rotation.ofFeatures(), COLORS.get(i));
            }
            partial.line("", tokens, Arrays.stream(tokens).map(t -> limit).toArray(), HouseStyle.pale(COLORS.get(i)),
                    3f);
            partial.line(rotation.title(), tokens, curve, COLORS.get(i), 1.6f);
            missing.line(rotation.title(), tokens, Arrays.stream(curve).map(sum -> limit - sum).toArray(),
                    COLORS.get(i), 1.6f);
        }
        return new Picture(3 * WIDTH, HEIGHT).add(atoms, 0, 0, WIDTH, HEIGHT)
                .add(partial, WIDTH, 0, WIDTH, HEIGHT)
                .add(missing, 2 * WIDTH, 0, WIDTH, HEIGHT);
    }

    private static void stems(LinePanel panel, String name, SpectralMeasure measure, Color color) {
        double total = measure.total();
        double[] angles = measure.angles();
        double[] masses = measure.masses();
        int[] seen = IntStream.range(0, angles.length).filter(i -> masses[i] >= LEAST * total).toArray();
        for (int i : seen) {
            double[] x = new double[STEM];
            double[] y = new double[STEM];
            Arrays.fill(x, angles[i]);
            Arrays.setAll(y, j -> j == 0 ? LEAST : masses[i] / total);
            panel.line("", x, y, color, 1f);
        }
        panel.line(name, Arrays.stream(seen).mapToDouble(i -> angles[i]).toArray(),
                Arrays.stream(seen).mapToDouble(i -> masses[i] / total).toArray(), color, 0);
    }
}
