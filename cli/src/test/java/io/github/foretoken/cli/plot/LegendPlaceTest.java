package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knowm.xchart.style.Styler.LegendPosition;

class LegendPlaceTest {
    private static LegendPosition place(LegendPosition asked, double[]... lines) {
        List<double[][]> pairs = IntStream.range(0, lines.length / 2)
                .mapToObj(i -> new double[][]{lines[2 * i], lines[2 * i + 1]})
                .toList();
        return LegendPlace.of(asked, 0.3, 0.2, pairs);
    }

    @ParameterizedTest
    @EnumSource(names = {"InsideNE", "InsideNW", "InsideSE", "InsideSW"})
    void staysWhereNothingIsDrawn(LegendPosition asked) {
        assertThat(place(asked, new double[]{0, 1}, new double[]{0.5, 0.5})).isEqualTo(asked);
    }

    @Test
    void goesToACornerThatIsFree() {
        assertThat(place(LegendPosition.InsideNE, new double[]{0.1, 1}, new double[]{0.5, 1}))
                .isEqualTo(LegendPosition.InsideNW);
        assertThat(place(LegendPosition.InsideSW, new double[]{0, 1}, new double[]{0, 0.5}))
                .isEqualTo(LegendPosition.InsideNE);
    }

    @Test
    void aSegmentThatPassesThroughCountsAndOneThatIsAGapDoesNot() {
        double[] x = {0.6, 1, 1};
        assertThat(place(LegendPosition.InsideNE, x, new double[]{1.1, 0.7, 0.7})).isEqualTo(LegendPosition.InsideNW);
        assertThat(place(LegendPosition.InsideNE, x, new double[]{1.1, Double.NaN, 0.7}))
                .isEqualTo(LegendPosition.InsideNE);
    }

    @Test
    void isBelowThePlotWhereNoCornerIsFree() {
        assertThat(place(LegendPosition.InsideNE, new double[]{0, 1}, new double[]{0, 1}, new double[]{0, 1},
                new double[]{1, 0})).isEqualTo(LegendPosition.OutsideS);
        assertThat(place(LegendPosition.OutsideE, new double[]{0, 1}, new double[]{0, 1}))
                .isEqualTo(LegendPosition.OutsideE);
    }
}
