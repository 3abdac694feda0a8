package io.github.foretoken.bench.peers;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.bench.TrainingInputs;
import io.github.foretoken.internal.simd.MicrokernelSelection;

/** Peers by the names that benchmark parameters and the table use. */
final class Peers {
    /** The library itself. */
    static final String OURS = "foretoken";

    /** The library on its scalar loops: a Java of its own, started with these forced and no BLAS. */
    static final String SCALAR = "scalar";

    /** The library's classes for one sequence, called for each. */
    static final String ONE_BY_ONE = "one-by-one";

    private Peers() {}

    /** For u* of the exponential kernel, in float64. */
    static Peer limit(String name, Matrix x, int threads) {
        return limit(name, x, false, threads);
    }

    /** The same; in float32 not by all. */
    static Peer limit(String name, Matrix x, boolean single, int threads) {
        return switch (single ? name + " f32" : name) {
            case OURS, SCALAR -> new ForetokenLimit(x, requireTwin(name, threads));
            case OURS + " f32" -> new ForetokenFloatLimit(x, requireTwin(name, threads));
            case "torch", "torch f32" -> new TorchLimit(x, threads, false, single);
            case "torch-kept", "torch-kept f32" -> new TorchLimit(x, threads, true, single);
            case "openblas" -> new OpenBlasLimit(x, threads);
            case "ojalgo" -> new OjalgoLimit(x, threads);
            case "ejml" -> new EjmlLimit(requireOne(name, x, threads));
            case "netlib" -> new NetlibLimit(requireOne(name, x, threads));
            default -> throw new IllegalArgumentException("no peer '" + name + "' for u*");
        };
    }

    /** For causal softmax attention. */
    static Peer attention(String name, Matrix q, Matrix k, Matrix v, boolean single, int threads) {
        return switch (name) {
            case OURS, SCALAR -> single ? new ForetokenFloatAttention(q, k, v, requireTwin(name, threads))
                    : new ForetokenAttention(q, k, v, requireTwin(name, threads));
            case "torch" -> new TorchAttention(q, k, v, single, new Torch(threads, 1));
            case "torch-blas" -> new TorchAttention(q, k, v, single, new Torch(1, threads));
            default -> throw new IllegalArgumentException("no peer '" + name + "' for attention");
        };
    }

    /** For a training step; PyTorch with two threads is given those of its own loops, or of its BLAS. */
    static Peer training(String name, TrainingInputs inputs, int threads) {
        return switch (name) {
            case OURS -> new ForetokenTraining(inputs, requireTwin(name, threads));
            case "torch" -> new TorchTraining(inputs, false, Torch.training(threads, 1));
            case "torch-blas" -> new TorchTraining(inputs, false, Torch.training(threads, threads));
            case "torch-fused" -> new TorchTraining(inputs, true, Torch.training(threads, 1));
            default -> throw new IllegalArgumentException("no peer '" + name + "' for training");
        };
    }

    /** For many short sequences. */
    static Peer batch(String name, BatchWork inputs, int threads) {
        return switch (name) {
            case OURS -> new ForetokenBatch(inputs, requireTwin(name, threads));
            case ONE_BY_ONE -> new OneByOne(inputs);
            case "torch" -> new TorchBatch(inputs, new Torch(threads, 1));
            default -> throw new IllegalArgumentException("no peer '" + name + "' for batches");
        };
    }

    /** A silent fallback to the other twin would spoil the row. */
    private static int requireTwin(String name, int threads) {
        if (MicrokernelSelection.vector() == name.equals(SCALAR)) {
            throw new IllegalStateException(name + " would run on " + MicrokernelSelection.reason());
        }
        // What is measured is warm; how long that takes is a matter of first calls.
        Acceleration.warmUp();
        return threads;
    }

    private static Matrix requireOne(String name, Matrix x, int threads) {
        if (threads != 1) {
            throw new IllegalArgumentException(name + " runs on one thread, not " + threads);
        }
        return x;
    }
}
