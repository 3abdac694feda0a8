package io.github.foretoken.testkit.reference;

/** {@code exp(scale <x, y>)}. */
final class ExponentialKernel extends ReferenceKernel {
    private final double scale;

    ExponentialKernel(double scale) {
        this.scale = scale;
    }

    @Override
    public double value(double[] x, double[] y, double shift) {
        return Math.exp(scale * Rows.dot(x, y) + shift);
    }

    @Override
    public double error(double value, double[] x, double[] y, Roundings by) {
        double exponent = 3 * scale * by.span() * by.span() + Math.abs(by.shift());
        return value * (Math.expm1(by.gamma(by.operations()) * exponent) + 8 * by.unit());
    }

    @Override
    public double scale() {
        return scale;
    }

    @Override
    public boolean positive() {
        return true;
    }
}
