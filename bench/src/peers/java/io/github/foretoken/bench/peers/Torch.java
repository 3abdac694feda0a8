package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's C++ library through its JavaCPP binding: autograd only for training, and threads as asked. This build multiplies matrices
 * with OpenBLAS, which has threads of its own that {@code at::set_num_threads} does not govern: left alone, "one thread"
 * would be two, and two would be four.
 */
final class Torch implements AutoCloseable {
    private final int threads;
    private final int blasThreads;
    private final boolean training;
    private InferenceMode inference;

    /**
     * For inference.
     *
     * @param threads for PyTorch's own loops, among them the tiles of attention
     * @param blasThreads for every matrix product; those inside the tiles of attention included
     */
    Torch(int threads, int blasThreads) {
        this(threads, blasThreads, false);
    }

    private Torch(int threads, int blasThreads, boolean training) {
        this.threads = threads;
        this.blasThreads = blasThreads;
        this.training = training;
    }

    /** The same with autograd. */
    static Torch training(int threads, int blasThreads) {
        return new Torch(threads, blasThreads, true);
    }

    /** Both settings, and inference mode, belong to the thread. */
    void enterThread() {
        if (!training && !InferenceMode.is_enabled()) {
            inference = new InferenceMode(true);
        }
        torch.set_num_threads(threads);
        OpenBlas.setThreads(blasThreads);
        if (torch.get_num_threads() != threads) {
            throw new IllegalStateException("PyTorch uses " + torch.get_num_threads() + " threads, not " + threads);
        }
    }

    /** A contiguous copy as a tensor of float64. */
    static Tensor float64(Matrix matrix, long... shape) {
        return Tensor.create(matrix.toArray(), shape);
    }

    /** A contiguous copy as a tensor of float32. */
    static Tensor float32(Matrix matrix, long... shape) {
        return Tensor.create(Floats.of(matrix), shape);
    }

    /** The elements of a contiguous tensor. */
    static double[] toArray(Tensor tensor, boolean single) {
        int length = Math.toIntExact(tensor.numel());
        if (single) {
            float[] floats = new float[length];
            FloatBuffer buffer = tensor.createBuffer();
            buffer.get(0, floats);
            return Floats.toDoubles(floats);
        }
        double[] elements = new double[length];
        DoubleBuffer buffer = tensor.createBuffer();
        buffer.get(0, elements);
        return elements;
    }

    @Override
    public void close() {
        if (inference != null) {
            inference.close();
        }
    }
}
