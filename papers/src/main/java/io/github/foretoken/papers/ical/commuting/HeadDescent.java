package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Matrix;

/** Plain gradient descent on a {@link CommutingLoss}. */
public final class HeadDescent {
    private final CommutingLoss loss;
    private final HeadWeights weights;
    private final HeadWeights gradient;
    private final double rate;
    private int steps;

    /**
     * Before the first step.
     *
     * @param start copied
     * @param rate by which gradients are multiplied
     */
    public HeadDescent(CommutingLoss loss, HeadWeights start, double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be positive, not " + rate);
        }
        this.loss = loss;
        this.weights = start.copy();
        this.gradient = HeadWeights.like(start);
        this.rate = rate;
    }

    /** Goes on until that many steps have been taken in all; returns the loss there. */
    public double until(int count) {
        while (steps < count) {
            loss.gradient(weights, gradient);
            move(weights.a(), gradient.a());
            move(weights.b(), gradient.b());
            move(weights.p(), gradient.p());
            steps++;
        }
        return loss.of(weights);
    }

    /** The unused part of P has no gradient and stays. */
    private void move(Matrix matrix, Matrix along) {
        for (int i = 0; i < along.data().length; i++) {
            matrix.data()[i] -= rate * along.data()[i];
        }
    }

    /** Where it is, a copy. */
    public HeadWeights weights() {
        return weights.copy();
    }
}
