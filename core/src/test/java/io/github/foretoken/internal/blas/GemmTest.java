package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.internal.blas.Blas.Transpose;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend's product against its definition. */
class GemmTest {
    /** From here on the definition costs too much for every combination of factors. */
    private static final long LARGE = 1_000_000;

    static Stream<Arguments> shapes() {
        int[][] shapes = {{1, 1, 1}, {1, 7, 3}, {3, 1, 5}, {4, 4, 0}, {0, 4, 3}, {4, 0, 3}, {5, 9, 2}, {17, 19, 23},
            // Around the Java blocks of 72 rows, 1024 columns and 256 of inner length.
            {72, 64, 64}, {73, 70, 257}, {3, 1030, 19}, {145, 9, 300},
            // Where netlib runs its own loops.
            {101, 103, 107}};
        // Long calls of a library, in pieces of 512 x 1024 x 256.
        int[][] longShapes = {{220, 230, 420}, {2100, 9, 1100}, {9, 2100, 1100}};
        return Backends.withShapes(shapes, longShapes);
    }

    @ParameterizedTest(name = "{0} {1} x {2} x {3}")
    @MethodSource("shapes")
    void agreesWithTheDefinitionAndTouchesNothingElse(Blas blas, int m, int n, int k) {
        boolean large = (long) m * n * k > LARGE;
        double[] alphas = large ? new double[]{-1.75} : new double[]{0, 1, -1.75};
        Random random = new Random(31L * m + 7L * n + k);
        for (Transpose opA : Transpose.values()) {
            for (Transpose opB : Transpose.values()) {
                double[] betas = !large ? new double[]{0, 1, 0.375} : new double[]{opA == opB ? 0 : 0.375};
                for (double alpha : alphas) {
                    for (double beta : betas) {
                        for (boolean padded : large ? new boolean[]{true} : new boolean[]{false, true}) {
                            check(blas, opA, opB, m, n, k, alpha, beta, padded, random);
                        }
                    }
                }
            }
        }
    }

    private static void check(Blas blas, Transpose opA, Transpose opB, int m, int n, int k, double alpha, double beta,
            boolean padded, Random random) {
        // Factors that must not be read are NaN.
        Operand a = operand(opA, m, k, alpha == 0, padded, random);
        Operand b = operand(opB, k, n, alpha == 0, padded, random);
        Operand c = operand(Transpose.NO, m, n, beta == 0, padded, random);
        Operand aBefore = a.copy();
        Operand bBefore = b.copy();
        Operand result = c.copy();
        blas.gemm(opA, opB, alpha, a.block(), b.block(), beta, result.block());
        String what = opA + " " + opB + " alpha " + alpha + " beta " + beta + " padded " + padded;
        assertThat(a.sameAs(aBefore)).as(what).isTrue();
        assertThat(b.sameAs(bBefore)).as(what).isTrue();
        assertThat(result.untouchedOutside()).as(what).isTrue();
        // k products, as many additions, two factors, one more sum; the definition errs as much in float64.
        double gamma = 2 * Tolerance.gamma(k + 3);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double size = 0;
                for (int p = 0; p < k && alpha != 0; p++) {
                    double product = a.at(opA, i, p) * b.at(opB, p, j);
                    sum += product;
                    size += Math.abs(product);
                }
                double rest = beta == 0 ? 0 : beta * c.at(i, j);
                double distance = Math.abs(alpha * sum + rest - result.at(i, j));
                // assertThat on every element would take minutes.
                if (!(distance <= gamma * (Math.abs(alpha) * size + Math.abs(rest)))) {
                    assertThat(result.at(i, j)).as("%s (%d, %d) of %s", what, i, j, blas.description())
                            .isEqualTo(alpha * sum + rest);
                }
            }
        }
    }

    private static Operand operand(Transpose op, int rows, int cols, boolean unread, boolean padded, Random random) {
        int storedRows = op == Transpose.NO ? rows : cols;
        int storedCols = op == Transpose.NO ? cols : rows;
        return unread ? Operand.poison(storedRows, storedCols, padded)
                : Operand.random(storedRows, storedCols, padded, random);
    }
}
