package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API twin. Lanes are added up by rotations, halves first, which C2 does not reorder as it may
 * {@code reduceLanes}. Vectors must not cross a call of ours (see {@link VectorExp2}), so each loop spells this out.
 */
final class VectorRegressionLoops implements RegressionLoops {
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > RegressionLoops.LANES ? DoubleVector.SPECIES_512
                    : DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Rows of a square root that share what is read beside them. */
    private static final int BLOCK = 4;
    private static final VectorShuffle<Double> ROTATE_1 = rotation(1);
    private static final VectorShuffle<Double> ROTATE_2 = rotation(2);
    private static final VectorShuffle<Double> ROTATE_4 = rotation(4);

    private static VectorShuffle<Double> rotation(int by) {
        return VectorShuffle.iota(SPECIES, by, 1, true);
    }

    @Override
    public double product(int count, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i + 3 * LANES < count; i += 4 * LANES) {
            int at = xOffset + i;
            int to = yOffset + i;
            s0 = DoubleVector.fromArray(SPECIES, x, at).fma(DoubleVector.fromArray(SPECIES, y, to), s0);
            s1 = DoubleVector.fromArray(SPECIES, x, at + LANES).fma(DoubleVector.fromArray(SPECIES, y, to + LANES), s1);
            s2 = DoubleVector.fromArray(SPECIES, x, at + 2 * LANES)
                    .fma(DoubleVector.fromArray(SPECIES, y, to + 2 * LANES), s2);
            s3 = DoubleVector.fromArray(SPECIES, x, at + 3 * LANES)
                    .fma(DoubleVector.fromArray(SPECIES, y, to + 3 * LANES), s3);
        }
        for (; i < count; i += LANES) {
            s0 = DoubleVector.fromArray(SPECIES, x, xOffset + i)
                    .fma(DoubleVector.fromArray(SPECIES, y, yOffset + i), s0);
        }
        s0 = s0.add(s1).add(s2.add(s3));
        s0 = LANES > 4 ? s0.add(s0.rearrange(ROTATE_4)) : s0;
        s0 = LANES > 2 ? s0.add(s0.rearrange(ROTATE_2)) : s0;
        return s0.add(s0.rearrange(ROTATE_1)).lane(0);
    }

    @Override
    public double addThenProduct(int count, double factor, double[] x, int xOffset, double[] sum, int sumOffset,
            double[] y) {
        DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        int i = 0;
        for (; i + LANES < count; i += 2 * LANES) {
            int at = sumOffset + i;
            DoubleVector r0 =
                    DoubleVector.fromArray(SPECIES, x, xOffset + i).fma(f, DoubleVector.fromArray(SPECIES, sum, at));
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, x, xOffset + i + LANES)
                    .fma(f, DoubleVector.fromArray(SPECIES, sum, at + LANES));
            r0.intoArray(sum, at);
            r1.intoArray(sum, at + LANES);
            s0 = r0.fma(DoubleVector.fromArray(SPECIES, y, i), s0);
            s1 = r1.fma(DoubleVector.fromArray(SPECIES, y, i + LANES), s1);
        }
        if (i < count) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, x, xOffset + i)
                    .fma(f, DoubleVector.fromArray(SPECIES, sum, sumOffset + i));
            r.intoArray(sum, sumOffset + i);
            s0 = r.fma(DoubleVector.fromArray(SPECIES, y, i), s0);
        }
        s0 = s0.add(s1);
        s0 = LANES > 4 ? s0.add(s0.rearrange(ROTATE_4)) : s0;
        s0 = LANES > 2 ? s0.add(s0.rearrange(ROTATE_2)) : s0;
        return s0.add(s0.rearrange(ROTATE_1)).lane(0);
    }

    @Override
    public void shrink(int count, double factor, double[] x, double growth, double[] row, int rowOffset) {
        DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
        DoubleVector g = DoubleVector.broadcast(SPECIES, growth);
        for (int i = 0; i < count; i += LANES) {
            DoubleVector.fromArray(SPECIES, row, rowOffset + i)
                    .sub(DoubleVector.fromArray(SPECIES, x, i).mul(f))
                    .mul(g)
                    .intoArray(row, rowOffset + i);
        }
    }

    @Override
    public void sweep(int p, double factor, double growth, double[] root, double[] feature, double[] projection,
            double[] directions) {
        int stride = RegressionLoops.stride(p);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int i = 0; i < stride; i += LANES) {
            zero.intoArray(directions, stride + i);
        }
        int k = 0;
        for (; k + BLOCK <= p; k += BLOCK) {
            sweepBlock(k, stride, factor, growth, root, feature, projection, directions);
        }
        for (; k < p; k++) {
            int row = k * stride;
            shrink(stride, factor * projection[k], directions, growth, root, row);
            double a = product(stride, root, row, feature, 0);
            projection[k] = a;
            DoubleVector f = DoubleVector.broadcast(SPECIES, a);
            for (int i = 0; i < stride; i += LANES) {
                DoubleVector.fromArray(SPECIES, root, row + i)
                        .fma(f, DoubleVector.fromArray(SPECIES, directions, stride + i))
                        .intoArray(directions, stride + i);
            }
        }
    }

    private static void sweepBlock(int k, int stride, double factor, double growth, double[] root, double[] feature,
            double[] projection, double[] directions) {
        int row0 = k * stride;
        int row1 = row0 + stride;
        int row2 = row1 + stride;
        int row3 = row2 + stride;
        DoubleVector g = DoubleVector.broadcast(SPECIES, growth);
        DoubleVector f0 = DoubleVector.broadcast(SPECIES, factor * projection[k]);
        DoubleVector f1 = DoubleVector.broadcast(SPECIES, factor * projection[k + 1]);
        DoubleVector f2 = DoubleVector.broadcast(SPECIES, factor * projection[k + 2]);
        DoubleVector f3 = DoubleVector.broadcast(SPECIES, factor * projection[k + 3]);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int i = 0; i < stride; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, directions, i);
            DoubleVector x = DoubleVector.fromArray(SPECIES, feature, i);
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, root, row0 + i).sub(v.mul(f0)).mul(g);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, root, row1 + i).sub(v.mul(f1)).mul(g);
            DoubleVector r2 = DoubleVector.fromArray(SPECIES, root, row2 + i).sub(v.mul(f2)).mul(g);
            DoubleVector r3 = DoubleVector.fromArray(SPECIES, root, row3 + i).sub(v.mul(f3)).mul(g);
            r0.intoArray(root, row0 + i);
            r1.intoArray(root, row1 + i);
            r2.intoArray(root, row2 + i);
            r3.intoArray(root, row3 + i);
            s0 = r0.fma(x, s0);
            s1 = r1.fma(x, s1);
            s2 = r2.fma(x, s2);
            s3 = r3.fma(x, s3);
        }
        s0 = LANES > 4 ? s0.add(s0.rearrange(ROTATE_4)) : s0;
        s1 = LANES > 4 ? s1.add(s1.rearrange(ROTATE_4)) : s1;
        s2 = LANES > 4 ? s2.add(s2.rearrange(ROTATE_4)) : s2;
        s3 = LANES > 4 ? s3.add(s3.rearrange(ROTATE_4)) : s3;
        s0 = LANES > 2 ? s0.add(s0.rearrange(ROTATE_2)) : s0;
        s1 = LANES > 2 ? s1.add(s1.rearrange(ROTATE_2)) : s1;
        s2 = LANES > 2 ? s2.add(s2.rearrange(ROTATE_2)) : s2;
        s3 = LANES > 2 ? s3.add(s3.rearrange(ROTATE_2)) : s3;
        // Each lane holds the sum, to be multiplied with.
        s0 = s0.add(s0.rearrange(ROTATE_1));
        s1 = s1.add(s1.rearrange(ROTATE_1));
        s2 = s2.add(s2.rearrange(ROTATE_1));
        s3 = s3.add(s3.rearrange(ROTATE_1));
        projection[k] = s0.lane(0);
        projection[k + 1] = s1.lane(0);
        projection[k + 2] = s2.lane(0);
        projection[k + 3] = s3.lane(0);
        for (int i = 0; i < stride; i += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, directions, stride + i);
            sum = DoubleVector.fromArray(SPECIES, root, row0 + i).fma(s0, sum);
            sum = DoubleVector.fromArray(SPECIES, root, row1 + i).fma(s1, sum);
            sum = DoubleVector.fromArray(SPECIES, root, row2 + i).fma(s2, sum);
            DoubleVector.fromArray(SPECIES, root, row3 + i).fma(s3, sum).intoArray(directions, stride + i);
        }
    }
}
