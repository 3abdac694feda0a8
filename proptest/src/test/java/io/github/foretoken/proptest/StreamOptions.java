package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.Correction;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.ReferenceKernel.Roundings;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Rows;
import io.github.foretoken.testkit.reference.Triangle;

/**
 * Options of a predictor, and what they mean for a whole sequence.
 *
 * @param omega of the first pair; where {@code fall} is not 0 that of pair t is fall / (fall + t), but 0.05 at least
 */
record StreamOptions(double ridge, double omega, double fall, double gamma, int delays, int horizon,
        boolean increments) {
    private static final double LEAST = 0.05;

    /** Those that every method takes. */
    Predictor embed(Predictor predictor) {
        Predictor embedded = predictor.withDelays(delays).withHorizon(horizon);
        return increments ? embedded.withIncrements() : embedded;
    }

    Predictor kaczmarz(Kernel kernel, int dimension) {
        Predictor p = embed(Predictor.kaczmarz(kernel, dimension)).withRidge(ridge).withForgetting(gamma);
        return fall == 0 ? p.withRelaxation(omega) : p.withFallingRelaxation(fall, LEAST);
    }

    ForwardSubstitution substitution(Kernel kernel) {
        return ForwardSubstitution.of(kernel).withCorrection(correction());
    }

    Correction correction() {
        Correction c = Correction.FULL.withRidge(ridge).withForgetting(gamma);
        return fall == 0 ? c.withRelaxation(omega) : c.withFallingRelaxation(fall, LEAST);
    }

    StreamOptions withHorizon(int other) {
        return new StreamOptions(ridge, omega, fall, gamma, delays, other, increments);
    }

    double omega(int pair) {
        return fall == 0 ? omega : Math.max(LEAST, fall / (fall + pair));
    }

    /** Features, in the order of their last token; there must be enough tokens for one. */
    Matrix features(Matrix tokens) {
        int d = tokens.cols();
        Matrix features = Matrix.zeros(tokens.rows() - delays + 1, delays * d);
        for (int i = 0; i < features.rows(); i++) {
            for (int j = 0; j < delays * d; j++) {
                features.data()[i * delays * d + j] = tokens.get(i + delays - 1 - j / d, j % d);
            }
        }
        return features;
    }

    /** Targets of the first features; those of the others are unknown, and zero here. */
    double[][] targets(Matrix tokens) {
        double[][] y = new double[tokens.rows() - delays + 1][tokens.cols()];
        for (int i = 0; i < pairs(tokens); i++) {
            int t = i + delays - 1;
            for (int c = 0; c < tokens.cols(); c++) {
                y[i][c] = tokens.get(t + horizon, c) - (increments ? tokens.get(t, c) : 0);
            }
        }
        return y;
    }

    int pairs(Matrix tokens) {
        return Math.max(0, tokens.rows() - delays - horizon + 1);
    }

    /**
     * {@code gamma^(t-s) k_ts omega_s / (k_ss + lambda)} with a unit diagonal, of which the weights
     * {@code (k_ss + lambda) mu_s / omega_s} are the solution (docs/mathematics.md#noise-and-change), and whose errors allow for states that sum
     * over all pairs in any order.
     */
    Triangle triangle(Kernel kernel, Matrix features) {
        return triangle(kernel, features, Rounding.UNIT);
    }

    private Triangle triangle(Kernel kernel, Matrix features, double roundoff) {
        double[][] x = Dense.rows(features);
        int n = x.length;
        double span = Dense.span(kernel, x);
        double operations = Rounding.scoreOperations(features.cols()) + 2.0 * n;
        // Powers by repeated multiplication, divided by one another in a stream.
        double fading = gamma == 1 ? 0 : Rounding.gamma(4.0 * n + 8, roundoff);
        Triangle unit = new Triangle(new double[n][n], new double[n][n], roundoff);
        for (int s = 0; s < n; s++) {
            unit.entry()[s][s] = 1;
            double shift = -Dense.scale(kernel) * Rows.dot(x[s], x[s]);
            Divisor divisor = divisor(kernel, x, s, operations, roundoff);
            if (divisor.value == 0) {
                continue;
            }
            for (int t = s + 1; t < n; t++) {
                double power = Math.pow(gamma, t - s);
                double value = Dense.kernel(kernel, x[t], x[s], shift);
                double own = Dense.reference(kernel)
                        .error(value, x[t], x[s], new Roundings(operations, span, shift, roundoff));
                unit.entry()[t][s] = power * value / divisor.value;
                unit.error()[t][s] =
                        power / divisor.value * (own + Math.abs(value) * (divisor.wobble + fading + 6 * roundoff));
            }
        }
        return unit;
    }

    /** {@code (k_ss + lambda) / omega_s}, divided by k_ss where the kernel is exponential, and its relative error. */
    private record Divisor(double value, double wobble) {}

    private Divisor divisor(Kernel kernel, double[][] x, int s, double operations, double roundoff) {
        double shift = -Dense.scale(kernel) * Rows.dot(x[s], x[s]);
        double diagonal = Dense.kernel(kernel, x[s], x[s], shift);
        double added = ridge * Math.exp(shift);
        double error = Dense.reference(kernel)
                .error(diagonal, x[s], x[s], new Roundings(operations, Dense.span(kernel, x), shift, roundoff))
                + added * (Math.expm1(Rounding.gamma(operations, roundoff) * Math.abs(shift)) + 8 * roundoff);
        double sum = diagonal + added;
        return new Divisor(sum / omega(s + 1), sum == 0 ? 0 : error / sum);
    }

    /** mu of {@code (L_g + (D + lambda) / omega) mu = Y}. */
    Enclosure dualCoefficients(Kernel kernel, Matrix features, double[][] targets) {
        double[][] x = Dense.rows(features);
        double operations = Rounding.scoreOperations(features.cols()) + 2.0 * x.length;
        Enclosure mu = triangle(kernel, features).solve(targets);
        for (int s = 0; s < x.length; s++) {
            Divisor divisor = divisor(kernel, x, s, operations, Rounding.UNIT);
            double shift = -Dense.scale(kernel) * Rows.dot(x[s], x[s]);
            double factor = divisor.value == 0 ? 0 : Math.exp(shift) / divisor.value;
            double relative =
                    2 * divisor.wobble + Math.expm1(Rounding.gamma(operations) * Math.abs(shift)) + 8 * Rounding.UNIT;
            for (int c = 0; c < targets[s].length; c++) {
                mu.value()[s][c] *= factor;
                mu.radius()[s][c] = 2 * factor * mu.radius()[s][c] + Math.abs(mu.value()[s][c]) * relative;
            }
        }
        return mu;
    }

    /** What a predictor gives after each token of the sequence. */
    Enclosure predictions(Kernel kernel, Matrix tokens) {
        return predictions(kernel, tokens, Rounding.UNIT);
    }

    /** The same with arithmetic of that unit roundoff. */
    Enclosure predictions(Kernel kernel, Matrix tokens, double roundoff) {
        Matrix features = features(tokens);
        double[][] targets = targets(tokens);
        Triangle triangle = triangle(kernel, features, roundoff);
        Enclosure weights = triangle.solve(targets);
        int first = delays - 1;
        double[][] value = new double[tokens.rows()][tokens.cols()];
        double[][] radius = new double[tokens.rows()][tokens.cols()];
        for (int t = 0; t < tokens.rows(); t++) {
            for (int c = 0; c < tokens.cols(); c++) {
                double base = increments ? tokens.get(t, c) : 0;
                double sum = 0;
                for (int s = 0; s <= t - first - horizon; s++) {
                    // The weight of a pair fades only by the pairs learned after it.
                    double power = Math.pow(gamma, 1 - horizon);
                    double entry = triangle.entry()[t - first][s] * power;
                    double error =
                            triangle.error()[t - first][s] * power + Rounding.gamma(t + 8, roundoff) * Math.abs(entry);
                    sum += entry * weights.value()[s][c];
                    radius[t][c] += 2 * (Math.abs(entry) + error) * weights.radius()[s][c]
                            + 2 * error * Math.abs(weights.value()[s][c]);
                }
                value[t][c] = base + sum;
                radius[t][c] += 4 * roundoff * (Math.abs(base) + Math.abs(value[t][c]));
            }
        }
        return new Enclosure(value, radius);
    }

    /** What it forecasts token by token: row t is of all steps, one after the other. */
    static Matrix forecasts(Predictor predictor, Matrix tokens) {
        Matrix first = predictor.forecast();
        int size = first.rows() * first.cols();
        Matrix forecasts = Matrix.zeros(tokens.rows(), size);
        for (int t = 0; t < tokens.rows(); t++) {
            predictor.observe(tokens.row(t));
            System.arraycopy(predictor.forecast().data(), 0, forecasts.data(), t * size, size);
        }
        return forecasts;
    }

    /** What it gives token by token. */
    static Matrix stream(Predictor predictor, Matrix tokens) {
        Matrix predictions = Matrix.zeros(tokens.rows(), tokens.cols());
        double[] row = new double[tokens.cols()];
        for (int t = 0; t < tokens.rows(); t++) {
            predictor.observe(tokens.row(t));
            predictor.predict(row);
            System.arraycopy(row, 0, predictions.data(), t * row.length, row.length);
        }
        return predictions;
    }
}
