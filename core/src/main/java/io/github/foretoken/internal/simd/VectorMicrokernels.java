package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin, for any lane count. Loops have one shape: vector body, then a scalar tail on the same index that
 * performs the same operations ({@code Math.fma} for {@code fma}), so that an element's bits do not depend on whether it
 * fell into the body or the tail. No {@code reduceLanes} and no {@code lanewise(EXP)}: both may change value when C2
 * takes over.
 */
public class VectorMicrokernels implements Microkernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final double[] NO_BIAS = null;

    @Override
    public final int lanes() {
        return LANES;
    }

    @Override
    public final int rows() {
        return VectorGemm.rows();
    }

    @Override
    public final int panelWidth() {
        return VectorGemm.panelWidth();
    }

    @Override
    public final void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b,
            int bOffset, int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        VectorGemm.apply(m, n, k, a, aOffset, aStride, aPanel, b, bOffset, bStride, bPanel, NO_BIAS, 0, NO_BIAS, 0, c,
                cOffset, cStride);
    }

    @Override
    public final void affine(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b,
            int bOffset, int bStride, int bPanel, double[] rowBias, int rowOffset, double[] columnBias,
            int columnOffset, double[] c, int cOffset, int cStride) {
        VectorGemm.apply(m, n, k, a, aOffset, aStride, aPanel, b, bOffset, bStride, bPanel, rowBias, rowOffset,
                columnBias, columnOffset, c, cOffset, cStride);
    }

    @Override
    public final void exp2(double[] x, int offset, int length) {
        VectorExp2.apply(x, offset, length);
    }

    @Override
    public final void exp2Columns(int rows, int columns, double[] x, int offset, int stride, double[] shift,
            int shiftOffset, double[] sums, int sumOffset) {
        VectorExp2.columns(rows, columns, mostExponent(), x, offset, stride, shift, shiftOffset, sums, sumOffset);
    }

    @Override
    public final int mostExponent() {
        return Double.MAX_EXPONENT / 2;
    }

    @Override
    public final void columnMaxima(int rows, int columns, double[] x, int offset, int stride, double[] maxima,
            int maximaOffset) {
        int bound = SPECIES.loopBound(columns);
        int j = 0;
        for (; j < bound; j += LANES) {
            DoubleVector best = DoubleVector.fromArray(SPECIES, maxima, maximaOffset + j);
            int at = offset + j;
            for (int i = 0; i < rows; i++) {
                DoubleVector v = DoubleVector.fromArray(SPECIES, x, at);
                best = best.blend(v, v.compare(VectorOperators.GT, best));
                at += stride;
            }
            best.intoArray(maxima, maximaOffset + j);
        }
        for (; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                maxima[maximaOffset + j] = Math.max(maxima[maximaOffset + j], x[offset + i * stride + j]);
            }
        }
    }

    @Override
    public final void columnSums(int rows, int columns, double[] x, int offset, int stride, double[] sums,
            int sumOffset) {
        int bound = SPECIES.loopBound(columns);
        int j = 0;
        for (; j < bound; j += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, sumOffset + j);
            int at = offset + j;
            for (int i = 0; i < rows; i++) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, x, at));
                at += stride;
            }
            sum.intoArray(sums, sumOffset + j);
        }
        for (; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                sums[sumOffset + j] += x[offset + i * stride + j];
            }
        }
    }

    @Override
    public final void rowProduct(boolean add, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        VectorRowGemm.apply(add, m, n, k, a, aOffset, aStride, b, bOffset, bStride, bPanel, c, cOffset, cStride);
    }

    @Override
    public final void scaleColumns(int rows, int columns, double[] x, int offset, int stride, double[] factors,
            int factorOffset) {
        int bound = SPECIES.loopBound(columns);
        int j = 0;
        for (; j < bound; j += LANES) {
            DoubleVector factor = DoubleVector.fromArray(SPECIES, factors, factorOffset + j);
            int at = offset + j;
            for (int i = 0; i < rows; i++) {
                DoubleVector.fromArray(SPECIES, x, at).mul(factor).intoArray(x, at);
                at += stride;
            }
        }
        for (; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                x[offset + i * stride + j] *= factors[factorOffset + j];
            }
        }
    }

    @Override
    public final void columnProducts(int rows, int columns, double[] x, double[] y, int offset, int stride,
            double[] sums, int sumOffset) {
        int bound = SPECIES.loopBound(columns);
        int j = 0;
        for (; j < bound; j += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, sumOffset + j);
            int at = offset + j;
            for (int i = 0; i < rows; i++) {
                sum = DoubleVector.fromArray(SPECIES, x, at).fma(DoubleVector.fromArray(SPECIES, y, at), sum);
                at += stride;
            }
            sum.intoArray(sums, sumOffset + j);
        }
        for (; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                int at = offset + i * stride + j;
                sums[sumOffset + j] = Math.fma(x[at], y[at], sums[sumOffset + j]);
            }
        }
    }

    @Override
    public final void softmaxGradient(double factor, int rows, int columns, double[] x, double[] y, int offset,
            int stride, double[] sums, int sumOffset) {
        DoubleVector scale = DoubleVector.broadcast(SPECIES, factor);
        int bound = SPECIES.loopBound(columns);
        int j = 0;
        for (; j < bound; j += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, sumOffset + j);
            int at = offset + j;
            for (int i = 0; i < rows; i++) {
                DoubleVector change = DoubleVector.fromArray(SPECIES, y, at).sub(sum);
                scale.mul(DoubleVector.fromArray(SPECIES, x, at)).mul(change).intoArray(y, at);
                at += stride;
            }
        }
        for (; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                int at = offset + i * stride + j;
                y[at] = factor * x[at] * (y[at] - sums[sumOffset + j]);
            }
        }
    }
}
