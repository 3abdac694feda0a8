package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;

/**
 * Every tolerance, as a formula in the unit roundoff u = 2^-53. Rounding analysis in the style of Higham, "Accuracy and
 * Stability of Numerical Algorithms", chapters 3 and 8; bounds hold for any order of summation, with or without fma.
 */
final class Bounds {
    static final double UNIT = 0x1p-53;

    private Bounds() {}

    /** The relative error of n roundings. */
    static double gamma(double n) {
        return n * UNIT / (1 - n * UNIT);
    }

    /** Roundings behind a score of d coordinates: inner product, squared norms, scaling and biases, in two programs. */
    static double scoreOperations(int d) {
        return 4 * (d + 4);
    }

    /** Those of tokens that were first rotated by a d x d matrix, itself orthogonal to d² roundings. */
    static double rotatedOperations(int d) {
        return scoreOperations(d) + 4 * d * (d + 1);
    }

    /**
     * What {@code CausalDescent}'s split form takes for zero in 1 - eta A_tt: rounding of the exponent, amplified by exp,
     * and a generated sequence's drift off its sphere, one roundoff a token.
     *
     * @param exponent scale |x|² of an exponential kernel, 0 for the others
     */
    static double dropped(int length, double exponent) {
        return (64 + 8.0 * length) * UNIT * (1 + exponent);
    }

    /**
     * How far two evaluations of k(x, y) can lie apart. An exponential kernel may have been divided by one of norm up to
     * {@code span}² and times e^shift before it was taken: {@code value} is what is left.
     *
     * @param span the largest norm in the sequence, from x_1 for kernels of distances
     * @param operations see {@link #scoreOperations}
     */
    static double kernelError(Kernel kernel, double value, double[] x, double[] y, double span, double shift,
            double operations) {
        double product = Math.sqrt(Dense.dot(x, x) * Dense.dot(y, y));
        // Differences are taken before squaring: a sum of squares without cancellation.
        double r = Dense.distance(x, y);
        double square = gamma(operations) * r * r;
        return switch (kernel) {
            case Kernel.Linear() -> gamma(operations) * product;
            case Kernel.Exponential(double scale) ->
                    value * (Math.expm1(gamma(operations) * (3 * scale * span * span + Math.abs(shift))) + 8 * UNIT);
            case Kernel.Gaussian(double width) -> value * (Math.expm1(square / (2 * width * width)) + 8 * UNIT);
            case Kernel.Laplace(double width) ->
                    value * (Math.expm1((gamma(operations) + gamma(4)) * r / width) + 8 * UNIT);
            // Both Matérn kernels are smooth in r² with slope at most 1/2 in a².
            case Kernel.Matern32(double width) ->
                    3 * square / (width * width) + gamma(16) * (1 + 2 * r / width) * value;
            case Kernel.Matern52(double width) ->
                    5 * square / (width * width) + gamma(16) * (1 + 3 * r / width) * value;
            case Kernel.Polynomial(int degree, double constant) -> {
                double base = product + constant;
                yield (degree * gamma(operations) + gamma(2 * degree + 2)) * Math.pow(base, degree);
            }
        };
    }
}
