package io.github.foretoken.testkit.reference;

/** Kernels of the distance alone. Differences are taken before they are squared: a sum of squares without cancellation. */
final class RadialKernel extends ReferenceKernel {
    enum Shape {
        GAUSSIAN, LAPLACE, MATERN32, MATERN52
    }

    private final Shape shape;
    private final double width;

    RadialKernel(Shape shape, double width) {
        this.shape = shape;
        this.width = width;
    }

    @Override
    public double value(double[] x, double[] y, double shift) {
        double r = Rows.distance(x, y);
        double a = Math.sqrt(shape == Shape.MATERN32 ? 3 : 5) * r / width;
        return switch (shape) {
            case GAUSSIAN -> Math.exp(-Rows.squaredDistance(x, y) / (2 * width * width));
            case LAPLACE -> Math.exp(-r / width);
            case MATERN32 -> (1 + a) * Math.exp(-a);
            case MATERN52 -> (1 + a + a * a / 3) * Math.exp(-a);
        };
    }

    @Override
    public double error(double value, double[] x, double[] y, Roundings by) {
        double r = Rows.distance(x, y);
        double relative = by.gamma(by.operations());
        double square = relative * r * r;
        return switch (shape) {
            case GAUSSIAN -> power(value, square / (2 * width * width), by);
            case LAPLACE -> power(value, (relative + by.gamma(4)) * r / width, by);
            // Both Matérn kernels are smooth in r² with slope at most 1/2 in a².
            case MATERN32 -> 3 * square / (width * width) + by.gamma(16) * (1 + 2 * r / width) * value;
            case MATERN52 -> 5 * square / (width * width) + by.gamma(16) * (1 + 3 * r / width) * value;
        };
    }

    /** Of a power whose exponent is off by that much; what vanishes next to it vanishes, too. */
    private static double power(double value, double exponent, Roundings by) {
        double least = Rounding.leastNormal(by.unit());
        return value < least ? least : value * (Math.expm1(exponent) + 8 * by.unit());
    }

    @Override
    public boolean positive() {
        return true;
    }

    @Override
    public double span(double[][] x) {
        double span = 0;
        for (double[] token : x) {
            span = Math.max(span, Rows.distance(token, x[0]));
        }
        return span;
    }
}
