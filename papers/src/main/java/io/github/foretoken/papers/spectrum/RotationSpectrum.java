package io.github.foretoken.papers.spectrum;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The spectral measures of a rotation, {@code x_{t+1} = W x_t} with W orthogonal: of the tokens themselves, and of their
 * features under a kernel whose value is a power series in {@code <x, y>} with coefficients of 0 or more (appendix A.6).
 */
public final class RotationSpectrum {
    /** Eigenvalues of W + W' come in equal pairs; so near, they are one. */
    private static final double SAME = 1e-11;
    /** Of |x_1|², what rounding leaves in a plane that x_1 has no part in. */
    private static final double NOTHING = 1e-28;
    /** Of a kernel's value, what the terms that are left out sum to at most. */
    private static final double TAIL = 0x1p-54;

    private RotationSpectrum() {}

    /**
     * The measure of {@code <x_{t+1}, x_1>}: up to d atoms, at the angles of W's eigenvalues, that of a plane divided evenly
     * between both signs.
     *
     * @param rotation W, d x d, orthogonal up to rounding
     * @param first x_1, d numbers
     * @return a measure of mass {@code |x_1|²}
     * @throws IllegalArgumentException if W is not orthogonal, or sizes differ
     */
    public static SpectralMeasure ofTokens(Matrix rotation, double[] first) {
        RealMatrix w = orthogonal(rotation, first.length);
        RealMatrix symmetric = w.add(w.transpose()).scalarMultiply(0.5);
        RealMatrix skew = w.subtract(w.transpose()).scalarMultiply(0.5);
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric);
        RealVector x = MatrixUtils.createRealVector(first);
        SpectralMeasure measure = SpectralMeasure.of(new double[0], new double[0]);
        for (int i = 0; i < first.length;) {
            // The part of x_1 in the space of this cosine, which holds whole planes of the rotation.
            RealVector part = MatrixUtils.createRealVector(new double[first.length]);
            int end = i;
            while (end < first.length && Math.abs(eigen.getEigenvalue(end) - eigen.getEigenvalue(i)) <= SAME) {
                RealVector v = eigen.getEigenvector(end++);
                part = part.add(v.mapMultiply(v.dotProduct(x)));
            }
            double mass = part.dotProduct(part);
            if (mass > NOTHING * x.dotProduct(x)) {
                // Sine and cosine, because the cosine alone does not tell small angles.
                double sine = skew.operate(part).getNorm() * part.getNorm();
                double angle = Math.atan2(sine, symmetric.operate(part).dotProduct(part));
                measure = measure.plus(mass / 2, SpectralMeasure.of(new double[]{angle, -angle}, new double[]{1, 1}));
            }
            i = end;
        }
        return measure;
    }

    private static RealMatrix orthogonal(Matrix rotation, int d) {
        if (rotation.rows() != d || rotation.cols() != d) {
            throw new IllegalArgumentException(
                    "a rotation of " + d + " coordinates must be " + d + " x " + d + ", not " + rotation.shape());
        }
        RealMatrix w = MatrixUtils.createRealMatrix(rotation.toRows());
        double off = w.transposeMultiply(w).subtract(MatrixUtils.createRealIdentityMatrix(d)).getFrobeniusNorm();
        if (!(off <= SAME * d)) {
            throw new IllegalArgumentException(
                    "the rotation must be orthogonal; W'W is " + off + " away from the identity");
        }
        return w;
    }

    /**
     * The measure of {@code k(x_{t+1}, x_1) = sum_k c_k <x_{t+1}, x_1>^k}: the powers' are convolutions of the tokens' own.
     * Several angles make many atoms, of which the lightest may be left out.
     *
     * @param kernel linear, exponential or polynomial, or Gaussian, which is an exponential where norms are equal
     * @param tokens the measure of the tokens
     * @param least atoms of a power of less than this share of the mass are left out; 0 for none
     * @return a measure of mass {@code k(x_1, x_1)}, less what is left out
     * @throws IllegalArgumentException if the kernel is no such series
     */
    public static SpectralMeasure ofFeatures(Kernel kernel, SpectralMeasure tokens, double least) {
        double square = tokens.total();
        double value = value(kernel, square);
        SpectralMeasure power = SpectralMeasure.of(new double[]{0}, new double[]{1});
        SpectralMeasure sum = SpectralMeasure.of(new double[0], new double[0]);
        double left = value;
        double last = 0;
        for (int k = 0; left > TAIL * value; k++) {
            double c = coefficient(kernel, k, square);
            double term = c * Math.pow(square, k);
            if (term <= TAIL * value && term < last) {
                // Past the greatest term: rounding keeps the sum from coming nearer.
                break;
            }
            sum = sum.plus(c, power);
            power = power.convolve(tokens, least * Math.pow(square, k + 1));
            left -= term;
            last = term;
        }
        return sum;
    }

    private static double value(Kernel kernel, double square) {
        return kernel.evaluate(new double[]{Math.sqrt(square)}, new double[]{Math.sqrt(square)});
    }

    /** c_k, for tokens of that squared norm. */
    private static double coefficient(Kernel kernel, int k, double square) {
        if (kernel instanceof Kernel.Linear) {
            return k == 1 ? 1 : 0;
        }
        if (kernel instanceof Kernel.Exponential exponential) {
            return powerOverFactorial(exponential.scale(), k);
        }
        if (kernel instanceof Kernel.Gaussian gaussian) {
            double scale = 1 / (gaussian.width() * gaussian.width());
            return Math.exp(-scale * square) * powerOverFactorial(scale, k);
        }
        if (kernel instanceof Kernel.Polynomial polynomial) {
            double binomial = 1;
            for (int i = 0; i < k; i++) {
                binomial *= (polynomial.degree() - i) / (i + 1.0);
            }
            return binomial * Math.pow(polynomial.constant(), Math.max(0, polynomial.degree() - k));
        }
        throw new IllegalArgumentException(
                "the kernel must be a power series in <x, y> with known coefficients (linear, "
                        + "exponential, polynomial, Gaussian), not " + kernel.text());
    }

    private static double powerOverFactorial(double base, int k) {
        double quotient = 1;
        for (int i = 1; i <= k; i++) {
            quotient *= base / i;
        }
        return quotient;
    }

    /**
     * What the errors of the Kaczmarz prediction sum to, {@code sum_t |x_{t+1} - û_t|² / k(x_t, x_t)} over all t: the squared
     * norm of W on the span of the features, by Parseval the sum over the tokens' atoms of their mass over the features' mass
     * there.
     *
     * @param tokens the measure of the tokens
     * @param features that of their features
     * @return the limit
     * @throws IllegalArgumentException if the features have no mass at an atom of the tokens: then the map is not in the
     *         kernel's space
     */
    public static double sumOfErrors(SpectralMeasure tokens, SpectralMeasure features) {
        double[] angles = tokens.angles();
        double[] masses = tokens.masses();
        double sum = 0;
        for (int i = 0; i < angles.length; i++) {
            double mass = features.massAt(angles[i]);
            if (mass == 0) {
                throw new IllegalArgumentException(
                        "the features have no mass at the angle " + angles[i] + " of the tokens");
            }
            sum += masses[i] / mass;
        }
        return sum;
    }
}
