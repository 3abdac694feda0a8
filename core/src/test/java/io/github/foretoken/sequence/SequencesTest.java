package io.github.foretoken.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Lags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 64})
    void rotationsAreOrthogonalAndDriveTheTokens(int d) {
        RotationSequence sequence = RotationSequence.random(d, 7);
        Matrix w = sequence.rotation();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                assertThat(dot(w.row(i), w.row(j))).isCloseTo(i == j ? 1 : 0, offset(8 * d * 0x1p-53));
            }
        }
        Matrix x = sequence.tokens(50);
        for (int t = 1; t < 50; t++) {
            for (int i = 0; i < d; i++) {
                assertThat(x.get(t, i)).isCloseTo(dot(w.row(i), x.row(t - 1)), offset(4 * d * 0x1p-53));
            }
            assertThat(dot(x.row(t), x.row(t))).isCloseTo(1, offset(32.0 * d * (t + 1) * 0x1p-53));
        }
    }

    @Test
    void rotationsStartWhereTheyAreTold() {
        double[] first = {3, -4};
        RotationSequence sequence = RotationSequence.random(2, 7).startingAt(first);
        first[0] = 0;
        assertThat(sequence.tokens(2).row(0)).containsExactly(3, -4);
        assertThat(sequence.rotation().toArray()).containsExactly(RotationSequence.random(2, 7).rotation().toArray());
        assertThatThrownBy(() -> sequence.startingAt(new double[3]))
                .hasMessage("the first token must have 2 elements, not 3");
    }

    @Test
    void haarRotationsHaveNoPreferredSignOrDirection() {
        // E[W_ij] = 0 and E[W_ij²] = 1/d; 4000 draws put both within five standard deviations of that.
        int draws = 4000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < draws; seed++) {
            double corner = RotationSequence.random(3, seed).rotation().get(0, 0);
            sum += corner;
            squares += corner * corner;
        }
        assertThat(sum / draws).isCloseTo(0, offset(5 * Math.sqrt(1.0 / 3 / draws)));
        assertThat(squares / draws).isCloseTo(1.0 / 3, offset(5 * Math.sqrt(4.0 / 45 / draws)));
    }

    @Test
    void periodicTokensRepeatAndLieOnTheSphere() {
        PeriodicSequence sequence = PeriodicSequence.random(4, 7, 3);
        Matrix x = sequence.tokens(30);
        for (int t = 0; t < 30; t++) {
            assertThat(x.row(t)).containsExactly(x.row(t % 7));
            assertThat(dot(x.row(t), x.row(t))).isCloseTo(1, offset(16 * 0x1p-53));
        }
        assertThat(sequence.period()).isEqualTo(7);
        assertThatThrownBy(() -> PeriodicSequence.random(1, 3, 1)).hasMessageContaining("dimension 1");
        assertThat(PeriodicSequence.random(1, 2, 1).tokens(2).get(0, 0))
                .isEqualTo(-PeriodicSequence.random(1, 2, 1).tokens(2).get(1, 0));
    }

    @Test
    void nonlinearRotationKeepsTheNormAndDoublesAngles() {
        Matrix x = NonlinearRotationSequence.random(2, 5).tokens(40);
        double previous = Double.NaN;
        for (int t = 0; t < 40; t++) {
            assertThat(dot(x.row(t), x.row(t))).isCloseTo(1, offset(64.0 * (t + 1) * 0x1p-53));
            if (t > 0) {
                // d = 2: multiplication by a unit complex number on both sides, so arg x_{t+1} - 2 arg x_t is constant.
                double angle = angle(x.row(t)) - 2 * angle(x.row(t - 1));
                double wrapped = angle - 2 * Math.PI * Math.floor(angle / (2 * Math.PI));
                if (t > 1) {
                    double turn = Math.abs(wrapped - previous);
                    assertThat(Math.min(turn, 2 * Math.PI - turn)).isCloseTo(0, offset(1e-13));
                }
                previous = wrapped;
            }
        }
        assertThatThrownBy(() -> NonlinearRotationSequence.random(3, 1)).hasMessageContaining("even");
    }

    @Test
    void aSeedFixesTheSequence() {
        assertThat(RotationSequence.random(6, 9).tokens(20).toArray())
                .containsExactly(RotationSequence.random(6, 9).tokens(20).toArray())
                .isNotEqualTo(RotationSequence.random(6, 10).tokens(20).toArray());
        Matrix prefix = NonlinearRotationSequence.random(6, 9).tokens(20);
        assertThat(NonlinearRotationSequence.random(6, 9).tokens(40).rows(0, 20).toArray())
                .containsExactly(prefix.toArray());
    }

    @Test
    void autoregressionsAreDrivenByOneRotationAndThenAnother() {
        // Without noise tokens decay by 0.95 in norm. For orthogonal W the cosine of x and W x is not the same for all x, but
        // W and its transpose give it alike: in 2 dimensions it is that of the angle, and a change of angle shows.
        Matrix x = AutoregressiveSequence.random(2, 0, 4).changingAfter(20).tokens(30);
        for (int t = 1; t < 30; t++) {
            assertThat(dot(x.row(t), x.row(t))).isCloseTo(0.95 * 0.95 * dot(x.row(t - 1), x.row(t - 1)),
                    offset(64 * 0x1p-53));
        }
        assertThat(cosine(x, 18, 19)).isCloseTo(cosine(x, 2, 3), offset(1e3 * 0x1p-53));
        assertThat(Math.abs(cosine(x, 19, 20) - cosine(x, 2, 3))).isGreaterThan(1e-3);
        Matrix unchanged = AutoregressiveSequence.random(2, 0, 4).tokens(30);
        assertThat(unchanged.rows(0, 20).toArray()).containsExactly(x.rows(0, 20).toArray());
        assertThat(unchanged.row(20)).isNotEqualTo(x.row(20));
    }

    private static double cosine(Matrix x, int a, int b) {
        return dot(x.row(a), x.row(b)) / Math.sqrt(dot(x.row(a), x.row(a)) * dot(x.row(b), x.row(b)));
    }

    @Test
    void autoregressionsHaveTheirStationaryVariance() {
        // Variance s² / (1 - 0.95²) in each coordinate. Over 20,000 tokens correlated for about 1 / (1 - 0.95²) = 10 of them,
        // in 2 coordinates, a mean square has a relative deviation of about sqrt(2 x 10 / 20,000 / 2); five are granted.
        int n = 20_000;
        double[] x = AutoregressiveSequence.random(2, 0.1, 3).tokens(n).toArray();
        double squares = 0;
        for (double each : x) {
            squares += each * each / x.length;
        }
        double variance = 0.01 / (1 - 0.95 * 0.95);
        assertThat(squares).isCloseTo(variance, offset(5 * variance * Math.sqrt(10.0 / n)));
    }

    @Test
    void noisyRotationsStayOnTheSphereAndMoveByTheirNoise() {
        int n = 2000;
        double noise = 0.01;
        Matrix clean = NoisyRotationSequence.random(3, 0, 6).tokens(2);
        Matrix x = NoisyRotationSequence.random(3, noise, 6).tokens(n);
        assertThat(clean.row(0)).containsExactly(x.row(0));
        for (int t = 0; t < n; t++) {
            assertThat(dot(x.row(t), x.row(t))).isCloseTo(1, offset(16 * 0x1p-53));
        }
        // The same seed, and so the same rotation and start: the second tokens differ by the noise of one step, |e| < 6.
        double[] step = {x.get(1, 0) - clean.get(1, 0), x.get(1, 1) - clean.get(1, 1), x.get(1, 2) - clean.get(1, 2)};
        assertThat(Math.sqrt(dot(step, step))).isPositive().isLessThan(6 * noise);
    }

    @Test
    void logisticTokensFollowTheMap() {
        double[] x = LogisticSequence.random(0, 2).tokens(500).toArray();
        for (int t = 1; t < x.length; t++) {
            // y = (x + 1) / 2, so x' = 2 r y (1 - y) - 1 = r (1 - x²) / 2 - 1.
            assertThat(x[t]).isCloseTo(3.9 * (1 - x[t - 1] * x[t - 1]) / 2 - 1, offset(16 * 0x1p-53));
        }
        double[] noisy = LogisticSequence.random(0.02, 2).tokens(5000).toArray();
        double squares = 0;
        for (int t = 1; t < noisy.length; t++) {
            double error = noisy[t] - (3.9 * (1 - noisy[t - 1] * noisy[t - 1]) / 2 - 1);
            squares += error * error / (noisy.length - 1);
            assertThat(noisy[t]).isBetween(-1.0, 1.0);
        }
        // Twice the noise of y; cutting off at the ends takes a little away.
        assertThat(squares).isBetween(0.8 * 0.04 * 0.04, 1.1 * 0.04 * 0.04);
        assertThatThrownBy(() -> LogisticSequence.random(Double.NaN, 1)).hasMessageContaining("noise");
    }

    @Test
    void delayVectorsPutTheNewestBlockFirst() {
        Matrix series = Matrix.of(new double[]{1, 10, 2, 20, 3, 30, 4, 40}, 4, 2);
        Matrix embedded = Lags.upTo(3).embed(series);
        assertThat(embedded.shape()).isEqualTo("2 x 6");
        assertThat(embedded.row(0)).containsExactly(3, 30, 2, 20, 1, 10);
        assertThat(embedded.row(1)).containsExactly(4, 40, 3, 30, 2, 20);
        assertThat(Lags.upTo(1).embed(series).toArray()).containsExactly(series.toArray());
        assertThat(Lags.parse("1-2,7").get(2)).isEqualTo(7);
        assertThatThrownBy(() -> Lags.parse("1-2,7").get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lags.upTo(5).embed(series))
                .hasMessageContaining("tokens is 4 x 2: features that reach back 5 tokens need as many rows");
    }

    private static double angle(double[] z) {
        return Math.atan2(z[1], z[0]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
