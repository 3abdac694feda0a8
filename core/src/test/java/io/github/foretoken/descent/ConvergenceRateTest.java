package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConvergenceRateTest {
    @Test
    void ofARotationItIsTheGoldenOne() {
        JsonNode golden = GoldenCase.named("extra_delta_prop4").json();
        double rate = ConvergenceRate.ofRotation(GoldenCase.matrix(golden.get("W")),
                GoldenCase.matrix(golden.get("x")).row(0));
        assertThat(rate).isCloseTo(golden.get("rho").asDouble(), within(1e-12));
    }

    /** In the plane W (I - x x') has rank one, and its eigenvalue is its trace, the cosine of the angle. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-3, 0.5, 1, 1.5, 3, Math.PI})
    void inThePlaneItIsTheCosine(double angle) {
        for (double size : new double[]{1e-200, 1, 1e200}) {
            double rate = ConvergenceRate.ofRotation(plane(angle), new double[]{0.6 * size, -0.8 * size});
            // What is squared has norm 1, and its square rho times that: the roundings are 1 / rho times as large.
            double cosine = Math.abs(Math.cos(angle));
            assertThat(rate).isCloseTo(cosine, within(16 * 0x1p-53 / cosine));
        }
    }

    /** By what W_t - W shrinks over 400 tokens, in Frobenius norm. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void errorsOfARotationFallByIt(int d) {
        for (long seed = 0; seed < 5; seed++) {
            RotationSequence sequence = RotationSequence.random(d, seed);
            double[] first = sequence.tokens(1).row(0);
            double rate = ConvergenceRate.ofRotation(sequence.rotation(), first);
            double[] error = sequence.rotation().toArray();
            Matrix tokens = sequence.tokens(2000);
            double logarithm = 0;
            double early = 0;
            for (int t = 0; t < 2000; t++) {
                double norm = removed(error, tokens.row(t));
                if (norm < 1e-15) {
                    assertThat(rate).isLessThan(1e-15);
                    break;
                }
                logarithm += Math.log(norm);
                early = t == 999 ? logarithm : early;
                if (t == 1999) {
                    // Complex eigenvalues let it oscillate about its line, by a factor that the condition number bounds.
                    assertThat((logarithm - early) / 1000).isCloseTo(Math.log(rate), within(0.005));
                }
            }
        }
    }

    /** Takes what lies along x out of each row, and scales to norm 1; returns the norm before. */
    private static double removed(double[] error, double[] x) {
        int d = x.length;
        double squared = Kernel.linear().evaluate(x, x);
        for (int i = 0; i < d; i++) {
            double along = Kernel.linear().evaluate(Arrays.copyOfRange(error, i * d, (i + 1) * d), x) / squared;
            for (int j = 0; j < d; j++) {
                error[i * d + j] -= along * x[j];
            }
        }
        double norm = Math.sqrt(Kernel.linear().evaluate(error, error));
        for (int i = 0; i < error.length; i++) {
            error[i] /= norm;
        }
        return norm;
    }

    /** The table in docs/mathematics.md#rates: of so many rotations the median lies within three deviations of it. */
    @ParameterizedTest
    @CsvSource({"2, 0.7071, 4001", "3, 0.884, 4001", "4, 0.941, 4001", "8, 0.9857, 2001", "15, 0.9957, 501"})
    void mediansAreThoseOfTheTable(int d, double median, int rotations) {
        double[] rates = LongStream.range(0, rotations).mapToDouble(seed -> {
            RotationSequence sequence = RotationSequence.random(d, seed);
            return ConvergenceRate.ofRotation(sequence.rotation(), sequence.tokens(1).row(0));
        }).sorted().toArray();
        // How many lie below the median has a standard deviation of half the root of their number.
        int three = (int) (1.5 * Math.sqrt(rotations));
        assertThat(median).isBetween(rates[rotations / 2 - three], rates[rotations / 2 + three]);
        assertThat(rates[rotations - 1]).isLessThan(1);
    }

    /**
     * Where "almost all" fails. Two equal angles: the sequence stays in a plane, on which W_t becomes right at the cosine's
     * rate, and of what W does beside it nothing is learnt: |W_t - W|² tends to 2.
     */
    @Test
    void aRepeatedEigenvalueHidesAPlane() {
        Matrix w = blocks(1, 1);
        double[] first = {0.1, 0.7, -0.5, 0.5};
        assertThat(ConvergenceRate.ofRotation(w, first)).isCloseTo(1, within(1e-14));
        assertMissing(w, first, 2, Math.abs(Math.cos(1)));
        assertThat(ConvergenceRate.ofRotation(blocks(1, 2), first)).isLessThan(0.99);
    }

    /** So it does with different angles where x_1 lies in one of the planes. */
    @Test
    void aFirstTokenInAnInvariantSubspaceHidesTheRest() {
        Matrix w = blocks(1, 2);
        double[] first = {0.6, 0.8, 0, 0};
        assertThat(ConvergenceRate.ofRotation(w, first)).isCloseTo(1, within(1e-14));
        assertMissing(w, first, 2, Math.abs(Math.cos(1)));
        // Near it the rate is near 1: to second order in what leaves the plane.
        double rate = ConvergenceRate.ofRotation(w, new double[]{0.6, 0.8, 0.01, 0});
        assertThat(1 - rate).isBetween(1e-5, 1e-4);
    }

    /** The identity shows its first token again and again: one direction is learnt at once, the others never. */
    @Test
    void theIdentityShowsOneDirection() {
        Matrix w = blocks(0, 0);
        double[] first = {1, 0, 0, 0};
        assertThat(ConvergenceRate.ofRotation(w, first)).isEqualTo(1);
        assertMissing(w, first, 3, 0);
    }

    /** |W_t - W|² after 60 tokens is that; the newest errors have fallen by the rate. */
    private static void assertMissing(Matrix w, double[] first, double squares, double rate) {
        int length = 60;
        Matrix tokens = Matrix.zeros(length + 1, 4);
        System.arraycopy(first, 0, tokens.data(), 0, 4);
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < 4; i++) {
                tokens.data()[(t + 1) * 4 + i] = Kernel.linear().evaluate(w.row(i), tokens.row(t));
            }
        }
        LearnedMap map = LearnedMap.of(Kernel.linear(), tokens);
        double missing = 0;
        for (int j = 0; j < 4; j++) {
            double[] axis = new double[4];
            axis[j] = 1;
            double[] column = map.at(axis);
            for (int i = 0; i < 4; i++) {
                missing += Math.pow(w.get(i, j) - column[i], 2);
            }
        }
        assertThat(missing).isCloseTo(squares, within(1e-12));
        assertThat(map.squaredNorm()).isCloseTo(4 - squares, within(1e-12));
        Matrix estimates = ForwardSubstitution.of(Kernel.linear()).predict(tokens);
        assertThat(error(tokens, estimates, 20)).isCloseTo(Math.pow(rate, 10) * error(tokens, estimates, 10),
                within(1e-14));
    }

    private static double error(Matrix tokens, Matrix estimates, int t) {
        double squares = 0;
        for (int c = 0; c < 4; c++) {
            squares += Math.pow(tokens.get(t + 1, c) - estimates.get(t, c), 2);
        }
        return Math.sqrt(squares);
    }

    /** Of what is left of errors after some periods, by the projections themselves. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void errorsOfAPeriodFallByIt(long seed) {
        int p = 3 + (int) seed;
        Matrix period = PeriodicSequence.random(4, p, seed).tokens(p);
        double rate = ConvergenceRate.ofPeriod(Kernel.exponential(), period);
        double before = 0;
        double after = 0;
        int periods = (int) Math.min(400, -20 / Math.log(rate));
        Matrix tokens = Matrix.zeros(p * periods + 1, 4);
        for (int t = 0; t < tokens.rows(); t++) {
            System.arraycopy(period.row(t % p), 0, tokens.data(), t * 4, 4);
        }
        Matrix estimates = ForwardSubstitution.of(Kernel.exponential()).predict(tokens);
        int half = periods / 2;
        for (int t = 0; t < p; t++) {
            before += Math.pow(error(tokens, estimates, half * p + t), 2);
            after += Math.pow(error(tokens, estimates, (periods - 1) * p + t), 2);
        }
        double measured = Math.pow(after / before, 0.5 / (periods - 1 - half));
        assertThat(measured).isCloseTo(rate, within(0.02));
    }

    /** Two tokens: I - tril(K)^-1 K is (0, -c; 0, c²) for unit features of inner product c. */
    @Test
    void ofTwoTokensItIsTheSquaredCosine() {
        for (double distance : new double[]{0, 1e-3, 0.7, 3}) {
            Matrix two = Matrix.of(new double[]{40, 40 + distance}, 2, 1);
            double apart = two.get(1, 0) - 40;
            double cosine = Math.exp(-apart * apart / 2);
            assertThat(ConvergenceRate.ofPeriod(Kernel.gaussian(1), two)).isCloseTo(cosine * cosine, within(1e-15));
            // Whose values do not fit float64.
            assertThat(ConvergenceRate.ofPeriod(Kernel.exponential(), two)).isCloseTo(cosine * cosine, within(1e-15));
        }
        assertThat(ConvergenceRate.ofPeriod(Kernel.linear(), Matrix.of(new double[]{3}, 1, 1))).isZero();
        // Multiples of one token: nothing of the second direction of coefficients is in the kernel's space.
        assertThat(ConvergenceRate.ofPeriod(Kernel.linear(), Matrix.of(new double[]{3, -1}, 2, 1))).isCloseTo(1,
                within(1e-15));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> ConvergenceRate.ofRotation(Matrix.zeros(2, 3), new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rotation must have as many rows and columns as first has coordinates, 3, but is 2 x 3");
        assertThatThrownBy(() -> ConvergenceRate.ofRotation(plane(1), new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("first must not be zero");
        assertThatThrownBy(() -> ConvergenceRate.ofRotation(plane(1), new double[]{1, Double.NaN}))
                .hasMessageStartingWith("first[0][1] is NaN");
        assertThatThrownBy(() -> ConvergenceRate.ofPeriod(Kernel.linear(), Matrix.zeros(0, 2)))
                .hasMessageStartingWith("period has no rows");
    }

    private static Matrix plane(double angle) {
        return Matrix.of(new double[]{Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)}, 2, 2);
    }

    private static Matrix blocks(double first, double second) {
        Matrix w = Matrix.zeros(4, 4);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                w.data()[i * 4 + j] = plane(first).get(i, j);
                w.data()[(i + 2) * 4 + j + 2] = plane(second).get(i, j);
            }
        }
        return w;
    }
}
