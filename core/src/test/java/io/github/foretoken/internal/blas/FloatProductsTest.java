package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The product in float32 against its definition, on both sides of the size from which operands are packed. */
class FloatProductsTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 9, 2", "4, 3, 0", "0, 4, 3", "33, 41, 37", "73, 70, 257", "3, 1030, 19"})
    void agreesWithTheDefinition(int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        for (Transpose opA : Transpose.values()) {
            for (Transpose opB : Transpose.values()) {
                FloatBlock a = random(opA, m, k, random);
                FloatBlock b = random(opB, k, n, random);
                FloatBlock c = random(Transpose.NO, m, n, random);
                float[] before = c.values().clone();
                FloatProducts.add(opA, opB, a, b, c);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double sum = before[c.at(i, j)];
                        double size = Math.abs(sum);
                        for (int p = 0; p < k; p++) {
                            double product = (double) at(opA, a, i, p) * at(opB, b, p, j);
                            sum += product;
                            size += Math.abs(product);
                        }
                        before[c.at(i, j)] = c.values()[c.at(i, j)];
                        assertThat((double) c.values()[c.at(i, j)]).isCloseTo(sum, within((k + 2) * 0x1p-24 * size));
                    }
                }
                assertThat(c.values()).as("outside of C").isEqualTo(before);
            }
        }
    }

    private static FloatBlock random(Transpose op, int rows, int columns, Random random) {
        int height = op == Transpose.NO ? rows : columns;
        int width = op == Transpose.NO ? columns : rows;
        float[] values = new float[3 + height * (width + 2)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return new FloatBlock(values, 3, height, width, width + 2);
    }

    private static float at(Transpose op, FloatBlock x, int i, int j) {
        return x.values()[op == Transpose.NO ? x.at(i, j) : x.at(j, i)];
    }
}
