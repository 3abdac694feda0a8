package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.plot.CurveTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Power laws against their closed forms, and the experiment that fits them. */
class DecayTest {
    private static final double[] TIMES = IntStream.range(0, 40).mapToDouble(i -> Math.pow(2, i / 4.0)).toArray();

    @Test
    void powerLawsAreFoundAgain() {
        double[] values = Arrays.stream(TIMES).map(t -> 3e-5 * Math.pow(t, -1.7)).toArray();
        PowerLaw law = PowerLaw.fit(TIMES, values, new double[40], 2, 1000);
        assertThat(law.exponent()).isCloseTo(-1.7, within(1e-13));
        assertThat(law.standardError()).isLessThan(1e-7);
        // Another law below a floor and outside the range, which must not count.
        double[] bent = values.clone();
        double[] floors = new double[40];
        for (int i = 0; i < 40; i++) {
            if (TIMES[i] < 2 || TIMES[i] >= 300) {
                bent[i] = 1e-30;
            } else if (i % 3 == 0) {
                bent[i] = 1e-20;
                floors[i] = 1e-20;
            }
        }
        assertThat(PowerLaw.fit(TIMES, bent, floors, 2, 300).exponent()).isCloseTo(-1.7, within(1e-13));
        assertThat(PowerLaw.fit(TIMES, values, new double[40], 2000, 3000).exponent()).isNaN();
        assertThat(PowerLaw.fit(TIMES, values, new double[40], 1, 1.3).standardError()).isNaN();
    }

    /** The normal equations, and a standard error that covers the truth about as often as it says. */
    @Test
    void standardErrorsAreHonest() {
        int covered = 0;
        Random random = new Random(3);
        for (int trial = 0; trial < 1000; trial++) {
            double[] values =
                    Arrays.stream(TIMES).map(t -> Math.pow(t, -1.2) * Math.exp(0.3 * random.nextGaussian())).toArray();
            PowerLaw law = PowerLaw.fit(TIMES, values, new double[40], 1, 1e9);
            double slope = LeastSquares.slope(0, 40, i -> Math.log(TIMES[i]), i -> Math.log(values[i]));
            assertThat(law.exponent()).isCloseTo(slope, within(1e-12));
            covered += Math.abs(law.exponent() + 1.2) <= law.standardError() ? 1 : 0;
        }
        // Student's t with 38 degrees of freedom is within 1 in 67.6 % of cases; four deviations of the count are 59.
        assertThat(covered).isBetween(676 - 59, 676 + 59);
    }

    @Test
    void errorsFallOnEveryRotation() {
        List<String> said = new ArrayList<>();
        Decay decay = new Decay(Decay.QUICK_LENGTH, 7, said::add);
        int rotations = 5 * Decay.dimensions().length;
        assertThat(said).hasSize(rotations);
        double[] middles = decay.middles();
        assertThat(middles[0]).isBetween(1.0, 2.0);
        assertThat(middles[middles.length - 1]).isBetween(0.84 * Decay.QUICK_LENGTH, 1.0 * Decay.QUICK_LENGTH);
        for (Decay.Curve curve : decay.curves()) {
            double[] means = curve.means();
            // The first token is not known, and the second is a guess; then errors fall.
            assertThat(means[0]).isBetween(0.1, 4.0);
            assertThat(means[means.length - 1]).as(curve.name()).isLessThan(1e-3 * means[0]);
            assertThat(curve.floors()[means.length - 1]).isLessThan(1e-6 * means[means.length - 1]).isPositive();
            assertThat(decay.law(curve, 100, 1e9).exponent()).as(curve.name()).isBetween(-4.0, -0.5);
        }
        CurveTable exponents = decay.exponents();
        assertThat(exponents.names()).containsExactly("d", "rotation", "exponent", "standard_error", "from_1e2",
                "from_1e3", "last", "last_roundings");
        assertThat(exponents.length()).isEqualTo(rotations);
        assertThat(decay.means().names()).contains("d2_0", "d15_4").hasSize(rotations);
        // Another seed, other rotations.
        double[] other = new Decay(10_000, 8, message -> {}).curves().getFirst().means();
        assertThat(other[other.length - 1]).isNotEqualTo(decay.curves().getFirst().means()[other.length - 1]);
    }
}
