package io.github.foretoken.testkit.reference;

/**
 * A kernel k(x, y) by its definition, with a bound on how far two evaluations of it in float64, or in float64 and float32, can lie
 * apart. Everything takes tokens of one length and modifies none.
 */
public abstract class ReferenceKernel {
    ReferenceKernel() {}

    /**
     * What a program may do to a value on its way.
     *
     * @param operations roundings behind a score, see {@link Rounding#scoreOperations}
     * @param span the largest norm in the sequence, see {@link ReferenceKernel#span}
     * @param shift what was added to an exponential kernel's exponent
     * @param unit the unit roundoff of its arithmetic
     */
    public record Roundings(double operations, double span, double shift, double unit) {
        /** In float64. */
        public Roundings(double operations, double span, double shift) {
            this(operations, span, shift, Rounding.UNIT);
        }

        /** The relative error of n of its roundings. */
        double gamma(double n) {
            return Rounding.gamma(n, unit);
        }
    }

    /** {@code <x, y>}. */
    public static ReferenceKernel linear() {
        return new PolynomialKernel(1, 0);
    }

    /** {@code (<x, y> + constant)^degree}. */
    public static ReferenceKernel polynomial(int degree, double constant) {
        return new PolynomialKernel(degree, constant);
    }

    /** {@code exp(scale <x, y>)}. */
    public static ReferenceKernel exponential(double scale) {
        return new ExponentialKernel(scale);
    }

    /** {@code exp(-|x - y|² / (2 width²))}. */
    public static ReferenceKernel gaussian(double width) {
        return new RadialKernel(RadialKernel.Shape.GAUSSIAN, width);
    }

    /** {@code exp(-|x - y| / width)}. */
    public static ReferenceKernel laplace(double width) {
        return new RadialKernel(RadialKernel.Shape.LAPLACE, width);
    }

    /** {@code (1 + a) exp(-a)} with {@code a = sqrt(3) |x - y| / width}. */
    public static ReferenceKernel matern32(double width) {
        return new RadialKernel(RadialKernel.Shape.MATERN32, width);
    }

    /** {@code (1 + a + a²/3) exp(-a)} with {@code a = sqrt(5) |x - y| / width}. */
    public static ReferenceKernel matern52(double width) {
        return new RadialKernel(RadialKernel.Shape.MATERN52, width);
    }

    /** k(x, y) e^shift; the shift joins an exponential kernel's exponent and is 0 for the others. */
    public abstract double value(double[] x, double[] y, double shift);

    /** k(x, y). */
    public final double value(double[] x, double[] y) {
        return value(x, y, 0);
    }

    /**
     * How far two evaluations of k(x, y) can lie apart. An exponential kernel may have been divided by one of norm up to
     * {@code span}² and times e^shift before it was taken.
     *
     * @param value k(x, y) e^shift
     */
    public abstract double error(double value, double[] x, double[] y, Roundings by);

    /** Factor of the inner product in an exponential kernel's exponent, 0 for other kernels. */
    public double scale() {
        return 0;
    }

    /** Whether every value is positive. */
    public abstract boolean positive();

    /** Largest norm, from x_1 for kernels of distances: the size of the squares that cancel; 0 of no tokens. */
    public double span(double[][] x) {
        double span = 0;
        for (double[] token : x) {
            span = Math.max(span, Math.sqrt(Rows.dot(token, token)));
        }
        return span;
    }
}
