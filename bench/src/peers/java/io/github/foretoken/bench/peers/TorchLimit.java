package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** PyTorch: mm, exp_ and linalg_solve_triangular. */
final class TorchLimit implements Peer {
    private final Torch session;
    private final Tensor x;
    private final Tensor transposed;
    private final Tensor y;
    private final Tensor gram;
    private final Scalar diagonal;

    TorchLimit(Matrix tokens, int threads) {
        // Products, exponentials and the solve run one after the other: both kinds of threads may have them all.
        session = new Torch(threads, threads);
        session.enterThread();
        x = Torch.float64(tokens, tokens.rows(), tokens.cols());
        transposed = x.t();
        y = Tensor.create(Targets.of(tokens), tokens.rows(), tokens.cols());
        gram = torch.mm(x, transposed);
        diagonal = new Scalar(Math.E);
    }

    @Override
    public void enterThread() {
        session.enterThread();
    }

    @Override
    @SuppressWarnings("try") // the scope frees the tensors
    public void call() {
        try (PointerScope scope = new PointerScope()) {
            compute();
        }
    }

    private Tensor compute() {
        torch.mm_out(gram, x, transposed);
        gram.exp_();
        Tensor mu = torch.linalg_solve_triangular(gram, y, false);
        return torch.sub(y, mu, diagonal);
    }

    @Override
    @SuppressWarnings("try")
    public double[] result() {
        try (PointerScope scope = new PointerScope()) {
            return Torch.toArray(compute().contiguous(), false);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
