package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.Vectors;

/**
 * Gradient descent with steps of one length, {@code W <- W - rate g / |g|}. Once |g| is rounding noise, normalisation would
 * turn it into steps of full length in no direction at all; descent therefore stops there.
 */
public final class NormalizedDescent {
    /** The norm of a gradient below which it is noise, in problems of the size of the paper's. */
    public static final double NOISE = 1e-12;

    /** Is told of each step. */
    public interface Observer {
        /**
         * After a step.
         *
         * @param step 1, 2, ...
         * @param w d x d, after it; not to be modified
         * @param loss before it
         * @param gradientNorm before it
         */
        void after(int step, double[] w, double loss, double gradientNorm);
    }

    private final Loss loss;
    private final double rate;
    private final double least;

    /** Descent on a loss with steps of that length, until the gradient is below {@code least}; 0 for never. */
    public NormalizedDescent(Loss loss, double rate, double least) {
        this.loss = loss;
        this.rate = rate;
        this.least = least;
    }

    /**
     * Goes that many steps, or fewer.
     *
     * @param start d x d, not modified
     * @return where it arrives
     */
    public Matrix run(Matrix start, int steps, Observer observer) {
        double[] w = start.toArray();
        double[] gradient = new double[w.length];
        for (int step = 1; step <= steps; step++) {
            double before = loss.evaluate(w, gradient);
            double norm = Vectors.norm(gradient);
            if (norm < least) {
                break;
            }
            // The offset is float64's epsilon, as in the published training.
            Vectors.add(-rate / (norm + Math.ulp(1.0)), gradient, w);
            observer.after(step, w, before, norm);
        }
        return Matrix.of(w, start.rows(), start.cols());
    }
}
