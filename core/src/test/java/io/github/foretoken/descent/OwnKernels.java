package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** Sums, products, multiples and functions as kernels, each beside its formula, for tokens of a size. */
public final class OwnKernels {
    private OwnKernels() {}

    /**
     * A kernel of one's own.
     *
     * @param formula the same, written out
     * @param size of the tokens' coordinates
     */
    public record Own(Kernel kernel, ToDoubleBiFunction<double[], double[]> formula, double size) {
        @Override
        public String toString() {
            return kernel + " at " + size;
        }

        /** k(x_i, z_j). */
        public double[][] gram(Matrix x, Matrix z) {
            double[][] gram = new double[x.rows()][z.rows()];
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < z.rows(); j++) {
                    gram[i][j] = formula.applyAsDouble(x.row(i), z.row(j));
                }
            }
            return gram;
        }

        /** gamma(n) of what a kernel value and a sum over so many are off by, in roots of k(x, x) k(y, y), on both sides. */
        public double gamma(Matrix x, int terms) {
            double exponent = 1;
            for (int t = 0; t < x.rows(); t++) {
                exponent = Math.max(exponent, inner(x.row(t), x.row(t)) / size / size);
            }
            double n = 4 * (terms + 4 * (x.cols() + 8) * exponent);
            return n * 0x1p-53 / (1 - n * 0x1p-53);
        }
    }

    public static Stream<Own> all() {
        return Stream.of(1e-12, 1.0, 1e12).flatMap(OwnKernels::ofSize);
    }

    private static Stream<Own> ofSize(double s) {
        double square = s * s;
        Kernel rational = Kernel.ofDistance("rational", r -> 1 / (1 + r * r / (8 * square)));
        Kernel geometric = Kernel.ofInner("geometric", v -> 1 / (1 - v / (128 * square)));
        return Stream.of(
                new Own(Kernel.gaussian(2 * s).plus(Kernel.linear().times(0.5 / square)),
                        (x, y) -> Math.exp(-squared(x, y) / (8 * square)) + 0.5 / square * inner(x, y), s),
                new Own(Kernel.gaussian(2 * s).times(Kernel.polynomial(2, square)).times(1 / square / square),
                        (x, y) -> Math.exp(-squared(x, y) / (8 * square)) * Math.pow(inner(x, y) / square + 1, 2), s),
                new Own(Kernel.laplace(s).times(Kernel.linear()).plus(Kernel.matern52(s).times(square)),
                        (x, y) -> Math.exp(-Math.sqrt(squared(x, y)) / s) * inner(x, y)
                                + square * matern52(Math.sqrt(5 * squared(x, y)) / s),
                        s),
                new Own(Kernel.exponential(1 / square).times(3).plus(Kernel.matern32(s)),
                        (x, y) -> 3 * Math.exp(inner(x, y) / square) + matern32(Math.sqrt(3 * squared(x, y)) / s), s),
                new Own(Kernel.matern52(s).plus(Kernel.laplace(3 * s)).times(Kernel.gaussian(2 * s)), (x,
                        y) -> (matern52(Math.sqrt(5 * squared(x, y)) / s) + Math.exp(-Math.sqrt(squared(x, y)) / s / 3))
                                * Math.exp(-squared(x, y) / (8 * square)),
                        s),
                new Own(geometric, (x, y) -> 1 / (1 - inner(x, y) / (128 * square)), s),
                new Own(rational, (x, y) -> 1 / (1 + squared(x, y) / (8 * square)), s),
                new Own(rational.times(Kernel.linear()).plus(Kernel.gaussian(s).times(square)),
                        (x, y) -> inner(x, y) / (1 + squared(x, y) / (8 * square))
                                + square * Math.exp(-squared(x, y) / (2 * square)),
                        s));
    }

    private static double matern32(double a) {
        return (1 + a) * Math.exp(-a);
    }

    private static double matern52(double a) {
        return (1 + a + a * a / 3) * Math.exp(-a);
    }

    public static double inner(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double squared(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return sum;
    }

    /** Normal coordinates. */
    public static Matrix tokens(int rows, int columns, double size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix tokens = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            tokens.data()[i] = size * random.nextGaussian();
        }
        return tokens;
    }
}
