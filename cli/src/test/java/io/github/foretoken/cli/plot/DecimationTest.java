package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecimationTest {
    private static final int COLUMNS = 100;

    private final double[] x = IntStream.rangeClosed(1, 10_000).asDoubleStream().toArray();
    private final double[] y = new Random(5).doubles(x.length).toArray();

    @Test
    void keepsTheExtremesOfEveryColumn() {
        int[] kept = Decimation.keep(x, y, DoubleUnaryOperator.identity(), COLUMNS);
        assertThat(kept).isSorted().hasSizeLessThanOrEqualTo(4 * (COLUMNS + 1)).startsWith(0).endsWith(x.length - 1);
        double[] keptY = Arrays.stream(kept).mapToDouble(i -> y[i]).toArray();
        assertThat(Arrays.stream(keptY).max()).isEqualTo(Arrays.stream(y).max());
        assertThat(Arrays.stream(keptY).min()).isEqualTo(Arrays.stream(y).min());
    }

    @Test
    void onALogarithmicAxisKeepsTheSparseBeginning() {
        int[] kept = Decimation.keep(x, y, Math::log10, COLUMNS);
        // One column is a factor 10^(4/100), less than 2 and less than 3/2 and so on up to 11/10.
        assertThat(kept).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).hasSizeLessThanOrEqualTo(4 * (COLUMNS + 1));
    }

    @Test
    void keepsGaps() {
        y[4321] = Double.NaN;
        Arrays.fill(y, 7000, 7200, Double.NaN);
        assertThat(Decimation.keep(x, y, DoubleUnaryOperator.identity(), COLUMNS)).contains(4321, 7000, 7199);
    }

    @Test
    void keepsShortLinesWhole() {
        assertThat(Decimation.keep(new double[]{1, 2, 3}, new double[3], DoubleUnaryOperator.identity(), COLUMNS))
                .containsExactly(0, 1, 2);
    }
}
