package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.testkit.reference.Gram;
import io.github.foretoken.testkit.reference.ReferenceKernel;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Triangle;

/** The testkit's definitions, for the library's kernels and matrices. */
final class Dense {
    private Dense() {}

    static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = matrix.row(i);
        }
        return rows;
    }

    /** Row t holds x_{t+2} in the paper's count; zero for the last, whose successor is unknown. */
    static double[][] successors(Matrix tokens) {
        double[][] y = new double[tokens.rows()][tokens.cols()];
        for (int t = 0; t + 1 < y.length; t++) {
            y[t] = tokens.row(t + 1);
        }
        return y;
    }

    /** The definition of a kernel. */
    static ReferenceKernel reference(Kernel kernel) {
        return switch (kernel) {
            case Kernel.Linear() -> ReferenceKernel.linear();
            case Kernel.Exponential(double scale) -> ReferenceKernel.exponential(scale);
            case Kernel.Gaussian(double width) -> ReferenceKernel.gaussian(width);
            case Kernel.Laplace(double width) -> ReferenceKernel.laplace(width);
            case Kernel.Matern32(double width) -> ReferenceKernel.matern32(width);
            case Kernel.Matern52(double width) -> ReferenceKernel.matern52(width);
            case Kernel.Polynomial(int degree, double constant) -> ReferenceKernel.polynomial(degree, constant);
            default -> throw new IllegalArgumentException("no definition of " + kernel);
        };
    }

    static boolean positive(Kernel kernel) {
        return reference(kernel).positive();
    }

    /** scale of an exponential kernel, else 0. */
    static double scale(Kernel kernel) {
        return reference(kernel).scale();
    }

    /** k(x, y) e^shift; the shift joins an exponential kernel's exponent and is 0 for the others. */
    static double kernel(Kernel kernel, double[] x, double[] y, double shift) {
        return reference(kernel).value(x, y, shift);
    }

    static double kernel(Kernel kernel, double[] x, double[] y) {
        return kernel(kernel, x, y, 0);
    }

    /** Largest norm, from x_1 for kernels of distances: the size of the squares that cancel. */
    static double span(Kernel kernel, double[][] x) {
        return reference(kernel).span(x);
    }

    /** A_ts = k(x_t, x_s) for s <= t. */
    static Triangle gram(Kernel kernel, Matrix tokens) {
        return of(kernel, tokens, Rounding.scoreOperations(tokens.cols())).plain();
    }

    /** eta A for one step eta > 0. */
    static Triangle stepped(Kernel kernel, Matrix tokens, double eta) {
        return stepped(kernel, tokens, eta, Rounding.scoreOperations(tokens.cols()));
    }

    static Triangle stepped(Kernel kernel, Matrix tokens, double eta, double operations) {
        return of(kernel, tokens, operations).stepped(eta);
    }

    /** A_ts / A_tt, unit diagonal: u* = Y - (this)^-1 Y. */
    static Triangle byRow(Kernel kernel, Matrix tokens, double operations) {
        return of(kernel, tokens, operations).byRow();
    }

    static Triangle byRow(Kernel kernel, Matrix tokens) {
        return byRow(kernel, tokens, Rounding.scoreOperations(tokens.cols()));
    }

    /** A_ts / A_ss, unit diagonal: û = Y - (this)^-1 Y. */
    static Triangle byColumn(Kernel kernel, Matrix tokens, double operations) {
        return of(kernel, tokens, operations).byColumn();
    }

    static Triangle byColumn(Kernel kernel, Matrix tokens) {
        return byColumn(kernel, tokens, Rounding.scoreOperations(tokens.cols()));
    }

    /** eta times each row of A divided by its sum. */
    static Triangle softmax(Kernel kernel, Matrix tokens, double eta) {
        return softmax(kernel, tokens, eta, Rounding.scoreOperations(tokens.cols()));
    }

    static Triangle softmax(Kernel kernel, Matrix tokens, double eta, double operations) {
        return of(kernel, tokens, operations).softmax(eta);
    }

    private static Gram of(Kernel kernel, Matrix tokens, double operations) {
        return Gram.of(reference(kernel), rows(tokens), operations);
    }
}
