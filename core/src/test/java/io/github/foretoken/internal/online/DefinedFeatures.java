package io.github.foretoken.internal.online;

import io.github.foretoken.internal.Haar;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Random features as docs/mathematics.md#random-features defines them, with orthogonal directions by Householder's reflections. */
public final class DefinedFeatures {
    private final RandomFeatureMap.Definition definition;
    private final double[][] directions;
    private double condition = 1;

    /** Of vectors in R^p. */
    public DefinedFeatures(RandomFeatureMap.Definition definition, int p) {
        this.definition = definition;
        directions = new double[definition.waves() ? definition.count() / 2 : definition.count()][];
        Random random = Haar.seeded(definition.seed());
        for (int first = 0; first < directions.length; first += p) {
            int block = Math.min(p, directions.length - first);
            RealMatrix gaussian = new Array2DRowRealMatrix(p, block);
            for (int j = 0; j < block; j++) {
                for (int i = 0; i < p; i++) {
                    gaussian.setEntry(i, j, random.nextGaussian());
                }
            }
            QRDecomposition decomposition = new QRDecomposition(gaussian);
            RealMatrix r = decomposition.getR().getSubMatrix(0, block - 1, 0, block - 1);
            condition = Math.max(condition,
                    r.getFrobeniusNorm() * new QRDecomposition(r).getSolver().getInverse().getFrobeniusNorm());
            for (int j = 0; j < block; j++) {
                double length = 0;
                for (int i = 0; i < p; i++) {
                    length += Math.pow(random.nextGaussian(), 2);
                }
                directions[first + j] = decomposition.getQ()
                        .getColumnVector(j)
                        .mapMultiply(Math.signum(r.getEntry(j, j)) * Math.sqrt(length))
                        .toArray();
            }
        }
    }

    /** How much larger than a rounding an error of a direction can be: the Gaussian vectors' condition number at worst. */
    public double condition() {
        return condition;
    }

    /** The greatest length of a direction. */
    public double longest() {
        double longest = 0;
        for (double[] w : directions) {
            longest = Math.max(longest, Math.sqrt(dot(w, w)));
        }
        return longest;
    }

    /** phi(x). */
    public double[] of(double[] x) {
        double[] scaled = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            scaled[i] = definition.scale() * x[i];
        }
        double norm = dot(scaled, scaled);
        double root = Math.sqrt(directions.length);
        double[] phi = new double[definition.count()];
        for (int j = 0; j < directions.length; j++) {
            double angle = dot(directions[j], scaled);
            if (definition.waves()) {
                double amplitude = definition.radial() ? 1 : Math.exp(norm / 2);
                phi[2 * j] = amplitude * Math.cos(angle) / root;
                phi[2 * j + 1] = amplitude * Math.sin(angle) / root;
            } else {
                phi[j] = Math.exp(angle - norm / 2) * (definition.radial() ? Math.exp(-norm / 2) : 1) / root;
            }
        }
        return phi;
    }

    public static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
