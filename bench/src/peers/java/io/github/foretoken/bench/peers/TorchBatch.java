package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch on batches, N x T x d: bmm, exp_ and linalg_solve_triangular, which reads the lower triangle only, for u*; and
 * scaled_dot_product_attention with its causal mask.
 */
final class TorchBatch extends TorchPeer {
    private final BatchWork inputs;
    private final Tensor[] tensors;
    private final Tensor y;
    private final Scalar diagonal = new Scalar(Math.E);
    private final TensorOptional noMask = new TensorOptional();
    private final DoubleOptional scale = new DoubleOptional(1);

    TorchBatch(BatchWork inputs, Torch session) {
        super(session, inputs.single);
        this.inputs = inputs;
        tensors = new Tensor[inputs.inputs.length];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = tensor(inputs.inputs[i]);
        }
        y = inputs.attention ? null
                : Tensor.create(targets(inputs), inputs.sequences, inputs.tokens, inputs.dimension());
    }

    private Tensor tensor(Matrix matrix) {
        long[] shape = inputs.attention ? new long[]{inputs.sequences, 1, inputs.tokens, inputs.dimension()}
                : new long[]{inputs.sequences, inputs.tokens, inputs.dimension()};
        return inputs.single ? Torch.float32(matrix, shape) : Torch.float64(matrix, shape);
    }

    /** Of each sequence its next tokens; the last, unknown, is zero. */
    private static double[] targets(BatchWork inputs) {
        double[] y = Targets.of(inputs.inputs[0]);
        int d = inputs.dimension();
        for (int row = inputs.tokens - 1; row < inputs.sequences * inputs.tokens; row += inputs.tokens) {
            Arrays.fill(y, row * d, (row + 1) * d, 0);
        }
        return y;
    }

    @Override
    Tensor compute() {
        if (inputs.attention) {
            return torch.scaled_dot_product_attention(tensors[0], tensors[1], tensors[2], noMask, 0, true, scale,
                    false);
        }
        Tensor gram = torch.bmm(tensors[0], tensors[0].transpose(1, 2));
        gram.exp_();
        Tensor mu = torch.linalg_solve_triangular(gram, y, false);
        return torch.sub(y, mu, diagonal);
    }
}
