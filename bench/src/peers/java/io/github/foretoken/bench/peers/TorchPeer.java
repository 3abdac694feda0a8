package io.github.foretoken.bench.peers;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A computation in PyTorch, of which the tensors are freed after each call. */
abstract class TorchPeer implements Peer {
    private final Torch session;
    private final boolean single;

    /** Enters the thread, so that tensors can be made. */
    TorchPeer(Torch session, boolean single) {
        this.session = session;
        this.single = single;
        session.enterThread();
    }

    /** The result, made anew. */
    abstract Tensor compute();

    @Override
    public final void enterThread() {
        session.enterThread();
    }

    @Override
    @SuppressWarnings("try") // the scope frees the tensors
    public final void call() {
        try (PointerScope scope = new PointerScope()) {
            compute();
        }
    }

    @Override
    @SuppressWarnings("try")
    public final double[] result() {
        try (PointerScope scope = new PointerScope()) {
            return Torch.toArray(compute().contiguous(), single);
        }
    }

    @Override
    public final void close() {
        session.close();
    }
}
