package io.github.foretoken.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepErrorsTest {
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void meansAreThoseOfTheDefinition(double unit) {
        double[] truth = {1, 2, Double.NaN, 4, 8};
        double[] scaled = Arrays.stream(truth).map(x -> unit * x).toArray();
        StepErrors errors = new StepErrors(Matrix.of(scaled, 5, 1), 1, 1);
        double[] free = {Double.NEGATIVE_INFINITY};
        errors.add(1, 0, unit * 1.5, unit, free, new double[]{Double.POSITIVE_INFINITY});
        errors.add(2, 0, unit, unit, new double[]{0}, new double[]{unit});
        errors.add(3, 0, unit * 5, unit * 2, new double[]{unit * 4}, new double[]{unit * 6});
        errors.add(4, 0, unit * 4, unit * 4, new double[]{unit * 3}, new double[]{unit * 5});

        assertThat(errors.compared(0)).as("a missing value is not compared").isEqualTo(3);
        assertThat(errors.error(0, false)).isCloseTo(unit * (0.5 + 1 + 4) / 3, within(unit * 1e-14));
        assertThat(errors.error(0, true)).isCloseTo(unit * (1 + 2 + 4) / 3, within(unit * 1e-14));
        assertThat(errors.intervals(0)).as("intervals without ends are not counted").isEqualTo(2);
        assertThat(errors.coverage(0, 0)).as("an end belongs to its interval").isEqualTo(0.5);
        assertThat(errors.errorCurve(0, false)[0]).isNaN();
        assertThat(errors.errorCurve(0, false)[3]).isCloseTo(unit * (0.5 + 1) / 2, within(unit * 1e-14));
        assertThat(errors.coverageCurve(0, 0)).containsExactly(Double.NaN, Double.NaN, Double.NaN, 1, 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 399, 400, 401, 1234})
    void curvesHaveAtMostFourHundredPointsAndEndAtTheLastRow(int rows) {
        StepErrors errors = new StepErrors(Matrix.zeros(rows, 2), 1, 0);
        for (int row = 0; row < rows; row++) {
            errors.add(row, 1, row, 0, new double[0], new double[0]);
        }
        double[] ends = errors.ends();
        double[] curve = errors.errorCurve(1, false);

        assertThat(ends).hasSameSizeAs(curve).hasSizeLessThanOrEqualTo(400);
        assertThat(ends[ends.length - 1]).isEqualTo(rows - 1);
        // The mean of consecutive numbers is that of the first and the last of them.
        int length = (rows + 399) / 400;
        int first = Math.max(0, (ends.length - 10) * length);
        assertThat(curve[curve.length - 1]).isCloseTo((first + rows - 1) / 2.0, within(1e-9 * rows));
        assertThat(errors.error(0, false)).isNaN();
    }
}
