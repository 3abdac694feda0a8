package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin. Register tiles of four rows x three columns: twelve chains and four operands fill the sixteen registers
 * of AVX2, and a step loads seven vectors for twelve fma. Vectors must not cross a call of ours (see {@link VectorExp2}), which
 * is why each tile spells its accumulators out.
 */
public final class VectorLaneLoops implements LaneLoops {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = 4;

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void addProducts(int m, int n, int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset,
            int bRow, int bStep, double[] c, int cOffset, int cRow) {
        int i = 0;
        for (; i + ROWS <= m; i += ROWS) {
            int j = 0;
            // Two tiles of two columns beat one of three and one of one.
            for (; n - j >= 3 && n - j != 4; j += 3) {
                tile4x3(k, a, aOffset + i * aRow, aRow, aStep, b, bOffset + j * bRow, bRow, bStep, c,
                        cOffset + i * cRow + j * LANES, cRow);
            }
            for (; n - j >= 2; j += 2) {
                tile4x2(k, a, aOffset + i * aRow, aRow, aStep, b, bOffset + j * bRow, bRow, bStep, c,
                        cOffset + i * cRow + j * LANES, cRow);
            }
            if (j < n) {
                tile4x1(k, a, aOffset + i * aRow, aRow, aStep, b, bOffset + j * bRow, bStep, c,
                        cOffset + i * cRow + j * LANES, cRow);
            }
        }
        for (; i < m; i++) {
            row(n, k, a, aOffset + i * aRow, aStep, b, bOffset, bRow, bStep, c, cOffset + i * cRow);
        }
    }

