package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;

/** The plain reference: kernels by their definition with Math.exp, whole matrices, textbook loops. */
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

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }

    static boolean positive(Kernel kernel) {
        return !(kernel instanceof Kernel.Linear || kernel instanceof Kernel.Polynomial);
    }

    /** scale of an exponential kernel, else 0. */
    static double scale(Kernel kernel) {
        return kernel instanceof Kernel.Exponential(double scale) ? scale : 0;
    }

    /** k(x, y) e^shift; the shift joins an exponential kernel's exponent and is 0 for the others. */
    static double kernel(Kernel kernel, double[] x, double[] y, double shift) {
        return switch (kernel) {
            case Kernel.Linear() -> dot(x, y);
            case Kernel.Exponential(double scale) -> Math.exp(scale * dot(x, y) + shift);
            case Kernel.Gaussian(double width) -> Math.exp(-dot(minus(x, y), minus(x, y)) / (2 * width * width));
            case Kernel.Laplace(double width) -> Math.exp(-distance(x, y) / width);
            case Kernel.Matern32(double width) -> {
                double a = Math.sqrt(3) * distance(x, y) / width;
                yield (1 + a) * Math.exp(-a);
            }
            case Kernel.Matern52(double width) -> {
                double a = Math.sqrt(5) * distance(x, y) / width;
                yield (1 + a + a * a / 3) * Math.exp(-a);
            }
            case Kernel.Polynomial(int degree, double constant) -> Math.pow(dot(x, y) + constant, degree);
        };
    }

    static double kernel(Kernel kernel, double[] x, double[] y) {
        return kernel(kernel, x, y, 0);
    }

    private static double[] minus(double[] x, double[] y) {
        double[] difference = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            difference[i] = x[i] - y[i];
        }
        return difference;
    }

    /** A_ts = k(x_t, x_s) for s <= t. */
    static Triangle gram(Kernel kernel, Matrix tokens) {
        return scaled(kernel, tokens, t -> 1, t -> 0, Bounds.scoreOperations(tokens.cols()));
    }

    /** eta A for one step eta > 0. */
    static Triangle stepped(Kernel kernel, Matrix tokens, double eta) {
        return stepped(kernel, tokens, eta, Bounds.scoreOperations(tokens.cols()));
    }

    static Triangle stepped(Kernel kernel, Matrix tokens, double eta, double operations) {
        double log = kernel instanceof Kernel.Exponential ? Math.log(eta) : 0;
        double factor = kernel instanceof Kernel.Exponential ? 1 : eta;
        return scaled(kernel, tokens, t -> factor, t -> log, operations);
    }

    /** A_ts / A_tt, unit diagonal: u* = Y - (this)^-1 Y. */
    static Triangle byRow(Kernel kernel, Matrix tokens, double operations) {
        return unit(kernel, tokens, true, operations);
    }

    static Triangle byRow(Kernel kernel, Matrix tokens) {
        return unit(kernel, tokens, true, Bounds.scoreOperations(tokens.cols()));
    }

    /** A_ts / A_ss, unit diagonal: û = Y - (this)^-1 Y. */
    static Triangle byColumn(Kernel kernel, Matrix tokens, double operations) {
        return unit(kernel, tokens, false, operations);
    }

    static Triangle byColumn(Kernel kernel, Matrix tokens) {
        return unit(kernel, tokens, false, Bounds.scoreOperations(tokens.cols()));
    }

    private static Triangle unit(Kernel kernel, Matrix tokens, boolean byRow, double operations) {
        double[][] x = rows(tokens);
        double span = span(kernel, x);
        Triangle unit = new Triangle(new double[x.length][x.length], new double[x.length][x.length]);
        for (int t = 0; t < x.length; t++) {
            unit.entry()[t][t] = 1;
            for (int s = 0; s < t; s++) {
                double[] z = byRow ? x[t] : x[s];
                double shift = -scale(kernel) * dot(z, z);
                double diagonal = kernel(kernel, z, z, shift);
                double value = kernel(kernel, x[t], x[s], shift);
                // A zero token under a linear kernel: predicts nothing, teaches nothing.
                if (diagonal != 0) {
                    double own = Bounds.kernelError(kernel, value, x[t], x[s], span, 0, operations);
                    double diagonals = positive(kernel) ? 0
                            : Bounds.kernelError(kernel, diagonal, z, z, span, 0, operations) / diagonal;
                    unit.entry()[t][s] = value / diagonal;
                    unit.error()[t][s] = own / diagonal + Math.abs(value / diagonal) * (diagonals + 2 * Bounds.UNIT);
                }
            }
        }
        return unit;
    }

    /** A number for each row. */
    interface RowNumber {
        double of(int t);
    }

    private static Triangle scaled(Kernel kernel, Matrix tokens, RowNumber factor, RowNumber shift, double operations) {
        double[][] x = rows(tokens);
        double span = span(kernel, x);
        Triangle a = new Triangle(new double[x.length][x.length], new double[x.length][x.length]);
        for (int t = 0; t < x.length; t++) {
            for (int s = 0; s <= t; s++) {
                double value = kernel(kernel, x[t], x[s], shift.of(t));
                double error = Bounds.kernelError(kernel, value, x[t], x[s], span, shift.of(t), operations);
                a.entry()[t][s] = factor.of(t) * value;
                a.error()[t][s] = Math.abs(factor.of(t)) * (error + 2 * Bounds.UNIT * Math.abs(value));
            }
        }
        return a;
    }

    /** eta times each row of A divided by its sum. */
    static Triangle softmax(Kernel kernel, Matrix tokens, double eta) {
        return softmax(kernel, tokens, eta, Bounds.scoreOperations(tokens.cols()));
    }

    static Triangle softmax(Kernel kernel, Matrix tokens, double eta, double operations) {
        double[][] x = rows(tokens);
        double[] greatest = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            greatest[t] = Double.NEGATIVE_INFINITY;
            for (int s = 0; s <= t; s++) {
                greatest[t] = Math.max(greatest[t], scale(kernel) * dot(x[t], x[s]));
            }
        }
        Triangle a = scaled(kernel, tokens, t -> 1, t -> -greatest[t], operations);
        for (int t = 0; t < x.length; t++) {
            double sum = 0;
            double wobble = 0;
            for (int s = 0; s <= t; s++) {
                sum += a.entry()[t][s];
                wobble += a.error()[t][s];
            }
            for (int s = 0; s <= t; s++) {
                a.entry()[t][s] *= eta / sum;
                a.error()[t][s] =
                        eta * a.error()[t][s] / sum + a.entry()[t][s] * (wobble / sum + Bounds.gamma(x.length + 3));
            }
        }
        return a;
    }

    /** Largest norm, from x_1 for kernels of distances: the size of the squares that cancel. */
    static double span(Kernel kernel, double[][] x) {
        boolean radial = positive(kernel) && !(kernel instanceof Kernel.Exponential);
        double[] origin = radial ? x[0] : new double[x[0].length];
        double span = 0;
        for (double[] token : x) {
            span = Math.max(span, distance(token, origin));
        }
        return span;
    }

    static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    static double[] times(double[][] a, double[] x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[k].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    /** The solution of {@code a x = b}, a symmetric positive definite of which the lower triangle is read, by Cholesky's method. */
    static double[][] solve(double[][] a, double[][] b) {
        int n = a.length;
        double[][] r = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= r[i][k] * r[j][k];
                }
                r[i][j] = i == j ? Math.sqrt(rest) : rest / r[j][j];
            }
        }
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = b[i].clone();
            for (int c = 0; c < x[i].length; c++) {
                for (int k = 0; k < i; k++) {
                    x[i][c] -= r[i][k] * x[k][c];
                }
                x[i][c] /= r[i][i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int c = 0; c < x[i].length; c++) {
                for (int k = i + 1; k < n; k++) {
                    x[i][c] -= r[k][i] * x[k][c];
                }
                x[i][c] /= r[i][i];
            }
        }
        return x;
    }

    /** Frobenius norm of a - b. */
    static double distance(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.hypot(sum, distance(a[i], b[i]));
        }
        return sum;
    }

    /** Frobenius norm. */
    static double norm(double[][] a) {
        return distance(a, new double[a.length][a[0].length]);
    }

    static double largest(double[][] a) {
        double largest = 0;
        for (double[] row : a) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
