package io.github.foretoken;

import java.util.function.DoubleUnaryOperator;

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
 * <p>Sums, products and positive multiples of kernels are kernels, and so are many functions of one's own: {@link #plus},
 * {@link #times(Kernel)}, {@link #ofInner}, {@link #ofDistance}. All algorithms take them.
 *
 * <p>Immutable. Kernels are equal if their types and parameters are. Source: Sander and Peyré, arXiv 2410.03011.
 */
public sealed interface Kernel permits Kernel.Linear, Kernel.Exponential, Kernel.Gaussian, Kernel.Laplace,
        Kernel.Matern32, Kernel.Matern52, Kernel.Polynomial, CombinedKernel, FunctionKernel {
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
     * A kernel of one's own, {@code f(<x, y>)}. It is positive semi-definite for tokens of any dimension if f is a power series
     * whose coefficients are 0 or more (Schoenberg 1942); {@link io.github.foretoken.descent.PositiveDefiniteness} checks others
     * on given tokens.
     *
     * {@snippet lang = java :
     * Kernel geometric = Kernel.ofInner("geometric", s -> 1 / (1 - s));  // for tokens of norms below 1
     * Kernel both = geometric.plus(Kernel.gaussian(2).times(0.5));
     * }
     *
     * @param name its {@link #text}: letters, digits, hyphens and underscores, a letter first; no built-in kernel's
     * @param f of the inner product, without side effects, called by several threads at once and also for pairs of which the
     *     result is not used
     * @return a kernel that costs a call of f for each pair
     * @throws IllegalArgumentException if there cannot be such a name
     */
    static Kernel ofInner(String name, DoubleUnaryOperator f) {
        return new FunctionKernel(name, FunctionKernel.Of.INNER_PRODUCT, f);
    }

    /**
     * A kernel of one's own, {@code f(|x - y|)}, of the distance and not of its square. It is positive semi-definite for tokens
     * of any dimension if {@code f(sqrt(r))} is completely monotone (Schoenberg 1938).
     *
     * {@snippet lang = java :
     * Kernel rational = Kernel.ofDistance("rational-quadratic", r -> 1 / (1 + r * r / 8));
     * }
     *
     * @param name as for {@link #ofInner}
     * @param f as for {@link #ofInner}, of the distance, which is 0 for less than about 1e-154 and infinite beyond 1e154
     * @return a kernel that costs a call of f for each pair
     * @throws IllegalArgumentException if there cannot be such a name
     */
    static Kernel ofDistance(String name, DoubleUnaryOperator f) {
        return new FunctionKernel(name, FunctionKernel.Of.DISTANCE, f);
    }

    /**
     * The sum, {@code k(x, y) + other(x, y)}: what is learned is a sum of functions of both spaces.
     *
     * @param other another kernel; the order of terms counts for {@code equals} and for the last bits of values
     * @return a kernel that costs both
     * @throws IllegalArgumentException if a width is beyond 2^450 or below 2^-450, which only a kernel by itself may have
     */
    default Kernel plus(Kernel other) {
        return CombinedKernel.sum(this, other);
    }

    /**
     * The product, {@code k(x, y) other(x, y)}: tokens are alike if both kernels say so.
     *
     * @param other another kernel; sums are multiplied out
     * @return a kernel that costs all factors of all terms
     * @throws IllegalArgumentException if a weight does not fit float64, or a width is beyond 2^450 or below 2^-450
     */
    default Kernel times(Kernel other) {
        return CombinedKernel.product(this, other);
    }

    /**
     * A multiple, {@code factor k(x, y)}, which weighs a term of a sum.
     *
     * @param factor positive and finite
     * @return a kernel; this one if the factor is 1
     * @throws IllegalArgumentException if factor is not positive and finite, a weight does not fit float64, or a width is beyond
     *     2^450 or below 2^-450
     */
    default Kernel times(double factor) {
        requirePositive("factor", factor);
        return CombinedKernel.multiple(factor, this);
    }

    /**
     * The kernel that a text names, as on the command line: {@code linear}, {@code exponential[:BETA]}, {@code gaussian:H},
     * {@code laplace:H}, {@code matern32:H}, {@code matern52:H} or {@code polynomial:P:C}, or a sum of products of these and
     * numbers, such as {@code gaussian:2 + 0.5 * linear}.
     *
     * @param text names in any case and their parameters, with colons and no blanks between them
     * @return the kernel, which {@link #text} writes
     * @throws IllegalArgumentException if it names none; the message quotes it and lists the valid forms
     */
    static Kernel parse(String text) {
        return KernelParser.parse(text);
    }

    /**
     * The text that {@link #parse} reads as this kernel, such as {@code gaussian:2.5}; of a function of one's own its name, which
     * cannot be read.
     *
     * @return without blanks
     */
    default String text() {
        return KernelText.of(this);
    }

    /** The kernel of {@link #linear()}. */
    record Linear() implements Kernel {}

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
    }

    /**
     * Computes k(x, y) by the definition.
     *
     * @param x a point, d numbers, not modified
     * @param y another, as long, not modified
     * @return k(x, y), which is infinite where it does not fit float64, and NaN where an element is
     * @throws IllegalArgumentException if the lengths differ
     */
    default double evaluate(double[] x, double[] y) {
        return KernelDefinition.evaluate(this, x, y);
    }

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
        return KernelDefinition.gram(this, x, y);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be positive and finite, not " + value);
        }
    }
}
