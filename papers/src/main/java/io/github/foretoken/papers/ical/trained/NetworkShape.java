package io.github.foretoken.papers.ical.trained;

import java.util.SplittableRandom;

/**
 * Where the weights of an {@link AugmentedNetwork} lie in one array: layer by layer the queries', keys' and values' matrices (m x
 * m, m = 3d, row by row), their biases, the output's matrix and bias, LayerNorm's gain and bias; then the final map (d x m) and
 * its bias. Matrices multiply from the left.
 *
 * @param d of the sequences
 * @param layers one or more
 */
public record NetworkShape(int d, int layers) {
    /** Checks the sizes. */
    public NetworkShape {
        if (d < 1 || layers < 1) {
            throw new IllegalArgumentException("d and layers must be 1 or more, not " + d + " and " + layers);
        }
    }

    /** m, the width of the augmented tokens. */
    public int width() {
        return 3 * d;
    }

    private int layerSize() {
        return 4 * width() * width() + 6 * width();
    }

    /** How many weights there are. */
    public int size() {
        return finalBias() + d;
    }

    /** 3m x m: queries, keys, values. */
    int inputs(int layer) {
        return layer * layerSize();
    }

    /** 3m. */
    int inputBias(int layer) {
        return inputs(layer) + 3 * width() * width();
    }

    /** m x m. */
    int output(int layer) {
        return inputBias(layer) + 3 * width();
    }

    /** m. */
    int outputBias(int layer) {
        return output(layer) + width() * width();
    }

    /** m. */
    int gain(int layer) {
        return outputBias(layer) + width();
    }

    /** m. */
    int normBias(int layer) {
        return gain(layer) + width();
    }

    /** d x m. */
    int finalMap() {
        return layers * layerSize();
    }

    /** d. */
    int finalBias() {
        return finalMap() + d * width();
    }

    /** As PyTorch initialises: uniform within 1 / sqrt(m), gains 1 and their biases 0. */
    public float[] random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double bound = 1 / Math.sqrt(width());
        float[] weights = new float[size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-bound, bound);
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int j = 0; j < width(); j++) {
                weights[gain(layer) + j] = 1;
                weights[normBias(layer) + j] = 0;
            }
        }
        return weights;
    }
}
