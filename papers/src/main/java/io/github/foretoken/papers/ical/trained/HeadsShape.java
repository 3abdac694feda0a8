package io.github.foretoken.papers.ical.trained;

import java.util.SplittableRandom;

/**
 * Where the weights of a {@link HeadsNetwork} lie in one array: head by head the matrices of queries, keys and values (m x m, m =
 * 2d, row by row) and their biases; the positions (T x m); the output's matrix and bias, LayerNorm's gain and bias; then the
 * final map (d x m) and its bias. Matrices multiply from the left.
 *
 * @param d of the sequences
 * @param heads one or more
 * @param length T, the most tokens of a sequence
 */
public record HeadsShape(int d, int heads, int length) {
    /** Checks the sizes. */
    public HeadsShape {
        if (d < 1 || heads < 1 || length < 1) {
            throw new IllegalArgumentException(
                    "d, heads and length must be 1 or more, not " + d + ", " + heads + " and " + length);
        }
    }

    /** m, the width of a token that is repeated. */
    public int width() {
        return 2 * d;
    }

    private int headSize() {
        return 3 * (width() * width() + width());
    }

    /** m x m: of queries (0), keys (1) or values (2). */
    int map(int head, int which) {
        return head * headSize() + which * width() * width();
    }

    /** m. */
    int bias(int head, int which) {
        return head * headSize() + 3 * width() * width() + which * width();
    }

    /** T x m. */
    int positions() {
        return heads * headSize();
    }

    /** m x m. */
    int output() {
        return positions() + length * width();
    }

    /** m. */
    int outputBias() {
        return output() + width() * width();
    }

    /** m. */
    int gain() {
        return outputBias() + width();
    }

    /** m. */
    int normBias() {
        return gain() + width();
    }

    /** d x m. */
    int finalMap() {
        return normBias() + width();
    }

    /** d. */
    int finalBias() {
        return finalMap() + d * width();
    }

    /** How many weights there are. */
    public int size() {
        return finalBias() + d;
    }

    /** As PyTorch initialises: uniform within 1 / sqrt(m), positions standard normal, gains 1 and their biases 0. */
    public float[] random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double bound = 1 / Math.sqrt(width());
        float[] weights = new float[size()];
        for (int i = 0; i < weights.length; i++) {
            boolean position = i >= positions() && i < output();
            weights[i] = (float) (position ? random.nextGaussian() : random.nextDouble(-bound, bound));
        }
        for (int j = 0; j < width(); j++) {
            weights[gain() + j] = 1;
            weights[normBias() + j] = 0;
        }
        return weights;
    }
}
