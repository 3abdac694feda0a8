package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API twin of all kernels; loops as in {@link VectorMicrokernels}. */
public final class VectorScoreMicrokernels extends VectorMicrokernels implements ScoreMicrokernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        VectorDistances.apply(factor, m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        int bound = SPECIES.loopBound(length);
        int i = 0;
        for (; i < bound; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, offset + i);
            VectorMask<Double> positive = v.compare(VectorOperators.GT, 0);
            VectorMask<Double> far = v.compare(VectorOperators.LT, ScalarScoreMicrokernels.FAR);
            DoubleVector zero = DoubleVector.zero(SPECIES);
            zero.sub(zero.sub(v.blend(0, positive).blend(ScalarScoreMicrokernels.FAR, far))
                    .lanewise(VectorOperators.SQRT)).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            x[offset + i] = ScalarScoreMicrokernels.negatedRoot(x[offset + i]);
        }
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        int bound = SPECIES.loopBound(length);
        DoubleVector l = DoubleVector.broadcast(SPECIES, linear);
        DoubleVector q = DoubleVector.broadcast(SPECIES, quadratic);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        int i = 0;
        for (; i < bound; i += LANES) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, negated, negatedOffset + i).neg();
            DoubleVector polynomial = a.fma(q, l).fma(a, one);
            DoubleVector.fromArray(SPECIES, x, offset + i).mul(polynomial).intoArray(x, offset + i);
        }
        for (; i < length; i++) {
            double a = -negated[negatedOffset + i];
            x[offset + i] *= Math.fma(Math.fma(a, quadratic, linear), a, 1);
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
            x[offset + i] = ScalarScoreMicrokernels.power(x[offset + i], exponent);
        }
    }
}
