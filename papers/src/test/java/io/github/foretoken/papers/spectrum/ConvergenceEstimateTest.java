package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.papers.spectrum.ConvergenceEstimate.Verdict;
import io.github.foretoken.sequence.AutoregressiveSequence;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ConvergenceEstimateTest {
    private static final double U = 0x1p-53;

    private static ConvergenceEstimate of(int lags, IntToDoubleFunction autocorrelation) {
        double[] values = new double[lags + 1];
        Arrays.setAll(values, autocorrelation);
        return ConvergenceEstimate.ofAutocorrelation(values);
    }

    /** The measure has the density of Poisson's kernel: Kwapień and Mycielski exclude it, and 1 - r² is never learned. */
    @Test
    void aGeometricAutocorrelationStops() {
        for (double r : new double[]{0.3, 0.8, 0.95, -0.6}) {
            ConvergenceEstimate estimate = of(200, t -> Math.pow(r, t));
            for (int t = 1; t <= 200; t++) {
                assertThat(estimate.unlearned()[t]).isCloseTo(1 - r * r, within(64 * 400 * U));
            }
            assertThat(estimate.neverLearned()).isCloseTo(1 - r * r, within(64 * 400 * U));
            assertThat(estimate.verdict()).isEqualTo(Math.abs(r) < 0.97 ? Verdict.STOPS : Verdict.CONVERGES);
            assertThat(estimate.tokensUntil((1 - r * r) / 2)).isInfinite();
        }
    }

    @Test
    void aPeriodIsLearnedInOne() {
        ConvergenceEstimate estimate = of(64, t -> t % 9 == 0 ? 1 : 0);
        assertThat(estimate.unlearned()[8]).isCloseTo(1, within(64 * 128 * U));
        assertThat(estimate.unlearned()[9]).isCloseTo(0, within(64 * 128 * U));
        assertThat(estimate.verdict()).isEqualTo(Verdict.CONVERGES);
        assertThat(estimate.tokensUntil(0.5)).isEqualTo(9);
    }

    /** {@code c_t = sin² cos^(t-2)}, so that r_t = sin² cos^(2t-2): Theorem 2's rate, squared. */
    @Test
    void aLinearRotationDecaysByItsCosine() {
        double angle = 0.6;
        double cosine = Math.cos(angle);
        ConvergenceEstimate estimate = of(100, t -> Math.cos(angle * t));
        for (int t = 1; t <= 100; t++) {
            assertThat(estimate.unlearned()[t]).isCloseTo((1 - cosine * cosine) * Math.pow(cosine, 2.0 * t - 2),
                    within(64 * 200 * U));
        }
        assertThat(estimate.tokensUntil(0.01))
                .isEqualTo(Math.ceil(1 + Math.log(0.01 / (1 - cosine * cosine)) / (2 * Math.log(cosine))));
        assertThat(estimate.verdict()).isEqualTo(Verdict.CONVERGES);
    }

    /** On a sphere of radius 1 the exponential is e times the Gaussian of width 1, and c does not see the factor. */
    @Test
    void kernelsOfOnesOwnAreTaken() {
        Matrix tokens = RotationSequence.random(3, 5).tokens(400);
        double[] gaussian = ConvergenceEstimate.of(Kernel.gaussian(1), tokens, 60).unlearned();
        for (Kernel own : new Kernel[]{Kernel.ofInner("e", Math::exp), Kernel.exponential().times(3),
            Kernel.ofDistance("bell", r -> Math.exp(-r * r / 2)).plus(Kernel.gaussian(1))}) {
            double[] unlearned = ConvergenceEstimate.of(own, tokens, 60).unlearned();
            for (int t = 1; t <= 60; t++) {
                // r is a product of factors 1 - a², each of them good to its roundings over what is left.
                assertThat(unlearned[t]).isCloseTo(gaussian[t], within(64 * 60 * U / gaussian[t]));
            }
        }
    }

    /** A share s of noise that is nobody's: the mean of its own r is above 0, and the rotation's part is still learned. */
    @Test
    void noiseLeavesAPart() {
        ConvergenceEstimate clean = of(1024, t -> Math.exp(Math.cos(t) - 1));
        ConvergenceEstimate noisy = of(1024, t -> t == 0 ? 1 : 0.9 * Math.exp(Math.cos(t) - 1));
        assertThat(clean.verdict()).isEqualTo(Verdict.CONVERGES);
        assertThat(noisy.verdict()).isEqualTo(Verdict.STOPS);
        assertThat(noisy.neverLearned()).isGreaterThan(0.1);
        assertThat(of(64, t -> t == 0 ? 1 : 0).verdict()).isEqualTo(Verdict.NOTHING_TO_LEARN);
    }

    /**
     * {@code 1 - c = 0.5 z² + 0.3 z³ + 0.2 z⁸}: chances of the waits of a renewal process, of which a_t is that of a renewal at
     * t. From 2 to 4 lags r falls by 0.3², from 4 to 8 by 0.2², four ninths as much, and so on at each doubling.
     */
    @Test
    void extrapolatesByTheRatioOfDoublings() {
        double[] waits = {0, 0, 0.5, 0.3, 0, 0, 0, 0, 0.2};
        double[] renewals = new double[9];
        renewals[0] = 1;
        for (int t = 1; t <= 8; t++) {
            for (int n = 1; n <= t; n++) {
                renewals[t] += waits[n] * renewals[t - n];
            }
        }
        ConvergenceEstimate estimate = ConvergenceEstimate.ofAutocorrelation(renewals);
        double within = 64 * 32 * U;
        assertThat(estimate.unlearned()[8]).isCloseTo(0.62, within(within));
        // 0.04 (4/9 + (4/9)² + ...) = 0.032
        assertThat(estimate.neverLearned()).isCloseTo(0.62 - 0.032, within(within * 0.62 / 0.04));
        double doublings = Math.log(2) / Math.log(9 / 4.0);
        assertThat(estimate.tokensUntil(0.62 - 0.016)).isCloseTo(8 * Math.pow(2, doublings),
                within(8 * within / 0.001));
        assertThat(estimate.verdict()).isEqualTo(Verdict.STOPS);
    }

    @Test
    void extrapolatesWhatIsBeyondTheLags() {
        ConvergenceEstimate few = of(128, t -> Math.exp(Math.cos(2.4 * t) - 1));
        ConvergenceEstimate many = of(8192, t -> Math.exp(Math.cos(2.4 * t) - 1));
        double share = few.unlearned()[128] / 2;
        assertThat(few.tokensUntil(share)).isBetween(many.tokensUntil(share) / 4, 4 * many.tokensUntil(share));
    }

    @Test
    void takesOnesOwnSequence() {
        for (long seed = 0; seed < 4; seed++) {
            Matrix rotation = RotationSequence.random(3, seed).tokens(500);
            ConvergenceEstimate estimate = ConvergenceEstimate.of(Kernel.exponential(), rotation, 250);
            assertThat(estimate.verdict()).as("%s", estimate).isEqualTo(Verdict.CONVERGES);
            for (int t = 0; t <= 250; t++) {
                double value = Kernel.exponential().evaluate(rotation.row(t), rotation.row(0)) / Math.E;
                // Tokens are off by t d u or so.
                assertThat(estimate.autocorrelation()[t]).isCloseTo(value, within(20 * 500 * 3 * U));
            }
            Matrix noisy = AutoregressiveSequence.random(4, 0.1, seed).tokens(4000);
            ConvergenceEstimate stops = ConvergenceEstimate.of(Kernel.linear(), noisy, 24);
            assertThat(stops.verdict()).as("%s", stops).isEqualTo(Verdict.STOPS);
            assertThat(stops.toString()).startsWith("STOPS: ").contains(" after 24 tokens");
        }
        Random random = new Random(1);
        Matrix white = Matrix.of(random.doubles(3000 * 3L).map(x -> x - 0.5).toArray(), 3000, 3);
        assertThat(ConvergenceEstimate.of(Kernel.linear(), white, 16).verdict()).isEqualTo(Verdict.NOTHING_TO_LEARN);
    }

    /** {@code r_t = |P_{t+1} ... P_2 nu_1|²}, by projections of the tokens themselves. */
    @Test
    void whatIsLeftIsWhatProjectionsLeave() {
        Matrix x = RotationSequence.random(5, 2).tokens(60);
        double[] left = x.row(0);
        double[] unlearned = ConvergenceEstimate.of(Kernel.linear(), x, 40).unlearned();
        for (int t = 1; t <= 40; t++) {
            double along = Kernel.linear().evaluate(x.row(t), left);
            for (int j = 0; j < 5; j++) {
                left[j] -= along * x.get(t, j);
            }
            assertThat(unlearned[t]).as("t=%d", t)
                    .isCloseTo(Kernel.linear().evaluate(left, left), within(64 * 60 * 5 * U));
        }
    }

    @Test
    void whatIsNoAutocorrelationIsUnclear() {
        // No measure has it: 0.9 to the next, and -0.9 to the one after.
        assertThat(of(8, t -> t == 0 ? 1 : t % 2 == 1 ? 0.9 : -0.9).verdict()).isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void refusesArguments() {
        Matrix tokens = RotationSequence.random(2, 0).tokens(20);
        assertThatIllegalArgumentException().isThrownBy(() -> ConvergenceEstimate.of(Kernel.linear(), tokens, 20))
                .withMessage("lags must be at least 8 and less than the 20 tokens, not 20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConvergenceEstimate.of(Kernel.linear(), Matrix.zeros(20, 2), 8))
                .withMessageContaining("token 1 with itself must be positive and finite, not 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> of(7, t -> 1)).withMessageContaining("8 lags or more");
        assertThatIllegalArgumentException().isThrownBy(() -> of(8, t -> 2)).withMessageContaining("begin with 1");
        assertThatIllegalArgumentException().isThrownBy(() -> of(8, t -> t == 3 ? 1.5 : 1))
                .withMessage("autocorrelation must be between -1 and 1, not 1.5 at lag 3");
        assertThatIllegalArgumentException().isThrownBy(() -> of(8, t -> 1).tokensUntil(1))
                .withMessageContaining("not 1.0");
    }
}
