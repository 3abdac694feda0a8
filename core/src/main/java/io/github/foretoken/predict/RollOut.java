package io.github.foretoken.predict;

import io.github.foretoken.internal.Finite;
import java.util.Arrays;

/** Predictions of the next token fed back, step by step; what was learned stays as it is. Allocates only when it is made. */
final class RollOut {
    private final PredictorPart[] ahead;
    private final double[] next;

    RollOut(PredictorPart[] parts, int dimension) {
        ahead = Arrays.stream(parts).map(PredictorPart::ahead).toArray(PredictorPart[]::new);
        next = new double[dimension];
    }

    /**
     * Goes on from where these parts are.
     *
     * @param length to which each prediction is brought, NaN to leave them as they are
     * @param path steps x d, overwritten as far as predictions are finite
     * @return how many are
     */
    int run(PredictorPart[] parts, int steps, double length, double[] path) {
        for (int i = 0; i < parts.length; i++) {
            ahead[i].state().follow(parts[i].state());
        }
        int d = next.length;
        for (int step = 0; step < steps; step++) {
            for (PredictorPart part : ahead) {
                part.next(next);
            }
            if (!Finite.all(next, 0, 1, d, d)) {
                return step;
            }
            if (!Double.isNaN(length)) {
                bring(length);
            }
            System.arraycopy(next, 0, path, step * d, d);
            for (PredictorPart part : ahead) {
                part.suppose(next);
            }
        }
        return steps;
    }

    private void bring(double length) {
        double norm = norm(next);
        for (int c = 0; norm > 0 && c < next.length; c++) {
            next[c] *= length / norm;
        }
    }

    /** Where the last run ended. */
    ArithmeticException unfit() {
        return ahead[0].state().unfit();
    }

    static double norm(double[] x) {
        double sum = 0;
        for (double c : x) {
            sum += c * c;
        }
        return Math.sqrt(sum);
    }
}