    private static void row(int n, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset, int bRow,
            int bStep, double[] c, int cOffset) {
        for (int j = 0; j < n; j++) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, c, cOffset + j * LANES);
            int y = bOffset + j * bRow;
            for (int p = 0; p < k; p++) {
                sum = DoubleVector.fromArray(SPECIES, a, aOffset + p * aStep)
                        .fma(DoubleVector.fromArray(SPECIES, b, y + p * bStep), sum);
            }
            sum.intoArray(c, cOffset + j * LANES);
        }
    }

    private static void tile4x3(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int bRow,
            int bStep, double[] c, int cOffset, int cRow) {
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector s02 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, cOffset + cRow);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, cOffset + cRow + LANES);
        DoubleVector s12 = DoubleVector.fromArray(SPECIES, c, cOffset + cRow + 2 * LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cRow);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cRow + LANES);
        DoubleVector s22 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cRow + 2 * LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cRow);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cRow + LANES);
        DoubleVector s32 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cRow + 2 * LANES);
        int x = aOffset;
        int y = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, b, y + bRow);
            DoubleVector y2 = DoubleVector.fromArray(SPECIES, b, y + 2 * bRow);
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, x);
            s00 = x0.fma(y0, s00);
            s01 = x0.fma(y1, s01);
            s02 = x0.fma(y2, s02);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, x + aRow);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            s12 = x1.fma(y2, s12);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, x + 2 * aRow);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            s22 = x2.fma(y2, s22);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, x + 3 * aRow);
            s30 = x3.fma(y0, s30);
            s31 = x3.fma(y1, s31);
            s32 = x3.fma(y2, s32);
            x += aStep;
            y += bStep;
        }
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s02.intoArray(c, cOffset + 2 * LANES);
        s10.intoArray(c, cOffset + cRow);
        s11.intoArray(c, cOffset + cRow + LANES);
        s12.intoArray(c, cOffset + cRow + 2 * LANES);
        s20.intoArray(c, cOffset + 2 * cRow);
        s21.intoArray(c, cOffset + 2 * cRow + LANES);
        s22.intoArray(c, cOffset + 2 * cRow + 2 * LANES);
        s30.intoArray(c, cOffset + 3 * cRow);
        s31.intoArray(c, cOffset + 3 * cRow + LANES);
        s32.intoArray(c, cOffset + 3 * cRow + 2 * LANES);
    }

    private static void tile4x2(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int bRow,
            int bStep, double[] c, int cOffset, int cRow) {
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, cOffset + cRow);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, cOffset + cRow + LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cRow);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cRow + LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cRow);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cRow + LANES);
        int x = aOffset;
        int y = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, b, y + bRow);
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, x);
            s00 = x0.fma(y0, s00);
            s01 = x0.fma(y1, s01);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, x + aRow);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, x + 2 * aRow);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, x + 3 * aRow);
            s30 = x3.fma(y0, s30);
            s31 = x3.fma(y1, s31);
            x += aStep;
            y += bStep;
        }
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s10.intoArray(c, cOffset + cRow);
        s11.intoArray(c, cOffset + cRow + LANES);
        s20.intoArray(c, cOffset + 2 * cRow);
        s21.intoArray(c, cOffset + 2 * cRow + LANES);
        s30.intoArray(c, cOffset + 3 * cRow);
        s31.intoArray(c, cOffset + 3 * cRow + LANES);
    }

    private static void tile4x1(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int bStep,
            double[] c, int cOffset, int cRow) {
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, cOffset + cRow);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cRow);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cRow);
        int x = aOffset;
        int y = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, x);
            s00 = x0.fma(y0, s00);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, x + aRow);
            s10 = x1.fma(y0, s10);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, x + 2 * aRow);
            s20 = x2.fma(y0, s20);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, x + 3 * aRow);
            s30 = x3.fma(y0, s30);
            x += aStep;
            y += bStep;
        }
        s00.intoArray(c, cOffset);
        s10.intoArray(c, cOffset + cRow);
        s20.intoArray(c, cOffset + 2 * cRow);
        s30.intoArray(c, cOffset + 3 * cRow);
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aRow, double[] b,
            int bOffset, int bRow, double[] c, int cOffset, int cRow) {
        int i = 0;
        for (; i + ROWS <= m; i += ROWS) {
            int j = 0;
            for (; j + 2 <= n; j += 2) {
                distance4x2(factor, k, a, aOffset + i * aRow, aRow, b, bOffset + j * bRow, bRow, c,
                        cOffset + i * cRow + j * LANES, cRow);
            }
            for (; j < n; j++) {
                for (int r = i; r < i + ROWS; r++) {
                    distance(factor, k, a, aOffset + r * aRow, b, bOffset + j * bRow, c,
                            cOffset + r * cRow + j * LANES);
                }
            }
        }
        for (; i < m; i++) {
            for (int j = 0; j < n; j++) {
                distance(factor, k, a, aOffset + i * aRow, b, bOffset + j * bRow, c, cOffset + i * cRow + j * LANES);
            }
        }
    }

    private static void distance4x2(double factor, int k, double[] a, int aOffset, int aRow, double[] b, int bOffset,
            int bRow, double[] c, int cOffset, int cRow) {
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        int x = aOffset;
        int y = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, b, y + bRow);
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, x);
            DoubleVector d00 = x0.sub(y0);
            s00 = d00.fma(d00, s00);
            DoubleVector d01 = x0.sub(y1);
            s01 = d01.fma(d01, s01);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, a, x + aRow);
            DoubleVector d10 = x1.sub(y0);
            s10 = d10.fma(d10, s10);
            DoubleVector d11 = x1.sub(y1);
            s11 = d11.fma(d11, s11);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, a, x + 2 * aRow);
            DoubleVector d20 = x2.sub(y0);
            s20 = d20.fma(d20, s20);
            DoubleVector d21 = x2.sub(y1);
            s21 = d21.fma(d21, s21);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, a, x + 3 * aRow);
            DoubleVector d30 = x3.sub(y0);
            s30 = d30.fma(d30, s30);
            DoubleVector d31 = x3.sub(y1);
            s31 = d31.fma(d31, s31);
            x += LANES;
            y += LANES;
        }
        s00.mul(factor).intoArray(c, cOffset);
        s01.mul(factor).intoArray(c, cOffset + LANES);
        s10.mul(factor).intoArray(c, cOffset + cRow);
        s11.mul(factor).intoArray(c, cOffset + cRow + LANES);
        s20.mul(factor).intoArray(c, cOffset + 2 * cRow);
        s21.mul(factor).intoArray(c, cOffset + 2 * cRow + LANES);
        s30.mul(factor).intoArray(c, cOffset + 3 * cRow);
        s31.mul(factor).intoArray(c, cOffset + 3 * cRow + LANES);
    }

    private static void distance(double factor, int k, double[] a, int aOffset, double[] b, int bOffset, double[] c,
            int cOffset) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            DoubleVector difference = DoubleVector.fromArray(SPECIES, a, aOffset + p * LANES)
                    .sub(DoubleVector.fromArray(SPECIES, b, bOffset + p * LANES));
            sum = difference.fma(difference, sum);
        }
        sum.mul(factor).intoArray(c, cOffset);
    }

    @Override
    public void addBiases(int m, int n, double[] row, int rowOffset, double[] column, int columnOffset, double[] c,
            int cOffset, int cRow) {
        for (int i = 0; i < m; i++) {
            DoubleVector bias = DoubleVector.fromArray(SPECIES, row, rowOffset + i * LANES);
            int at = cOffset + i * cRow;
            for (int j = 0; j < n * LANES; j += LANES) {
                bias.add(DoubleVector.fromArray(SPECIES, column, columnOffset + j)).intoArray(c, at + j);
            }
        }
    }

    @Override
    public void maximum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector greatest = DoubleVector.fromArray(SPECIES, x, xOffset);
        for (int j = LANES; j < n * LANES; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + j);
            greatest = greatest.blend(v, v.compare(VectorOperators.GT, greatest));
        }
        greatest.intoArray(y, yOffset);
    }

    @Override
    public void sum(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, x, xOffset);
        for (int j = LANES; j < n * LANES; j += LANES) {
            sum = sum.add(DoubleVector.fromArray(SPECIES, x, xOffset + j));
        }
        sum.intoArray(y, yOffset);
    }

    @Override
    public void subtract(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector less = DoubleVector.fromArray(SPECIES, y, yOffset);
        for (int j = 0; j < n * LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, x, xOffset + j).sub(less).intoArray(x, xOffset + j);
        }
    }

    @Override
    public void divide(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector divisor = DoubleVector.fromArray(SPECIES, y, yOffset);
        VectorMask<Double> zero = divisor.compare(VectorOperators.EQ, 0);
        for (int j = 0; j < n * LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, x, xOffset + j).div(divisor).blend(0, zero).intoArray(x, xOffset + j);
        }
    }
}
