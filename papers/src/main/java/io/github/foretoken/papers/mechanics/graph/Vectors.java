package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.Matrix;

/** Sums over plain arrays of one length; matrices are tight and row-major. */
public final class Vectors {
    private Vectors() {}

    public static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    public static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    /** y + a x into y, which is modified. */
    public static void add(double a, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] += a * x[i];
        }
    }

    /** x - y, a new array. */
    public static double[] difference(double[] x, double[] y) {
        double[] difference = x.clone();
        add(-1, y, difference);
        return difference;
    }

    /** The cosine of the angle between x and y; 0 if either is 0. */
    public static double correlation(double[] x, double[] y) {
        double norms = norm(x) * norm(y);
        return norms == 0 ? 0 : dot(x, y) / norms;
    }

    /** a x y', x.length rows of y.length, into w, which is modified. */
    public static void addOuter(double a, double[] x, double[] y, double[] w) {
        for (int i = 0, at = 0; i < x.length; i++) {
            double scaled = a * x[i];
            for (int j = 0; j < y.length; j++, at++) {
                w[at] += scaled * y[j];
            }
        }
    }

    /** w x, as many numbers as x. */
    public static double[] multiply(double[] w, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0, at = 0; i < x.length; i++) {
            double sum = 0;
            for (int j = 0; j < x.length; j++, at++) {
                sum += w[at] * x[j];
            }
            product[i] = sum;
        }
        return product;
    }

    /** The rows of a matrix. */
    public static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = matrix.row(i);
        }
        return rows;
    }
}
