package io.github.foretoken;

import io.github.foretoken.internal.Ordinary;

/**
 * A positive semi-definite kernel k(x, y) on R^d, how alike two tokens are: a value that says which kernel is meant. The
 * algorithms translate it into tiles; {@link #evaluate} and {@link #gram} are the plain definition, for checks and small jobs.
 *
 * {@snippet lang = java :
 * Kernel kernel = Kernel.gaussian(2.5);        // a width in the tokens' unit
 * Kernel same = Kernel.parse("gaussian:2.5");  // equal to it
 * double alike = kernel.evaluate(new double[]{0, 1}, new double[]{1, 0});
 * Matrix estimates = ForwardSubstitution.of(kernel).predict(tokens);
 * }
 *
 * <p>The linear and the exponential kernel are the paper's, for tokens of about one norm, the latter with inner products of
 * order 1. For data in a unit of its own take one of the kernels of distances, with a width of about the median distance of
 * two tokens: the Gaussian where the next token depends smoothly on the newest, Laplace and Matérn where it does so roughly.
 *
 * <p>Immutable. Kernels are equal if their types and parameters are. Source: Sander and Peyré, arXiv 2410.03011.
 */
public sealed interface Kernel {
    /**
     * The linear kernel, {@code <x, y>}: methods with it learn x_{t+1} = W x_t, in O(d²) for each token.
     *
     * @return the kernel of the paper's instance (1)
     */
    static Kernel linear() {
        return new Linear();
    }

    /**
     * The exponential kernel, {@code exp(<x, y>)}: that of unnormalised attention, with no 1/sqrt(d).
     *
     * @return the kernel of the paper's instance (2)
     */
    static Kernel exponential() {
        return new Exponential(1);
    }

    /**
     * The exponential kernel with a scale, {@code exp(scale <x, y>)}.
     *
     * @param scale positive and finite, in one over the square of the tokens' unit
     * @return the same as {@link #exponential()} of tokens times the root of the scale
     * @throws IllegalArgumentException if scale is not positive and finite
     */
    static Kernel exponential(double scale) {
        return new Exponential(scale);
    }

    /**
     * The Gaussian kernel, {@code exp(-|x - y|² / (2 width²))}.
     *
     * @param width positive and finite, in the tokens' unit
     * @return a kernel that is 1 at distance 0 and 0.61 at distance width
     * @throws IllegalArgumentException if width is not positive and finite
     */
    static Kernel gaussian(double width) {
        return new Gaussian(width);
    }

    /**
     * The Laplace kernel, {@code exp(-|x - y| / width)}.
     *
     * @param width positive and finite, in the tokens' unit
     * @return a kernel that is 1 at distance 0 and 0.37 at distance width
     * @throws IllegalArgumentException if width is not positive and finite
     */
    static Kernel laplace(double width) {
        return new Laplace(width);
    }

    /**
     * The Matérn kernel of smoothness 3/2, {@code (1 + a) exp(-a)} with {@code a = sqrt(3) |x - y| / width}.
     *
     * @param width positive and finite, in the tokens' unit
     * @return a kernel that is 1 at distance 0 and 0.48 at distance width
     * @throws IllegalArgumentException if width is not positive and finite
     */
    static Kernel matern32(double width) {
        return new Matern32(width);
    }

    /**
     * The Matérn kernel of smoothness 5/2, {@code (1 + a + a²/3) exp(-a)} with {@code a = sqrt(5) |x - y| / width}.
     *
     * @param width positive and finite, in the tokens' unit
     * @return a kernel that is 1 at distance 0 and 0.52 at distance width
     * @throws IllegalArgumentException if width is not positive and finite
     */
    static Kernel matern52(double width) {
        return new Matern52(width);
    }

    /**
     * The polynomial kernel, {@code (<x, y> + constant)^degree}.
     *
     * @param degree of the polynomials in a token's coordinates that can be learned, 1 or more
     * @param constant 0 or more and finite, in the square of the tokens' unit; with 0 all terms have that degree
     * @return a kernel that grows like the norms of the tokens to the power of the degree
     * @throws IllegalArgumentException if degree or constant is out of its range
     */
    static Kernel polynomial(int degree, double constant) {
        return new Polynomial(degree, constant);
    }

    /**
     * The kernel that a text names, as on the command line: {@code linear}, {@code exponential[:BETA]}, {@code gaussian:H},
     * {@code laplace:H}, {@code matern32:H}, {@code matern52:H} or {@code polynomial:P:C}.
     *
     * @param text a name in any case and its parameters, with colons and no blanks between them
     * @return the kernel, which {@link #text} writes
     * @throws IllegalArgumentException if it names none; the message quotes it and lists the valid forms
     */
    static Kernel parse(String text) {
        return KernelParser.parse(text);
    }

    /** {@return the text that {@link #parse} reads as this kernel, such as {@code gaussian:2.5}} */
    default String text() {
        return KernelText.of(this);
    }

    /** The kernel of {@link #linear()}. */
    record Linear() implements Kernel {
        @Override
        public double evaluate(double[] x, double[] y) {
            return dot(x, y);
        }
    }

    /**
     * The kernel of {@link #exponential(double)}.
     *
     * @param scale positive and finite, in one over the square of the tokens' unit
     */
    record Exponential(double scale) implements Kernel {
        /**
         * Checks the scale.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Exponential {
            requirePositive("scale", scale);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            return Math.exp(scale * dot(x, y));
        }
    }

    /**
     * The kernel of {@link #gaussian(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Gaussian(double width) implements Kernel {
        /**
         * Checks the width.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
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
     * The kernel of {@link #laplace(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Laplace(double width) implements Kernel {
        /**
         * Checks the width.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Laplace {
            requirePositive("width", width);
        }

        @Override
        public double evaluate(double[] x, double[] y) {
            return Math.exp(-distance(x, y, width));
        }
    }

    /**
     * The kernel of {@link #matern32(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Matern32(double width) implements Kernel {
        /**
         * Checks the width.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
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
     * The kernel of {@link #matern52(double)}.
     *
     * @param width positive and finite, in the tokens' unit
     */
    record Matern52(double width) implements Kernel {
        /**
         * Checks the width.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
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
     * The kernel of {@link #polynomial(int, double)}.
     *
     * @param degree of the polynomials, 1 or more
     * @param constant 0 or more and finite, in the square of the tokens' unit
     */
    record Polynomial(int degree, double constant) implements Kernel {
        /**
         * Checks both parameters.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
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
     * Computes k(x, y) by the definition.
     *
     * @param x a point, d numbers, not modified
     * @param y another, as long, not modified
     * @return k(x, y), which is infinite where it does not fit float64, and NaN where an element is
     * @throws IllegalArgumentException if the lengths differ
     */
    double evaluate(double[] x, double[] y);

    /**
     * The Gram matrix K with K_ij = k(x_i, y_j), element by element: O(m n d), on the calling thread.
     *
     * @param x rows are points, m x d, m 0 or more; not modified
     * @param y rows are points, n x d, n 1 or more; not modified
     * @return m x n, row-major in a new array; entries are as {@link #evaluate} gives them, and may be infinite
     * @throws IllegalArgumentException if the numbers of columns differ or y has no row
     * @throws ArithmeticException if m n is more than an array holds
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
