package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.descent.KaczmarzProjections.Order;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Figure2Test {
    /** Columns x and y of P_1 ... P_t nu, then of P_t ... P_1 nu, at t = 0, 1, ...; from an independent implementation. */
    private static Matrix reference() throws URISyntaxException {
        Path file = Path.of(Figure2Test.class.getResource("/reference/fig2_projections.csv").toURI());
        Matrix table = TableReader.read(file, null).values();
        return table.columns(table.cols() - 4, table.cols());
    }

    /** Its tokens are found in it: what the first and the second projection leave is orthogonal to them. */
    @Test
    void pathsAreThoseOfTheReference() throws URISyntaxException {
        Matrix reference = reference();
        int length = reference.rows() - 1;
        assertThat(length).isEqualTo(Figure2.LENGTH);
        double[] across1 = reference.row(1);
        double[] across2 = reference.row(2);
        Matrix tokens = Matrix.zeros(length, 2);
        for (int t = 0; t < length; t++) {
            double[] across = t % 2 == 0 ? across1 : across2;
            tokens.data()[2 * t] = -across[3];
            tokens.data()[2 * t + 1] = across[2];
        }
        double[] nu = {reference.get(0, 0), reference.get(0, 1)};
        assertClose(Figure2.path(tokens, nu, Order.NEWEST_FIRST), reference.columns(0, 2));
        assertClose(Figure2.path(tokens, nu, Order.OLDEST_FIRST), reference.columns(2, 4));
    }

    /** A point is nu, of length 1, less a multiple of each of 30 tokens: absolute, some roundings for each. */
    private static void assertClose(Matrix path, Matrix expected) {
        for (int t = 0; t < expected.rows(); t++) {
            for (int j = 0; j < 2; j++) {
                assertThat(path.get(t, j)).as("t = %d", t).isCloseTo(expected.get(t, j), within(30 * 0x1p-52));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void oneOrderNeverGrowsAndTheOtherDoes(long seed) {
        Figure2 figure = new Figure2(seed);
        double[] newest = lengths(figure.path(Order.NEWEST_FIRST));
        double[] oldest = lengths(figure.path(Order.OLDEST_FIRST));
        assertThat(newest[0]).isCloseTo(1, within(1e-15));
        assertThat(IntStream.range(1, oldest.length)).allMatch(t -> oldest[t] < oldest[t - 1]);
        assertThat(IntStream.range(1, newest.length).filter(t -> newest[t] > newest[t - 1]).count()).isGreaterThan(10);
        // Two projections are one round: cos² of the angle, the same for both orders.
        assertThat(newest[29] / newest[27]).isCloseTo(oldest[29] / oldest[27], within(1e-6));
    }

    private static double[] lengths(Matrix path) {
        return IntStream.range(0, path.rows()).mapToDouble(t -> Math.hypot(path.get(t, 0), path.get(t, 1))).toArray();
    }
}
