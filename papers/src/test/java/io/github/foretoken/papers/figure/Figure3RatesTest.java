package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.Golden;
import io.github.foretoken.cli.plot.MovingMean;
import io.github.foretoken.descent.ConvergenceRate;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rates of the paper's theorems, on the sequences that the figure shows. */
class Figure3RatesTest {
    /** Of {@code foretoken figure 3}. */
    private static final long DEFAULT_SEED = 0;
    /** Squared errors below this are rounding: they level off near 1e-29. */
    private static final double ABOVE_ROUNDING = 1e-25;
    /** Of twenty seeds, with shares of 97 % as below. */
    private static final int LEAST_OF_SEEDS = 18;

    /**
     * All twenty sequences of these seeds are late enough at t = 3000. Of the hundred of seeds 1 to 20 four are not, with
     * spectral radii so near 1 that a faster mode still shows: they are 6 % to 600 % off there, and agree with theory to
     * 0.2 % on 20,000 tokens.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void instance1DecaysWithTheSpectralRadiusOfTheCompressedRotation(long seed) {
        Figure3 figure = new Figure3(Figure3.Lengths.FULL, seed);
        List<double[]> curves = figure.instance1();
        for (int i = 0; i < curves.size(); i++) {
            double[] errors = curves.get(i);
            int end = firstBelow(errors, ABOVE_ROUNDING);
            // The first half still holds what decays faster than the leading eigenvalue. Its complex phase makes the
            // error oscillate about its line; hundreds of steps hold that many oscillations that the fit averages them.
            double slope = LeastSquares.slope(end / 2, end, t -> t, t -> Math.log10(errors[t]));
            double theory = 2 * Math.log10(Spectra.linearRate(figure.rotations().get(i)));
            assertThat(slope / theory).as("sequence %d, theory %.3g a step", i, theory).isCloseTo(1, within(0.05));
        }
    }

    /**
     * A statement about averages of five random sequences, so it is one about most seeds: of seeds 1 to 100, 97 lie in
     * this range, the others down to -1.93 and up to -1.07.
     */
    @Test
    void instance2DecaysAlgebraically() {
        assertThat(algebraicSlope(DEFAULT_SEED)).isBetween(-1.9, -1.1);
        List<Double> slopes = seeds().mapToObj(Figure3RatesTest::algebraicSlope).toList();
        assertThat(slopes.stream().filter(slope -> slope > -1.9 && slope < -1.1).count()).as("slopes %s", slopes)
                .isGreaterThanOrEqualTo(LEAST_OF_SEEDS);
    }

    private static double algebraicSlope(long seed) {
        double[] mean = PredictionErrors.mean(new Figure3(new Figure3.Lengths(1000, 1, 1), seed).instance2());
        return LeastSquares.slope(50, 1001, Math::log10, t -> Math.log10(mean[t - 1]));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void instance3ContractsByTheGaussSeidelRateEachPeriod(long seed) {
        for (PeriodicSequence sequence : new Figure3(Figure3.Lengths.QUICK, seed).periodics()) {
            int p = sequence.period();
            int periods = 120;
            double[] errors = PredictionErrors.of(sequence, Kernel.exponential(), periods * p);
            // Errors differ much within a period; their sum over whole periods does not.
            double[] sums = new double[periods];
            for (int t = 0; t < errors.length; t++) {
                sums[t / p] += errors[t];
            }
            int end = firstBelow(sums, ABOVE_ROUNDING);
            double squaredRate = Math.pow(10, LeastSquares.slope(end / 2, end, n -> n, n -> Math.log10(sums[n])));
            // The theorem is about the norm of the error, the curve about its square.
            assertThat(Math.sqrt(squaredRate) / Spectra.periodicRate(sequence.tokens(p))).as("period %d", p)
                    .isCloseTo(1, within(0.02));
        }
    }

    /**
     * Likewise: of seeds 1 to 100, 97 are below a tenth at t = 400, with a median of 0.048; the worst is seed 1, at 0.109,
     * and the command's default, seed 0, has 0.030. All depends on the dimension: in dimension 6 it is 3 of 30, from 8 on
     * none.
     */
    @Test
    void instance4FallsBelowATenth() {
        assertThat(smoothedAt400(DEFAULT_SEED)).isLessThan(0.1);
        List<Double> smoothed = seeds().mapToObj(Figure3RatesTest::smoothedAt400).toList();
        assertThat(smoothed.stream().filter(error -> error < 0.1).count()).as("errors %s", smoothed)
                .isGreaterThanOrEqualTo(LEAST_OF_SEEDS);
        assertThat(smoothed.stream().mapToDouble(error -> error).average().orElseThrow()).isLessThan(0.1);
    }

    private static double smoothedAt400(long seed) {
        List<double[]> curves = new Figure3(new Figure3.Lengths(1, 1, 400), seed).instance4();
        return MovingMean.of(PredictionErrors.mean(curves), 20)[399];
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @Test
    void theCompressedRotationHasTheExpectedSpectralRadius() {
        JsonNode golden = Golden.named("extra_delta_prop4");
        double rate = Spectra.linearRate(Golden.matrix(golden.get("W")), Golden.matrix(golden.get("x")).row(0));
        assertThat(rate).isCloseTo(golden.get("rho").asDouble(), within(1e-12));
    }

    /** The library squares matrices, the other takes eigenvalues. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void ratesAreThoseOfALibraryOfEigenvalues(long seed) {
        Figure3 figure = new Figure3(Figure3.Lengths.QUICK, seed);
        for (RotationSequence rotation : figure.rotations()) {
            double rate = ConvergenceRate.ofRotation(rotation.rotation(), rotation.tokens(1).row(0));
            assertThat(rate).isCloseTo(Spectra.linearRate(rotation), within(1e-12));
        }
        for (PeriodicSequence sequence : figure.periodics()) {
            Matrix period = sequence.tokens(sequence.period());
            assertThat(ConvergenceRate.ofPeriod(Kernel.exponential(), period)).isCloseTo(Spectra.periodicRate(period),
                    within(1e-12));
        }
    }

    private static int firstBelow(double[] values, double bound) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < bound) {
                return i;
            }
        }
        return values.length;
    }
}
