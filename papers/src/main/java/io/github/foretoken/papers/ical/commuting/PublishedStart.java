package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.train.Safetensors;
import io.github.foretoken.cli.train.Tensor;
import java.util.Locale;

/**
 * The weights that the authors' scripts unitary.py and orthogonal.py start from, 0.1 times Gaussian numbers in float32, and how
 * the scripts go on from there.
 */
public enum PublishedStart {
    /** d = 10, H = 10, T = 20. */
    UNITARY(CommutingLoss.UNITARY, 0.01, 100),
    /** d = 10, H = 8, T = 20. */
    ORTHOGONAL(CommutingLoss.ORTHOGONAL, 1e-3, 100_000);

    private static final String FILE = "/io/github/foretoken/papers/ical/commuting/starts.safetensors";

    private final CommutingLoss loss;
    private final double rate;
    private final int steps;

    PublishedStart(CommutingLoss loss, double rate, int steps) {
        this.loss = loss;
        this.rate = rate;
        this.steps = steps;
    }

    /** The weights. */
    public HeadWeights weights() {
        Safetensors file = Safetensors.resource(FILE);
        return new HeadWeights(matrix(file, "a"), matrix(file, "b"), matrix(file, "p"));
    }

    private Matrix matrix(Safetensors file, String which) {
        Tensor tensor = file.tensors().get(name().toLowerCase(Locale.ROOT) + "." + which);
        return Matrix.of(tensor.values(), tensor.shape().get(0), tensor.shape().get(1));
    }

    /** The loss of this family, as it is and not as the script has it. */
    public CommutingLoss loss() {
        return loss;
    }

    /** The script's learning rate. */
    public double rate() {
        return rate;
    }

    /** How many steps the script takes. */
    public int steps() {
        return steps;
    }
}
