package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.plot.CurveTable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DepthCurvesTest {
    private static final CurveTable TABLE = new DepthCurves(DepthCurves.Size.QUICK, 0).table(message -> {});

    @Test
    void integrationIsTheExactSolution() {
        for (String attention : new String[]{"exponential", "softmax"}) {
            double[] exact = TABLE.curve(attention + "_exact");
            double[] integrated = TABLE.curve(attention + "_ode");
            for (int n = 0; n < exact.length; n++) {
                assertThat(integrated[n]).as("%s, depth %d", attention, n).isCloseTo(exact[n], within(1e-12));
            }
        }
    }

    @Test
    void infiniteDepthDecaysAtLeastAsFastAsItsBound() {
        double[] exact = TABLE.curve("exponential_exact");
        double[] dual = TABLE.curve("dual_ode");
        for (int n = 0; n < exact.length; n++) {
            assertThat(exact[n]).isLessThanOrEqualTo(Math.exp(-n / 2.0) * (1 + 1e-12));
            assertThat(dual[n]).isLessThanOrEqualTo(Math.exp(-n / 2.0) + 1e-12);
        }
        double[] softmax = TABLE.curve("softmax_exact");
        assertThat(IntStream.range(1, softmax.length)).allMatch(n -> softmax[n] < softmax[n - 1]);
    }

    /** Layers of step 1/k overshoot by far before they arrive; smaller steps and softmax do not. */
    @Test
    void layersOvershootAtTheStepOneOverK() {
        assertThat(peak(TABLE.curve("exponential_layers"))).isGreaterThan(10);
        assertThat(peak(TABLE.curve("exponential_layers4"))).isLessThan(3);
        double[] softmax = TABLE.curve("softmax_layers");
        assertThat(peak(softmax)).isEqualTo(1);
        assertThat(softmax[TABLE.length() - 1]).isLessThan(1e-3);
        assertThat(TABLE.curve("exponential_layers4")[TABLE.length() - 1]).isLessThan(1e-13);
    }

    private static double peak(double[] curve) {
        return IntStream.range(0, curve.length).mapToDouble(i -> curve[i]).max().orElseThrow();
    }
}
