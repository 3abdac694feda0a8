package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch: scaled_dot_product_attention with its causal mask, on contiguous (1, 1, T, d) tensors. For float32 and
 * float64 alike it runs its flash kernel for processors: with that one switched off it takes 4 to 25 times longer.
 */
final class TorchAttention extends TorchPeer {
    private final boolean single;
    private final Tensor q;
    private final Tensor k;
    private final Tensor v;
    private final TensorOptional noMask;
    private final DoubleOptional scale;

    TorchAttention(Matrix q, Matrix k, Matrix v, boolean single, Torch session) {
        super(session, single);
        this.single = single;
        this.q = tensor(q);
        this.k = tensor(k);
        this.v = tensor(v);
        noMask = new TensorOptional();
        scale = new DoubleOptional(1);
    }

    private Tensor tensor(Matrix matrix) {
        long[] shape = {1, 1, matrix.rows(), matrix.cols()};
        return single ? Torch.float32(matrix, shape) : Torch.float64(matrix, shape);
    }

    @Override
    Tensor compute() {
        return torch.scaled_dot_product_attention(q, k, v, noMask, 0, true, scale, false);
    }
}
