package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin, for any lane count. Loops have one shape: vector body, then a scalar tail on the same index that
 * performs the same operations ({@code Math.fma} for {@code fma}), so that an element's bits do not depend on whether it
 * fell into the body or the tail. No {@code reduceLanes} and no {@code lanewise(EXP)}: both may change value when C2
 * takes over.
 */
public final class VectorMicrokernels implements Microkernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public int lanes() {
        return LANES;
    }

    /**
     * Register tiles of 4 rows x 2 vectors: 8 accumulators hide the latency of two FMA ports, and 2 loads plus 4
     * broadcasts a step stay below the load ports' rate. The panel of B (k x two vectors) is reused by every row strip,
     * so callers keep k x n within L1.
     */
    @Override
    public void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int pairs = n - n % (2 * LANES);
        int singles = n - n % LANES;
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            int aRow = aOffset + i * aStride;
            int cRow = cOffset + i * cStride;
            int j = 0;
            for (; j < pairs; j += 2 * LANES) {
                tile4x2(k, a, aRow, aStride, b, bOffset + j, bStride, c, cRow + j, cStride);
            }
            for (; j < singles; j += LANES) {
                tile4x1(k, a, aRow, aStride, b, bOffset + j, bStride, c, cRow + j, cStride);
            }
        }
        for (; i < m; i++) {
            int aRow = aOffset + i * aStride;
            int cRow = cOffset + i * cStride;
            int j = 0;
            for (; j < pairs; j += 2 * LANES) {
                tile1x2(k, a, aRow, b, bOffset + j, bStride, c, cRow + j);
            }
            for (; j < singles; j += LANES) {
                tile1x1(k, a, aRow, b, bOffset + j, bStride, c, cRow + j);
            }
        }
        if (singles < n) {
            columnTail(m, singles, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
        }
    }

    private static void tile4x2(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
        int a0 = aOffset;
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + LANES);
            bRow += bStride;
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    private static void tile4x1(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, c, c3);
        int a0 = aOffset;
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            bRow += bStride;
            s0 = DoubleVector.broadcast(SPECIES, a[a0 + p]).fma(b0, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[a1 + p]).fma(b0, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[a2 + p]).fma(b0, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[a3 + p]).fma(b0, s3);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
    }

    private static void tile1x2(int k, double[] a, int aOffset, double[] b, int bOffset, int bStride, double[] c,
            int c0) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[aOffset + p]);
            s0 = x.fma(DoubleVector.fromArray(SPECIES, b, bRow), s0);
            s1 = x.fma(DoubleVector.fromArray(SPECIES, b, bRow + LANES), s1);
            bRow += bStride;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + LANES);
    }

    private static void tile1x1(int k, double[] a, int aOffset, double[] b, int bOffset, int bStride, double[] c,
            int c0) {
        DoubleVector s = DoubleVector.fromArray(SPECIES, c, c0);
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            s = DoubleVector.broadcast(SPECIES, a[aOffset + p]).fma(DoubleVector.fromArray(SPECIES, b, bRow), s);
            bRow += bStride;
        }
        s.intoArray(c, c0);
    }

    private static void columnTail(int m, int from, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            for (int j = from; j < n; j++) {
                double sum = c[cOffset + i * cStride + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aOffset + i * aStride + p], b[bOffset + p * bStride + j], sum);
                }
                c[cOffset + i * cStride + j] = sum;
            }
        }
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        VectorDistances.apply(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    @Override
    public void exp(double[] x, int offset, int length) {
        VectorExp.apply(x, offset, length);
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        int bound = SPECIES.loopBound(length);
        int i = 0;
        for (; i < bound; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, offset + i);
            VectorMask<Double> positive = v.compare(VectorOperators.GT, 0);
            DoubleVector zero = DoubleVector.zero(SPECIES);
            zero.sub(zero.sub(v.blend(0, positive)).lanewise(VectorOperators.SQRT)).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] = 0 - Math.sqrt(Math.max(-x[offset + i], 0));
        }
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double quadratic) {
        int bound = SPECIES.loopBound(length);
        DoubleVector q = DoubleVector.broadcast(SPECIES, quadratic);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        int i = 0;
        for (; i < bound; i += LANES) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, negated, negatedOffset + i).neg();
            DoubleVector polynomial = a.fma(q, one).fma(a, one);
            DoubleVector.fromArray(SPECIES, x, offset + i).mul(polynomial).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            double a = -negated[negatedOffset + i];
            x[offset + i] *= Math.fma(Math.fma(a, quadratic, 1), a, 1);
        }
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        int bound = SPECIES.loopBound(length);
        int i = 0;
        for (; i < bound; i += LANES) {
            DoubleVector square = DoubleVector.fromArray(SPECIES, x, offset + i);
            DoubleVector result = DoubleVector.broadcast(SPECIES, 1);
            for (int rest = exponent; rest > 0; rest >>= 1) {
                if ((rest & 1) != 0) {
                    result = result.mul(square);
                }
                square = square.mul(square);
            }
            result.intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] = ScalarMicrokernels.power(x[offset + i], exponent);
        }
    }

    @Override
    public double max(double[] x, int offset, int length) {
        int bound = SPECIES.loopBound(length);
        double max = x[offset];
        int i = 0;
        if (bound > 0) {
            DoubleVector best = DoubleVector.fromArray(SPECIES, x, offset);
            for (i = LANES; i < bound; i += LANES) {
                DoubleVector v = DoubleVector.fromArray(SPECIES, x, offset + i);
                best = best.blend(v, v.compare(VectorOperators.GT, best));
            }
            for (int lane = 0; lane < LANES; lane++) {
                max = Math.max(max, best.lane(lane));
            }
        }
        for (; i < length; i++) {
            max = Math.max(max, x[offset + i]);
        }
        return max;
    }

    @Override
    public double sum(double[] x, int offset, int length) {
        int bound = SPECIES.loopBound(length);
        double sum = 0;
        int i = 0;
        if (bound > 0) {
            DoubleVector partial = DoubleVector.fromArray(SPECIES, x, offset);
            for (i = LANES; i < bound; i += LANES) {
                partial = partial.add(DoubleVector.fromArray(SPECIES, x, offset + i));
            }
            for (int lane = 0; lane < LANES; lane++) {
                sum += partial.lane(lane);
            }
        }
        for (; i < length; i++) {
            sum += x[offset + i];
        }
        return sum;
    }
}
