package io.github.foretoken.testkit.reference;

import io.github.foretoken.testkit.reference.ReferenceKernel.Roundings;
import java.util.function.IntToDoubleFunction;

/** The lower triangle of kernel values of a sequence, A_ts = k(x_t, x_s) for s &lt;= t, and what is made of its rows and columns. */
public final class Gram {
    private final ReferenceKernel kernel;
    private final double[][] x;
    private final double operations;
    private final double unit;
    private final double span;

    private Gram(ReferenceKernel kernel, double[][] x, double operations, double unit) {
        this.kernel = kernel;
        this.x = x;
        this.operations = operations;
        this.unit = unit;
        this.span = kernel.span(x);
    }

    /** Of tokens, T x d with T > 0, not modified. */
    public static Gram of(ReferenceKernel kernel, double[][] tokens) {
        return of(kernel, tokens, Rounding.scoreOperations(tokens[0].length));
    }

    /** The same when a program takes that many roundings to a score. */
    public static Gram of(ReferenceKernel kernel, double[][] tokens, double operations) {
        return of(kernel, tokens, operations, Rounding.UNIT);
    }

    /** The same when each of them is of this unit. */
    public static Gram of(ReferenceKernel kernel, double[][] tokens, double operations, double unit) {
        return new Gram(kernel, tokens, operations, unit);
    }

    /** A. */
    public Triangle plain() {
        return scaled(1, t -> 0);
    }

    /** eta A for one step eta > 0. */
    public Triangle stepped(double eta) {
        boolean exponential = kernel.scale() != 0;
        double log = exponential ? Math.log(eta) : 0;
        return scaled(exponential ? 1 : eta, t -> log);
    }

    /** A_ts / A_tt, unit diagonal. */
    public Triangle byRow() {
        return unit(true);
    }

    /** A_ts / A_ss, unit diagonal. */
    public Triangle byColumn() {
        return unit(false);
    }

    private Triangle unit(boolean byRow) {
        Triangle ones = empty();
        Roundings plain = new Roundings(operations, span, 0, unit);
        for (int t = 0; t < x.length; t++) {
            ones.entry()[t][t] = 1;
            for (int s = 0; s < t; s++) {
                double[] z = byRow ? x[t] : x[s];
                double shift = -kernel.scale() * Rows.dot(z, z);
                double diagonal = kernel.value(z, z, shift);
                double value = kernel.value(x[t], x[s], shift);
                // A zero token under a linear kernel: predicts nothing, teaches nothing.
                if (diagonal != 0) {
                    double own = kernel.error(value, x[t], x[s], plain);
                    double diagonals = kernel.positive() ? 0 : kernel.error(diagonal, z, z, plain) / diagonal;
                    ones.entry()[t][s] = value / diagonal;
                    ones.error()[t][s] = own / diagonal + Math.abs(value / diagonal) * (diagonals + 2 * unit);
                }
            }
        }
        return ones;
    }

    private Triangle empty() {
        return new Triangle(new double[x.length][x.length], new double[x.length][x.length], unit);
    }

    private Triangle scaled(double factor, IntToDoubleFunction shift) {
        Triangle a = empty();
        for (int t = 0; t < x.length; t++) {
            Roundings roundings = new Roundings(operations, span, shift.applyAsDouble(t), unit);
            for (int s = 0; s <= t; s++) {
                double value = kernel.value(x[t], x[s], roundings.shift());
                double error = kernel.error(value, x[t], x[s], roundings);
                a.entry()[t][s] = factor * value;
                a.error()[t][s] = Math.abs(factor) * (error + 2 * unit * Math.abs(value));
            }
        }
        return a;
    }

    /** eta times each row of A divided by its sum; of positive kernels. */
    public Triangle softmax(double eta) {
        double[] greatest = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            greatest[t] = Double.NEGATIVE_INFINITY;
            for (int s = 0; s <= t; s++) {
                greatest[t] = Math.max(greatest[t], kernel.scale() * Rows.dot(x[t], x[s]));
            }
        }
        Triangle a = scaled(1, t -> -greatest[t]);
        for (int t = 0; t < x.length; t++) {
            double sum = 0;
            double wobble = 0;
            for (int s = 0; s <= t; s++) {
                sum += a.entry()[t][s];
                wobble += a.error()[t][s];
            }
            for (int s = 0; s <= t; s++) {
                a.entry()[t][s] *= eta / sum;
                a.error()[t][s] = eta * a.error()[t][s] / sum
                        + a.entry()[t][s] * (wobble / sum + Rounding.gamma(x.length + 3, unit));
            }
        }
        return a;
    }
}
