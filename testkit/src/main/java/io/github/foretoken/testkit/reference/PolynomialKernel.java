package io.github.foretoken.testkit.reference;

/** {@code (<x, y> + constant)^degree}; degree 1 and constant 0 is the linear kernel. */
final class PolynomialKernel extends ReferenceKernel {
    private final int degree;
    private final double constant;

    PolynomialKernel(int degree, double constant) {
        this.degree = degree;
        this.constant = constant;
    }

    private boolean isLinear() {
        return degree == 1 && constant == 0;
    }

    @Override
    public double value(double[] x, double[] y, double shift) {
        return isLinear() ? Rows.dot(x, y) : Math.pow(Rows.dot(x, y) + constant, degree);
    }

    @Override
    public double error(double value, double[] x, double[] y, Roundings by) {
        double base = Math.sqrt(Rows.dot(x, x) * Rows.dot(y, y)) + constant;
        double product = by.gamma(by.operations());
        return isLinear() ? product * base : (degree * product + by.gamma(2 * degree + 2)) * Math.pow(base, degree);
    }

    @Override
    public boolean positive() {
        return false;
    }
}
