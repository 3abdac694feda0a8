package io.github.foretoken.testkit.reference;

/** Linear algebra on arrays of rows, by textbook loops. Arguments are not modified; results are fresh. */
public final class Rows {
    private Rows() {}

    /** The inner product. */
    public static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** |x - y|. */
    public static double distance(double[] x, double[] y) {
        return Math.sqrt(squaredDistance(x, y));
    }

    /** |x - y|², differences taken first. */
    public static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return sum;
    }

    /** The n x n identity. */
    public static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    /** a x. */
    public static double[] times(double[][] a, double[] x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    /** a b. */
    public static double[][] times(double[][] a, double[][] b) {
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

    /** Rows as columns. */
    public static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    /** The solution of {@code a x = b}, a symmetric positive definite of which the lower triangle is read, by Cholesky's method. */
    public static double[][] solve(double[][] a, double[][] b) {
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
    public static double distance(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.hypot(sum, distance(a[i], b[i]));
        }
        return sum;
    }

    /** Frobenius norm. */
    public static double norm(double[][] a) {
        return distance(a, new double[a.length][a[0].length]);
    }

    /** The largest absolute value; 0 of none. */
    public static double largest(double[][] a) {
        double largest = 0;
        for (double[] row : a) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
