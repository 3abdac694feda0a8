package io.github.foretoken.internal;

import java.util.Random;

/**
 * Haar-distributed orthogonal and unitary matrices and uniform unit vectors: Gram-Schmidt on Gaussian columns, which is
 * QR with a positive diagonal of R, the sign convention under which Q is exactly Haar (Mezzadri 2007). Each column is
 * orthogonalised twice, which is enough for orthogonality to working precision.
 */
public final class Haar {
    private Haar() {}

    /**
     * A generator whose stream is fixed by the specification of {@link Random}. The seed is mixed first (the finaliser of
     * SplitMix64), because neighbouring seeds give that class nearly equal first numbers.
     */
    public static Random seeded(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return new Random(z ^ (z >>> 31));
    }

    /** d x d, row-major; columns orthonormal. */
    public static double[] orthogonal(int d, Random random) {
        double[] columns = orthonormal(d, d, random);
        double[] q = new double[columns.length];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                q[i * d + j] = columns[j * d + i];
            }
        }
        return q;
    }

    /** That many orthonormal vectors of R^d, d at most, one after the other: the first columns of {@link #orthogonal}. */
    public static double[] orthonormal(int count, int d, Random random) {
        double[] vectors = new double[Math.multiplyExact(count, d)];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = random.nextGaussian();
        }
        for (int j = 0; j < count; j++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    double dot = 0;
                    for (int i = 0; i < d; i++) {
                        dot += vectors[k * d + i] * vectors[j * d + i];
                    }
                    for (int i = 0; i < d; i++) {
                        vectors[j * d + i] -= dot * vectors[k * d + i];
                    }
                }
            }
            double norm = 0;
            for (int i = 0; i < d; i++) {
                norm += vectors[j * d + i] * vectors[j * d + i];
            }
            for (int i = 0; i < d; i++) {
                vectors[j * d + i] /= Math.sqrt(norm);
            }
        }
        return vectors;
    }

    /** p x p complex, row-major, real and imaginary parts interleaved; columns orthonormal. */
    public static double[] unitary(int p, Random random) {
        double[] q = new double[Math.multiplyExact(2 * p, p)];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < p; i++) {
                q[2 * (i * p + j)] = random.nextGaussian();
                q[2 * (i * p + j) + 1] = random.nextGaussian();
            }
        }
        for (int j = 0; j < p; j++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    subtractProjection(q, p, j, k);
                }
            }
            double norm = 0;
            for (int i = 0; i < p; i++) {
                int at = 2 * (i * p + j);
                norm += q[at] * q[at] + q[at + 1] * q[at + 1];
            }
            for (int i = 0; i < p; i++) {
                q[2 * (i * p + j)] /= Math.sqrt(norm);
                q[2 * (i * p + j) + 1] /= Math.sqrt(norm);
            }
        }
        return q;
    }

    /** column j -= column k times the Hermitian product of k and j. */
    private static void subtractProjection(double[] q, int p, int j, int k) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < p; i++) {
            int a = 2 * (i * p + k);
            int b = 2 * (i * p + j);
            real += q[a] * q[b] + q[a + 1] * q[b + 1];
            imaginary += q[a] * q[b + 1] - q[a + 1] * q[b];
        }
        for (int i = 0; i < p; i++) {
            int a = 2 * (i * p + k);
            int b = 2 * (i * p + j);
            q[b] -= real * q[a] - imaginary * q[a + 1];
            q[b + 1] -= real * q[a + 1] + imaginary * q[a];
        }
    }

    /** Uniform on the unit sphere of R^d. */
    public static double[] unitVector(int d, Random random) {
        double[] v = new double[d];
        double norm = 0;
        for (int i = 0; i < d; i++) {
            v[i] = random.nextGaussian();
            norm += v[i] * v[i];
        }
        for (int i = 0; i < d; i++) {
            v[i] /= Math.sqrt(norm);
        }
        return v;
    }

    /** {@code x[to..to+d) = matrix x[from..from+d)}, the matrix d x d and row-major; the ranges do not overlap. */
    public static void apply(double[] matrix, int d, double[] x, int from, int to) {
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += matrix[i * d + j] * x[from + j];
            }
            x[to + i] = sum;
        }
    }
}
