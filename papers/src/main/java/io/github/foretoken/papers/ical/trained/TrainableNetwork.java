package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.papers.ical.descent.Rotations;

/** A network that predicts the next token of each, with the derivatives of its errors. Belongs to one thread. */
interface TrainableNetwork {
    /** How many sequences there is room for at a time. */
    int room();

    /**
     * The sum of squared errors.
     *
     * @param weights not modified
     * @param numbers of the sequences, those from {@code from} to {@code to}; at most as many as there is room for
     * @param factor of the loss whose gradient is taken, on the sum of squared errors
     * @param gradient added to; null if it is not wanted
     */
    double squares(double[] weights, Rotations rotations, int[] numbers, int from, int to, double factor,
            double[] gradient);

    /** After {@link #squares} without a gradient of that many sequences: their squared errors, summed for each row. */
    double[] squaresByRow(int sequences);
}
