package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.TwinsTest.Operand;
import io.github.foretoken.internal.simd.TwinsTest.Twin;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the backward pass adds to the loops: every twin against definitions by bound. */
class RowTwinsTest {
    private static final double POISON = Double.NaN;

    static Stream<Twin> twins() {
        return TwinsTest.twins();
    }

    /** Whole register tiles in rows, whole vectors in columns: up to two panels and a half. */
    static Stream<Arguments> shapes() {
        return twins().flatMap(twin -> IntStream.of(6, 12, 18)
                .boxed()
                .flatMap(m -> IntStream.rangeClosed(1, 5)
                        .mapToObj(vectors -> vectors * twin.loops().lanes())
                        .flatMap(n -> Stream.of(0, 1, 17, 62).map(k -> Arguments.of(twin, m, n, k)))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowProductIsTheProductAndWritesNothingElse(Twin twin, int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(m, k, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        Operand c = Operand.random(m, n, 7, 3, random);
        int width = twin.loops().panelWidth();
        double[] panels = new double[1 + Panels.size(k, n, width)];
        Panels.copied(new Block(b.data, b.offset, k, n, b.stride), width, k, panels, 1);
        for (boolean add : new boolean[]{false, true}) {
            double[] plain = c.data.clone();
            twin.loops()
                    .rowProduct(add, m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, width, plain,
                            c.offset, c.stride);
            double[] packed = c.data.clone();
            twin.loops()
                    .rowProduct(add, m, n, k, a.data, a.offset, a.stride, panels, 1, width, width * k, packed, c.offset,
                            c.stride);
            assertThat(packed).containsExactly(plain);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double expected = add ? c.at(i, j) : 0;
                    double magnitude = Math.abs(expected);
                    for (int p = 0; p < k; p++) {
                        expected += a.at(i, p) * b.at(p, j);
                        magnitude += Math.abs(a.at(i, p) * b.at(p, j));
                    }
                    int at = c.index(i, j);
                    assertThat(plain[at]).isCloseTo(expected, offset(2 * twin.gamma(k + 1) * magnitude));
                    plain[at] = POISON;
                }
            }
            assertThat(plain).containsOnly(POISON);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void columnsAreScaledMultipliedAndDifferentiated(Twin twin) {
        Random random = new Random(3);
        for (int columns : new int[]{1, 7, 8, 16, 21, 48}) {
            for (int rows : new int[]{0, 1, 6}) {
                Operand x = Operand.random(rows, columns, 4, 3, random);
                Operand y = Operand.random(rows, columns, 4, 3, random);
                double[] v = random.ints(columns + 2, -1024, 1024).mapToDouble(i -> i / 1024.0).toArray();
                double[] scaled = x.data.clone();
                double[] changed = y.data.clone();
                double[] sums = v.clone();
                twin.loops().scaleColumns(rows, columns, scaled, x.offset, x.stride, v, 2);
                twin.loops().columnProducts(rows, columns, x.data, y.data, x.offset, x.stride, sums, 2);
                twin.loops().softmaxGradient(0.75, rows, columns, x.data, changed, x.offset, x.stride, v, 2);
                for (int j = 0; j < columns; j++) {
                    double sum = v[2 + j];
                    double magnitude = Math.abs(sum);
                    for (int i = 0; i < rows; i++) {
                        double product = x.at(i, j) * y.at(i, j);
                        sum += product;
                        magnitude += Math.abs(product);
                        int at = x.index(i, j);
                        double factor = x.at(i, j) * v[2 + j];
                        assertThat(scaled[at]).isCloseTo(factor, offset(twin.gamma(1) * Math.abs(factor)));
                        double change = 0.75 * x.at(i, j) * (y.at(i, j) - v[2 + j]);
                        assertThat(changed[at]).isCloseTo(change, offset(2 * twin.gamma(3) * Math.abs(change)));
                        scaled[at] = POISON;
                        changed[at] = POISON;
                    }
                    assertThat(sums[2 + j]).isCloseTo(sum, offset(2 * twin.gamma(rows + 1) * magnitude));
                }
                assertThat(scaled).containsOnly(POISON);
                assertThat(changed).containsOnly(POISON);
                assertThat(Arrays.copyOf(sums, 2)).containsExactly(Arrays.copyOf(v, 2));
            }
        }
    }
}
