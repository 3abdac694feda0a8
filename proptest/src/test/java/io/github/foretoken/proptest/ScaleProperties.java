package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.ReferenceKernel.Roundings;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Wide;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Every method, over 24 orders of magnitude of its tokens, against its definition in more than double precision. What
 * float64 may be off by is measured on the definition itself: the roundings of a backward stable program amount to slightly
 * different kernel values (features, for least squares), and such changes drawn at random move the estimates by so much.
 */
class ScaleProperties extends Generators {
    private static final int DRAWS = 6;
    /** Draws hit the worst direction of some dozens of roundings only in part. */
    private static final double WORST = 16;

    /** A ridge in units of k(x, x): at each scale the same problem. */
    @Property
    void everyMethodFollowsItsDefinitionAtEveryScale(@ForAll Estimator method, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = -12, max = 12) int order, @ForAll @IntRange(min = 1, max = 3) int d,
            @ForAll boolean standardized, @ForAll("seeds") long seed) {
        double scale = Math.pow(10, order);
        Kernel scaled = standardized ? kernel : scaled(kernel, scale);
        double ridge = 0.1 * Dense.kernel(scaled, unit(d, standardized ? 1 : scale), unit(d, standardized ? 1 : scale));
        assertDefined(method, scaled, scaled(normal(16, d, seed), scale), ridge, standardized, seed);
    }

    /** A ridge that is a number: for large tokens next to nothing, for small ones all there is. */
    @Property
    void anAbsoluteRidgeIsMetAtEveryScale(@ForAll Estimator method, @ForAll @IntRange(min = -12, max = 12) int order,
            @ForAll @IntRange(min = 1, max = 3) int d, @ForAll("seeds") long seed) {
        boolean kernelized = method == Estimator.BUDGET || method == Estimator.KERNEL_RIDGE;
        Kernel kernel = kernelized ? Kernel.polynomial(1, 1) : Kernel.linear();
        // A method that sees kernel values only cannot tell a ridge that is less than their rounding from none.
        int most = kernelized || method == Estimator.AFFINE ? 4 : 12;
        assertDefined(method, kernel, scaled(normal(16, d, seed), Math.pow(10, Math.min(order, most))), 0.1, false,
                seed);
    }

    private static void assertDefined(Estimator method, Kernel wanted, Matrix tokens, double ridge,
            boolean standardized, long seed) {
        boolean nonlinear = method == Estimator.BUDGET || method == Estimator.KERNEL_RIDGE;
        Kernel kernel = method == Estimator.LEAST_SQUARES ? Kernel.linear()
                : nonlinear && wanted instanceof Kernel.Linear ? Kernel.polynomial(1, 0) : wanted;
        Predictor predictor = method.predictor(kernel, tokens.cols(), ridge);
        Matrix streamed = StreamOptions.stream(standardized ? predictor.withStandardization() : predictor, tokens);
        Random random = new Random(seed);
        double[][] expected = definition(method, kernel, tokens, ridge, standardized, null);
        double[][] allowed = new double[expected.length][tokens.cols()];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[][] other = definition(method, kernel, tokens, ridge, standardized, random);
            for (int t = 0; t < allowed.length; t++) {
                for (int c = 0; c < allowed[t].length; c++) {
                    double moved = WORST * Math.abs(other[t][c] - expected[t][c]);
                    // Kernel values that are singular to rounding, and a ridge below that: nothing can be promised.
                    double error = Double.isNaN(moved) ? Double.POSITIVE_INFINITY : moved;
                    allowed[t][c] = Math.max(allowed[t][c],
                            error + Rounding.gamma(8.0 * tokens.rows()) * Math.abs(expected[t][c]));
                }
            }
        }
        Enclosure estimates = new Enclosure(expected, allowed);
        estimates.assertContains(method + " " + predictor, Dense.rows(streamed));
        estimates.assertContains(method + " " + predictor + " at once",
                Dense.rows((standardized ? predictor.withStandardization() : predictor).predict(tokens)));
    }

    /** @param random null for the definition, else what its kernel values and features are changed by */
    private static double[][] definition(Estimator method, Kernel kernel, Matrix tokens, double ridge,
            boolean standardized, Random random) {
        double[][] raw = Dense.rows(tokens);
        double[][] x = raw;
        double[][] mean = new double[x.length][tokens.cols()];
        double[][] deviation = new double[x.length][tokens.cols()];
        if (standardized) {
            x = standardize(x, mean, deviation, random);
        }
        double[][] y = Dense.successors(Matrix.copyOf(x));
        double[][] k = kernelValues(kernel, x, random);
        double[][] keys = method == Estimator.LEAST_SQUARES && random != null ? changed(x, random) : x;
        double[][] estimates = method.estimates(keys, y, k, ridge);
        for (int t = 0; random != null && t < x.length; t++) {
            double projection = method.projectionError(k, y, ridge, t) / WORST;
            for (int c = 0; c < x[t].length; c++) {
                estimates[t][c] += estimates[t][c] < 0 ? -projection : projection;
            }
        }
        for (int t = 0; standardized && t < x.length; t++) {
            for (int c = 0; c < x[t].length; c++) {
                double restored = mean[t][c] + deviation[t][c] * estimates[t][c];
                estimates[t][c] = restored + (random == null ? 0
                        : Rounding.gamma(t + 4) * largest(raw, t, c) * sign(random) + Rounding.gamma(2 * t + 8)
                                * Math.abs(deviation[t][c] * estimates[t][c]) * sign(random));
            }
        }
        return estimates;
    }

    /** Of a column down to row t: a mean is off by roundings of that, however small it is. */
    private static double largest(double[][] x, int t, int c) {
        double largest = 0;
        for (int s = 0; s <= t; s++) {
            largest = Math.max(largest, Math.abs(x[s][c]));
        }
        return largest;
    }

    private static double[][] standardize(double[][] x, double[][] mean, double[][] deviation, Random random) {
        double[][] z = new double[x.length][x[0].length];
        for (int t = 0; t < x.length; t++) {
            for (int c = 0; c < z[t].length; c++) {
                Wide sum = Wide.ZERO;
                for (int s = 0; s <= t; s++) {
                    sum = sum.plus(Wide.of(x[s][c]));
                }
                Wide middle = sum.over(Wide.of(t + 1));
                Wide squares = Wide.ZERO;
                for (int s = 0; s <= t; s++) {
                    Wide rest = Wide.of(x[s][c]).minus(middle);
                    squares = squares.plus(rest.times(rest));
                }
                mean[t][c] = middle.value();
                deviation[t][c] = t == 0 ? 1 : squares.over(Wide.of(t + 1)).root().value();
                z[t][c] = Wide.of(x[t][c]).minus(middle).value() / deviation[t][c];
                if (random != null && t > 0) {
                    z[t][c] += sign(random) * Rounding.gamma(4 * t + 8)
                            * (Math.abs(z[t][c]) + largest(x, t, c) / deviation[t][c]);
                }
            }
        }
        return z;
    }

    private static double[][] kernelValues(Kernel kernel, double[][] x, Random random) {
        double span = Dense.span(kernel, x);
        double operations = Rounding.scoreOperations(x[0].length) + 2.0 * x.length;
        double[][] k = new double[x.length][x.length];
        for (int t = 0; t < x.length; t++) {
            for (int s = 0; s <= t; s++) {
                double value = Dense.kernel(kernel, x[t], x[s]);
                k[t][s] = random == null ? value
                        : value + sign(random)
                                * Dense.reference(kernel).error(value, x[t], x[s], new Roundings(operations, span, 0));
                k[s][t] = k[t][s];
            }
        }
        return k;
    }

    /** Backward errors of a QR factorisation are small beside their column. */
    private static double[][] changed(double[][] x, Random random) {
        double[][] changed = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            changed[t] = x[t].clone();
            for (int c = 0; c < x[t].length; c++) {
                double column = 0;
                for (int s = 0; s <= t; s++) {
                    column = Math.max(column, Math.abs(x[s][c]));
                }
                changed[t][c] += sign(random) * Rounding.gamma(8.0 * x[t].length * (t + 1)) * column;
            }
        }
        return changed;
    }

    private static double sign(Random random) {
        return random.nextBoolean() ? 1 : -1;
    }

    private static double[] unit(int d, double length) {
        double[] unit = new double[d];
        unit[0] = length;
        return unit;
    }

    static Matrix scaled(Matrix x, double factor) {
        double[] scaled = x.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return Matrix.of(scaled, x.rows(), x.cols());
    }

    /** The kernel for which tokens times the scale are what the tokens are for this one, up to a common factor. */
    static Kernel scaled(Kernel kernel, double scale) {
        return switch (kernel) {
            case Kernel.Linear() -> kernel;
            case Kernel.Exponential(double factor) -> Kernel.exponential(factor / scale / scale);
            case Kernel.Gaussian(double width) -> Kernel.gaussian(width * scale);
            case Kernel.Laplace(double width) -> Kernel.laplace(width * scale);
            case Kernel.Matern32(double width) -> Kernel.matern32(width * scale);
            case Kernel.Matern52(double width) -> Kernel.matern52(width * scale);
            case Kernel.Polynomial(int degree, double constant) -> Kernel.polynomial(degree, constant * scale * scale);
            default -> throw new IllegalArgumentException("no scale of " + kernel);
        };
    }
}
