package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.ical.descent.Rotations;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of figure 5, forward and backward, on a few sequences at a time: tokens (0, s_t, s_{t-1}), layers of linear
 * attention with LayerNorm, and a final affine map to the estimate of s_{t+1}. The loss is the mean squared error of a
 * coordinate. In float64; belongs to one thread.
 *
 * <p>Source: Sander et al., arXiv 2402.05787, figure 5, and the authors' augmented.py.
 */
final class AugmentedNetwork implements TrainableNetwork {
    private final NetworkShape shape;
    private final int length;
    private final int most;
    private final List<AugmentedLayer> layers = new ArrayList<>();
    private final double[] tokens;
    private final Readout readout;

    /** Room for a number of sequences at a time, of {@code length} tokens and one more to predict. */
    AugmentedNetwork(NetworkShape shape, int length, int sequences) {
        this.shape = shape;
        this.length = length;
        most = sequences;
        for (int layer = 0; layer < shape.layers(); layer++) {
            layers.add(new AugmentedLayer(shape, layer, length, sequences));
        }
        tokens = new double[sequences * length * shape.width()];
        readout = new Readout(shape.width(), shape.d(), length, sequences);
    }

    @Override
    public int room() {
        return most;
    }

    @Override
    public double squares(double[] weights, Rotations rotations, int[] numbers, int from, int to, double factor,
            double[] gradient) {
        int sequences = to - from;
        if (sequences > most) {
            throw new IllegalArgumentException("there is room for " + most + " sequences, not for " + sequences);
        }
        int m = shape.width();
        for (int i = 0; i < sequences; i++) {
            augment(rotations.sequence(numbers[from + i]), i * length * m);
        }
        for (AugmentedLayer layer : layers) {
            layer.forward(sequences, weights, tokens);
        }
        double squares =
                readout.squares(tokens, weights, shape.finalMap(), shape.finalBias(), rotations, numbers, from, to);
        if (gradient != null) {
            backward(sequences, weights, factor, gradient);
        }
        return squares;
    }

    @Override
    public double[] squaresByRow(int sequences) {
        return readout.squaresByRow(sequences);
    }

    private void augment(Matrix sequence, int offset) {
        int d = shape.d();
        for (int t = 0; t < length; t++) {
            int at = offset + t * shape.width();
            for (int j = 0; j < d; j++) {
                tokens[at + j] = 0;
                tokens[at + d + j] = sequence.get(t, j);
                tokens[at + 2 * d + j] = t == 0 ? 0 : sequence.get(t - 1, j);
            }
        }
    }

    private void backward(int sequences, double[] weights, double factor, double[] gradient) {
        readout.backward(sequences, factor, tokens, weights, shape.finalMap(), shape.finalBias(), gradient);
        for (AugmentedLayer layer : layers.reversed()) {
            layer.backward(sequences, weights, tokens, gradient);
        }
    }
}
