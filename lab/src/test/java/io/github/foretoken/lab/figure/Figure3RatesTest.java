package io.github.foretoken.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.lab.plot.MovingMean;
import io.github.foretoken.sequence.PeriodicSequence;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rates of the paper's theorems, on the sequences that the figure shows. */
class Figure3RatesTest {
    /** Squared errors below this are rounding: they level off near 1e-29. */
    private static final double ABOVE_ROUNDING = 1e-25;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void instance1DecaysWithTheSpectralRadiusOfTheCompressedRotation(long seed) {
        Figure3 figure = new Figure3(Figure3.Lengths.FULL, seed);
        List<double[]> curves = figure.instance1();
        for (int i = 0; i < curves.size(); i++) {
            double[] errors = curves.get(i);
            int end = firstBelow(errors, ABOVE_ROUNDING);
            // The first half still holds what decays faster than the leading eigenvalue. Its complex phase makes the
            // error oscillate about its line; hundreds of steps hold so many oscillations that the fit averages them.
            double slope = LeastSquares.slope(end / 2, end, t -> t, t -> Math.log10(errors[t]));
            double theory = 2 * Math.log10(Spectra.linearRate(figure.rotations().get(i)));
            assertThat(slope / theory).as("sequence %d, theory %.3g a step", i, theory).isCloseTo(1, within(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void instance2DecaysAlgebraically(long seed) {
        double[] mean = PredictionErrors.mean(new Figure3(new Figure3.Lengths(1000, 1, 1), seed).instance2());
        double slope = LeastSquares.slope(50, 1001, Math::log10, t -> Math.log10(mean[t - 1]));
        assertThat(slope).isBetween(-1.9, -1.1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void instance4FallsBelowATenth(long seed) {
        double[] mean = PredictionErrors.mean(new Figure3(new Figure3.Lengths(1, 1, 400), seed).instance4());
        double[] smooth = MovingMean.of(mean, 20);
        assertThat(smooth[399]).isLessThan(0.1);
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
