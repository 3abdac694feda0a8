package io.github.foretoken.lab.text;

import io.github.foretoken.Kernel;
import io.github.foretoken.Predictor;

/**
 * Kaczmarz's prediction for bytes that stand for any vectors: {@link Predictor} with delays, and the nearest vector of a byte
 * seen so far. A byte costs O(n p D) for n distinct contexts of p bytes in R^D.
 */
public final class VectorModel implements ByteModel {
    private final double[][] vectors;
    private final Predictor predictor;
    private final double[] prediction;
    private final boolean[] seen = new boolean[256];

    /**
     * A model that has observed nothing.
     *
     * @param vectors unit vectors, one for each of 256 bytes, not modified
     * @param kernel k
     * @param context p, 1 to 8
     * @param omega relaxation, in (0, 2)
     * @throws IllegalArgumentException if a number is out of range
     */
    public VectorModel(double[][] vectors, Kernel kernel, int context, double omega) {
        PatternModel.requireContext(context);
        PatternModel.requireRelaxation(omega);
        this.vectors = vectors;
        prediction = new double[vectors[0].length];
        predictor = Predictor.kaczmarz(kernel, prediction.length).withDelays(context).withRelaxation(omega);
    }

    @Override
    public int predict() {
        double[] scores = scores();
        int best = NONE;
        for (int b = 0; b < scores.length; b++) {
            // All vectors have one length, so the nearest is that of the greatest inner product.
            if (seen[b] && (best == NONE || scores[b] > scores[best])) {
                best = b;
            }
        }
        return best;
    }

    /** Inner products of the prediction with the vectors of all bytes, as a new array. */
    double[] scores() {
        predictor.predict(prediction);
        double[] scores = new double[vectors.length];
        for (int b = 0; b < scores.length; b++) {
            for (int c = 0; c < prediction.length; c++) {
                scores[b] += prediction[c] * vectors[b][c];
            }
        }
        return scores;
    }

    @Override
    public void observe(int next) {
        predictor.observe(vectors[next]);
        seen[next] = true;
    }
}
