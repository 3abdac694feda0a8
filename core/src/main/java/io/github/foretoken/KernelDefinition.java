package io.github.foretoken;

import io.github.foretoken.internal.Ordinary;

/** {@link Kernel#evaluate} and {@link Kernel#gram}, element by element. */
final class KernelDefinition {
    /** In units of a Matérn kernel, from where on it is 0. */
    private static final double FAR = 1000;

    private KernelDefinition() {}

    static double evaluate(Kernel kernel, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x has " + x.length + " coordinates, y has " + y.length);
        }
        if (kernel instanceof CombinedKernel combined) {
            return sum(combined, x, y);
        } else if (kernel instanceof FunctionKernel function) {
            boolean inner = function.of() == FunctionKernel.Of.INNER_PRODUCT;
            return function.function().applyAsDouble(inner ? dot(x, y) : distance(x, y, 1));
        } else if (kernel instanceof Kernel.Linear) {
            return dot(x, y);
        } else if (kernel instanceof Kernel.Exponential exponential) {
            return Math.exp(exponential.scale() * dot(x, y));
        } else if (kernel instanceof Kernel.Polynomial polynomial) {
            return Math.pow(dot(x, y) + polynomial.constant(), polynomial.degree());
        } else if (kernel instanceof Kernel.Gaussian gaussian) {
            double a = distance(x, y, gaussian.width());
            return Math.exp(-a * a / 2);
        } else if (kernel instanceof Kernel.Laplace laplace) {
            return Math.exp(-distance(x, y, laplace.width()));
        } else if (kernel instanceof Kernel.Matern32 matern) {
            double a = Math.min(Math.sqrt(3) * distance(x, y, matern.width()), FAR);
            return (1 + a) * Math.exp(-a);
        }
        double a = Math.min(Math.sqrt(5) * distance(x, y, ((Kernel.Matern52) kernel).width()), FAR);
        return (1 + a + a * a / 3) * Math.exp(-a);
    }

    private static double sum(CombinedKernel combined, double[] x, double[] y) {
        double sum = 0;
        for (CombinedKernel.Term term : combined.terms()) {
            double product = term.weight();
            for (Kernel factor : term.factors()) {
                product *= factor.evaluate(x, y);
            }
            sum += product;
        }
        return sum;
    }

    static Matrix gram(Kernel kernel, Matrix x, Matrix y) {
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
                gram.data()[i * y.rows() + j] = kernel.evaluate(xi, y.row(j));
            }
        }
        return gram;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** In units of a width; squares of differences of that size need not fit float64. */
    private static double distance(double[] x, double[] y, double width) {
        double factor = Math.scalb(1.0, -Ordinary.excess(Math.getExponent(width), Double.BYTES));
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = factor * x[i] - factor * y[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum) / (factor * width);
    }
}
