package io.github.foretoken;

import io.github.foretoken.internal.Ordinary;

/**
 * A positive semi-definite kernel k(x, y) on R^d: a value object that says which kernel is meant. The algorithms
 * translate it into tiles; {@link #evaluate} and {@link #gram} are the plain definition, for checks and small jobs.
 */
public sealed interface Kernel {
    /** {@code <x, y>}. */
    static Kernel linear() {
        return new Linear();
    }

    /** {@code exp(<x, y>)}, the kernel of unnormalised attention (no 1/sqrt(d)). */
    static Kernel exponential() {
        return new Exponential(1);
    }

    /** {@code exp(scale <x, y>)}. */
    static Kernel exponential(double scale) {
        return new Exponential(scale);
    }

    /** {@code exp(-|x - y|² / (2 width²))}. */
    static Kernel gaussian(double width) {
        return new Gaussian(width);
    }

    /** {@code exp(-|x - y| / width)}. */
    static Kernel laplace(double width) {
        return new Laplace(width);
    }

    /** {@code (1 + a) exp(-a)} with {@code a = sqrt(3) |x - y| / width}. */
    static Kernel matern32(double width) {
        return new Matern32(width);
    }

    /** {@code (1 + a + a²/3) exp(-a)} with {@code a = sqrt(5) |x - y| / width}. */
    static Kernel matern52(double width) {
        return new Matern52(width);
    }

    /** {@code (<x, y> + constant)^degree}. */
    static Kernel polynomial(int degree, double constant) {
        return new Polynomial(degree, constant);
    }

    /**
     * The kernel that a text names, as on the command line: {@code linear}, {@code exponential[:BETA]}, {@code gaussian:H},
     * {@code laplace:H}, {@code matern32:H}, {@code matern52:H} or {@code polynomial:P:C}.
     *
     * @throws IllegalArgumentException if it names none; the message quotes it and lists the valid forms
     */
    static Kernel parse(String text) {
        return KernelParser.parse(text);
    }

    /** The text that {@link #parse} reads as this kernel, such as {@code gaussian:2.5}. */
    default String text() {
        return KernelText.of(this);
    }

    /** {@link #linear()}. */
    record Linear() implements Kernel {
        @Override
        public double evaluate(double[] x, double[] y) {
            return dot(x, y);
        }
    }

    /**
     * {@link #exponential(double)}.
     *
     * @param scale positive and finite
     */
    record Exponential(double scale) implements Kernel {
        /** Checks the scale. */
        public Exponential {
            requirePositive("scale", scale);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            return Math.exp(scale * dot(x, y));
        }
    }

    /**
     * {@link #gaussian(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Gaussian(double width) implements Kernel {
        /** Checks the width. */
        public Gaussian {
            requirePositive("width", width);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            double a = distance(x, y, width);
            return Math.exp(-a * a / 2);
        }
    }

    /**
     * {@link #laplace(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Laplace(double width) implements Kernel {
        /** Checks the width. */
        public Laplace {
            requirePositive("width", width);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            return Math.exp(-distance(x, y, width));
        }
    }

    /**
     * {@link #matern32(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Matern32(double width) implements Kernel {
        /** Checks the width. */
        public Matern32 {
            requirePositive("width", width);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            double a = Math.min(Math.sqrt(3) * distance(x, y, width), 1000);
            return (1 + a) * Math.exp(-a);
        }
    }

    /**
     * {@link #matern52(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Matern52(double width) implements Kernel {
        /** Checks the width. */
        public Matern52 {
            requirePositive("width", width);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            double a = Math.min(Math.sqrt(5) * distance(x, y, width), 1000);
            return (1 + a + a * a / 3) * Math.exp(-a);
        }
    }

    /**
     * {@link #polynomial(int, double)}.
     *
     * @param degree 1 or more
     * @param constant 0 or more and finite
     */
    record Polynomial(int degree, double constant) implements Kernel {
        /** Checks both parameters. */
        public Polynomial {
            if (degree < 1) {
                throw new IllegalArgumentException("degree must be 1 or more, not " + degree);
            }
            if (!(constant >= 0 && Double.isFinite(constant))) {
                throw new IllegalArgumentException("constant must be finite and not negative, not " + constant);
            }
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            return Math.pow(dot(x, y) + constant, degree);
        }
    }

    /**
     * k(x, y) by the definition; may overflow to infinity.
     *
     * @throws IllegalArgumentException if the lengths differ
     */
    double evaluate(double[] x, double[] y);

    /**
     * The Gram matrix K with K_ij = k(x_i, y_j), element by element.
     *
     * @param x rows are points, m x d, not modified
     * @param y rows are points, n x d, not modified
     * @return m x n, by the definition: entries may be infinite
     * @throws IllegalArgumentException if the numbers of columns differ
     */
    default Matrix gram(Matrix x, Matrix y) {
        if (x.cols() != y.cols()) {
            throw new IllegalArgumentException(
                    "x and y must have the same number of columns: x is " + x.shape() + ", y is " + y.shape());
        }
        if (y.rows() == 0) {
            throw new IllegalArgumentException("y has no rows");
        }
        Matrix gram = Matrix.zeros(x.rows(), y.rows());
        for (int i = 0; i < x.rows(); i++) {
            double[] xi = x.row(i);
            for (int j = 0; j < y.rows(); j++) {
                gram.data()[i * y.rows() + j] = evaluate(xi, y.row(j));
            }
        }
        return gram;
    }

    private static double dot(double[] x, double[] y) {
        requireSameLength(x, y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** In units of a width; squares of differences of that size need not fit float64. */
    private static double distance(double[] x, double[] y, double width) {
        requireSameLength(x, y);
        double factor = Math.scalb(1.0, -Ordinary.excess(Math.getExponent(width)));
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = factor * x[i] - factor * y[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum) / (factor * width);
    }

    private static void requireSameLength(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x has " + x.length + " coordinates, y has " + y.length);
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be positive and finite, not " + value);
        }
    }
}
