package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend's triangular solve, judged by its residual. */
class TrsmTest {
    static Stream<Arguments> shapes() {
        int[][] shapes = {{1, 1}, {1, 5}, {4, 1}, {0, 3}, {3, 0}, {7, 9}, {31, 4}, {33, 65}, {64, 17}, {100, 3}};
        // Long calls of a library: one piece, several of 4096 columns, and an order that is halved.
        int[][] longShapes = {{210, 1000}, {100, 4200}, {1100, 40}};
        return Backends.withShapes(shapes, longShapes);
    }

    @ParameterizedTest(name = "{0} order {1}, {2} right-hand sides")
    @MethodSource("shapes")
    void leavesASmallResidualAndTouchesNothingElse(Blas blas, int m, int n) {
        boolean large = (long) m * m * n > 10_000_000;
        Random random = new Random(31L * m + n);
        for (Transpose op : Transpose.values()) {
            for (Diagonal diagonal : Diagonal.values()) {
                for (boolean padded : large ? new boolean[]{true} : new boolean[]{false, true}) {
                    check(blas, op, diagonal, m, n, padded, random);
                }
            }
        }
    }

    private static void check(Blas blas, Transpose op, Diagonal diagonal, int m, int n, boolean padded, Random random) {
        Operand l = lowerTriangle(m, diagonal, padded, random);
        Operand b = Operand.random(m, n, padded, random);
        Operand before = l.copy();
        Operand x = b.copy();
        blas.trsm(op, diagonal, l.block(), x.block());
        String what = op + " " + diagonal + " padded " + padded;
        assertThat(l.sameAs(before)).as(what).isTrue();
        assertThat(x.untouchedOutside()).as(what).isTrue();
        // Each element of the solution is at most m products, m additions and a division (or a product with an inverse)
        // away from its right-hand side; the residual's own sum errs as much in float64.
        double gamma = 3 * Tolerance.gamma(m + 2);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double size = 0;
                int from = op == Transpose.NO ? 0 : i;
                int to = op == Transpose.NO ? i : m - 1;
                for (int s = from; s <= to; s++) {
                    double factor = s == i && diagonal == Diagonal.UNIT ? 1 : l.at(op, i, s);
                    sum += factor * x.at(s, j);
                    size += Math.abs(factor * x.at(s, j));
                }
                if (!(Math.abs(sum - b.at(i, j)) <= gamma * size)) {
                    assertThat(sum).as("%s residual (%d, %d) of %s", what, i, j, blas.description())
                            .isEqualTo(b.at(i, j));
                }
            }
        }
    }

    /** Well-conditioned; what must not be read is NaN. */
    private static Operand lowerTriangle(int m, Diagonal diagonal, boolean padded, Random random) {
        Operand l = Operand.poison(m, m, padded);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                l.data[l.index(i, j)] = (float) ((2 * random.nextFloat() - 1) / Math.sqrt(m));
            }
            if (diagonal == Diagonal.NON_UNIT) {
                l.data[l.index(i, i)] = 1 + random.nextFloat();
            }
        }
        return l;
    }
}
