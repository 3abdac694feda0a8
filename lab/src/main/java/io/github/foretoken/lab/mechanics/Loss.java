package io.github.foretoken.lab.mechanics;

/** A loss of the matrix W of an attention layer, averaged over samples. */
interface Loss {
    /**
     * The loss at W, and its gradient.
     *
     * @param w d x d, not modified
     * @param gradient d x d, overwritten
     */
    double evaluate(double[] w, double[] gradient);
}
