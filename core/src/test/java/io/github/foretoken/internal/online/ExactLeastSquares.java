package io.github.foretoken.internal.online;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Least squares by its normal equations in 120 decimal digits, {@code N = sum of gamma^(t-s) x x' + ridge}, with the ridge's
 * rules to the letter, and the bound that estimates in float64 are promised to keep. One target.
 */
final class ExactLeastSquares {
    private static final MathContext DIGITS = new MathContext(120);

    private final BigDecimal ridge;
    private final BigDecimal gamma;
    private final RidgeRule rule;
    private final BigDecimal[][] normal;
    private final BigDecimal[] right;
    private BigDecimal squares = BigDecimal.ZERO;
    private int turn;
    private double faded = 1;
    /** Of the estimate last asked for. */
    private double bound;
    private double leverage;
    private double condition;
    private double[] inverseTimesFeature;
    private double inverseBound;

    ExactLeastSquares(int dimension, double ridge, double gamma, RidgeRule rule) {
        this.ridge = new BigDecimal(ridge);
        this.gamma = new BigDecimal(gamma);
        this.rule = rule;
        normal = new BigDecimal[dimension][dimension];
        right = new BigDecimal[dimension];
        Arrays.fill(right, BigDecimal.ZERO);
        for (int i = 0; i < dimension; i++) {
            Arrays.fill(normal[i], BigDecimal.ZERO);
            normal[i][i] = this.ridge;
        }
    }

    void learn(double[] x, double y) {
        learn(x, new BigDecimal(y));
    }

    void learn(double[] x, BigDecimal target) {
        int p = right.length;
        BigDecimal[] exact = exact(x);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                normal[i][j] = normal[i][j].multiply(gamma, DIGITS).add(exact[i].multiply(exact[j]), DIGITS);
            }
            right[i] = right[i].multiply(gamma, DIGITS).add(exact[i].multiply(target), DIGITS);
        }
        squares = squares.multiply(gamma, DIGITS).add(target.multiply(target), DIGITS);
        if (gamma.compareTo(BigDecimal.ONE) != 0) {
            if (rule == RidgeRule.HELD) {
                double forgetting = gamma.doubleValue();
                int turns = RidgeRule.turns(p, forgetting);
                // To a double's digits only, as it is defined.
                BigDecimal faded = new BigDecimal(RidgeRule.faded(p, turns, forgetting)).multiply(ridge);
                for (int i = 0; i < turns; i++) {
                    turn = turn < p ? turn : 0;
                    normal[turn][turn] = normal[turn][turn].add(faded, DIGITS);
                    turn++;
                }
            } else {
                renew();
            }
        }
    }

    /**
     * Many pairs at once, without forgetting.
     *
     * @param products sum of x x', p x p
     * @param crossProducts sum of x y
     * @param targetSquares sum of y²
     */
    void learnSums(BigDecimal[][] products, BigDecimal[] crossProducts, BigDecimal targetSquares) {
        for (int i = 0; i < right.length; i++) {
            for (int j = 0; j < right.length; j++) {
                normal[i][j] = normal[i][j].add(products[i][j]);
            }
            right[i] = right[i].add(crossProducts[i]);
        }
        squares = squares.add(targetSquares);
    }

    private void renew() {
        // No pivot is below what is left of the ridge.
        faded *= gamma.doubleValue();
        if (faded > 2 * RidgeRule.LEAST) {
            return;
        }
        BigDecimal least = ridge.multiply(new BigDecimal(RidgeRule.LEAST));
        BigDecimal[][] factor = factor();
        for (int k = 0; k < right.length; k++) {
            if (factor[k][k].compareTo(least) < 0) {
                normal[k][k] = normal[k][k].add(ridge.multiply(new BigDecimal(RidgeRule.RENEWAL)), DIGITS);
                factor = factor();
            }
        }
    }

    /** L D L', D on the diagonal. */
    private BigDecimal[][] factor() {
        int p = right.length;
        BigDecimal[][] f = new BigDecimal[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                BigDecimal sum = normal[i][j];
                for (int k = 0; k < j; k++) {
                    sum = sum.subtract(f[i][k].multiply(f[j][k], DIGITS).multiply(f[k][k], DIGITS), DIGITS);
                }
                f[i][j] = i == j ? sum : sum.divide(f[j][j], DIGITS);
            }
        }
        return f;
    }

    private static BigDecimal[] solve(BigDecimal[][] f, BigDecimal[] b) {
        BigDecimal[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] = x[i].subtract(f[i][k].multiply(x[k], DIGITS), DIGITS);
            }
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] = x[i].divide(f[i][i], DIGITS);
            for (int k = i + 1; k < x.length; k++) {
                x[i] = x[i].subtract(f[k][i].multiply(x[k], DIGITS), DIGITS);
            }
        }
        return x;
    }

    /** Also sets what {@link #bound} and the others say. */
    BigDecimal estimate(double[] x) {
        BigDecimal[] exact = exact(x);
        BigDecimal[][] f = factor();
        BigDecimal[] weights = solve(f, right);
        BigDecimal[] v = solve(f, exact);
        double h = dot(exact, v).doubleValue();
        double residual = root(squares.subtract(dot(weights, right), DIGITS));
        double features = 0;
        double fitted = 0;
        double share = 0;
        for (int i = 0; i < x.length; i++) {
            double length = root(normal[i][i]);
            features += length * Math.abs(v[i].doubleValue());
            fitted += length * Math.abs(weights[i].doubleValue());
        }
        for (int i = 0; i < x.length; i++) {
            share = Math.max(share, root(normal[i][i].divide(f[i][i], DIGITS)));
        }
        // Columns measured by their lengths: the trace of N^-1 is p times the square of kappa at most.
        double trace = 0;
        for (int i = 0; i < x.length; i++) {
            BigDecimal[] unit = exact(new double[x.length]);
            unit[i] = BigDecimal.ONE;
            trace += solve(f, unit)[i].multiply(normal[i][i], DIGITS).doubleValue();
        }
        inverseBound = 0x1p-53 * (Math.sqrt(trace) * features + trace * Math.sqrt(h));
        leverage = h;
        condition = share;
        bound = 0x1p-53 * (features * residual + Math.sqrt(h) * (root(squares) + fitted));
        inverseTimesFeature = Arrays.stream(v).mapToDouble(BigDecimal::doubleValue).toArray();
        return dot(exact, weights);
    }

    /** First-order change of the estimate when each column is off by u times its length. */
    double bound() {
        return bound;
    }

    /** The same of {@link #inverseTimesFeature}, times the length of each column. */
    double inverseBound() {
        return inverseBound;
    }

    /** Of a coordinate in N. */
    double length(int i) {
        return root(normal[i][i]);
    }

    double leverage() {
        return leverage;
    }

    double condition() {
        return condition;
    }

    /** What a gain is, before it is divided. */
    double[] inverseTimesFeature() {
        return inverseTimesFeature;
    }

    private static double root(BigDecimal square) {
        return square.max(BigDecimal.ZERO).sqrt(MathContext.DECIMAL64).doubleValue();
    }

    private static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i], DIGITS), DIGITS);
        }
        return sum;
    }

    private static BigDecimal[] exact(double[] x) {
        return Arrays.stream(x).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }
}
