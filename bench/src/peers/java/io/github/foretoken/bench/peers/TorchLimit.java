package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch: mm, exp_ and linalg_solve_triangular. Made anew, its T x T matrix costs a page fault every 512 elements; so
 * it is measured both ways, as a plain function and with that matrix kept between calls.
 */
final class TorchLimit extends TorchPeer {
    private final Tensor x;
    private final Tensor transposed;
    private final Tensor y;
    private final Tensor kept;
    private final Scalar diagonal;

    TorchLimit(Matrix tokens, int threads, boolean keep, boolean single) {
        // Products, exponentials and the solve run one after the other: both kinds of threads may have them all.
        super(new Torch(threads, threads), single);
        int rows = tokens.rows();
        x = single ? Torch.float32(tokens, rows, tokens.cols()) : Torch.float64(tokens, rows, tokens.cols());
        transposed = x.t();
        double[] targets = Targets.of(tokens);
        y = single ? Tensor.create(Floats.floats(targets), rows, tokens.cols())
                : Tensor.create(targets, rows, tokens.cols());
        kept = keep ? torch.mm(x, transposed) : null;
        diagonal = new Scalar(Math.E);
    }

    @Override
    Tensor compute() {
        Tensor gram = kept == null ? torch.mm(x, transposed) : torch.mm_out(kept, x, transposed);
        gram.exp_();
        Tensor mu = torch.linalg_solve_triangular(gram, y, false);
        return torch.sub(y, mu, diagonal);
    }
}
