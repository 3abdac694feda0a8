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

    @Override
    public void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        VectorGemm.apply(m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        VectorDistances.apply(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    @Override
    public void affine(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c, int cOffset,
            int cStride) {
        VectorAffine.apply(m, n, k, a, aOffset, aStride, b, bOffset, bStride, rowBias, rowOffset, columnBias,
                columnOffset, c, cOffset, cStride);
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
            VectorMask<Double> far = v.compare(VectorOperators.LT, -1e6);
            DoubleVector zero = DoubleVector.zero(SPECIES);
            zero.sub(zero.sub(v.blend(0, positive).blend(-1e6, far)).lanewise(VectorOperators.SQRT))
                    .intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] = 0 - Math.sqrt(Math.clamp(-x[offset + i], 0, 1e6));
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
