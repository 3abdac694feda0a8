package io.github.foretoken.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against fits to what is missing in 120 digits, and against the general form. */
class LinearAffineProjectionTest {
    private static final int P = 2;
    private static final MathContext DIGITS = new MathContext(120);
    private static final ScoreMicrokernels LOOPS = MicrokernelSelection.forPairs(Integer.MAX_VALUE);

    private static LinearAffineProjection linear(int columns, int order, double ridge) {
        return new LinearAffineProjection(LOOPS, P, columns, order, Relaxation.constant(1), ridge);
    }

    @ParameterizedTest
    @CsvSource({"1e7, 0.1, 8", "1e9, 0.1, 3", "1, 0.1, 4", "1e-9, 1e-19, 4", "1e12, 1e-3, 2"})
    void theRidgeCountsAtAllScales(double scale, double ridge, int order) {
        LinearAffineProjection regression = linear(1, order, ridge);
        Random random = new Random(3);
        List<double[]> window = new ArrayList<>();
        List<BigDecimal> missing = new ArrayList<>();
        BigDecimal[] weights = {BigDecimal.ZERO, BigDecimal.ZERO};
        double[] estimate = new double[1];
        double tolerance = 0;
        for (int t = 0; t < 30; t++) {
            double[] x = {scale * random.nextGaussian(), scale * random.nextGaussian()};
            BigDecimal expected = estimate(weights, x);
            regression.estimate(x, 0, estimate);
            assertThat(estimate[0]).isCloseTo(expected.doubleValue(), offset(tolerance + Double.MIN_NORMAL));
            double target = 0.5 * x[0] - 0.25 * x[1] + 0.1 * scale * random.nextGaussian();
            regression.learn(x, 0, new double[]{target}, 0, estimate);
            window.add(x);
            missing.add(new BigDecimal(target).subtract(expected));
            if (window.size() > order) {
                window.remove(0);
                missing.remove(0);
            }
            ExactLeastSquares move = new ExactLeastSquares(P, ridge, 1, RidgeRule.FADING);
            for (int i = 0; i < window.size(); i++) {
                move.learn(window.get(i), missing.get(i));
            }
            BigDecimal[] moves = {move.estimate(new double[]{1, 0}), move.estimate(new double[]{0, 1})};
            for (int k = 0; k < P; k++) {
                weights[k] = weights[k].add(moves[k], DIGITS);
            }
            for (int i = 0; i < window.size(); i++) {
                missing.set(i, missing.get(i).subtract(estimate(moves, window.get(i)), DIGITS));
            }
            // Each move is off by its bound, along features four deviations long; sums and products by a rounding each.
            move.estimate(new double[]{4 * scale, 4 * scale});
            double length = Math.abs(weights[0].doubleValue()) + Math.abs(weights[1].doubleValue());
            tolerance += 2 * (P + order) * move.bound() + 8 * scale * length * (P + 2) * 0x1p-53;
        }
    }

    private static BigDecimal estimate(BigDecimal[] weights, double[] x) {
        return weights[0].multiply(new BigDecimal(x[0])).add(weights[1].multiply(new BigDecimal(x[1])), DIGITS);
    }

    @Test
    void isTheGeneralFormAndReadsItsFiles() throws IOException {
        int order = 4;
        ScoreForm form = new ScoreForm(ScoreForm.Geometry.INNER_PRODUCT, 1, 0, 0, 0, ScoreMap.IDENTITY);
        AffineProjection general = new AffineProjection(LOOPS, form, P, 2, order, Relaxation.constant(0.5), 0.1);
        LinearAffineProjection linear = new LinearAffineProjection(LOOPS, P, 2, order, Relaxation.constant(0.5), 0.1);
        Random random = new Random(4);
        for (int t = 0; t < 60; t++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            double[] expected = new double[2];
            double[] estimate = new double[2];
            general.estimate(x, 0, expected);
            linear.estimate(x, 0, estimate);
            // A ridge of 0.1 beside squares about 10: a hundred roundings a step.
            assertThat(estimate).containsExactly(expected, offset(100 * (t + 1) * 0x1p-53));
            if (t % 7 == 3) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                StateFile.write(bytes, general::write);
                linear.reset();
                StateFile.read(new ByteArrayInputStream(bytes.toByteArray()), in -> {
                    linear.read(in);
                    return linear;
                });
            }
            double[] target = {random.nextGaussian(), x[0]};
            general.learn(x, 0, target, 0, expected);
            linear.learn(x, 0, target, 0, estimate);
        }
    }
}
