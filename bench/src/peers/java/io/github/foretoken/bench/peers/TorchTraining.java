package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.attention.AugmentedTokens;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.bench.TrainingInputs;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's training step: autograd and its own Adam. Each layer projects all tokens of the batch onto all heads' queries, keys
 * and values by one product, which is the fastest way there is in PyTorch; attention is written out, or left to
 * scaled_dot_product_attention.
 */
final class TorchTraining implements Peer {
    private final Torch session;
    private final TransformerShape shape;
    private final int batch;
    private final int length;
    private final boolean fused;
    private final Tensor tokens;
    private final Tensor targets;
    private final Tensor mask;
    private final TensorOptional noMask = new TensorOptional();
    private final DoubleOptional scale = new DoubleOptional(1);
    private final List<Tensor> layers = new ArrayList<>();
    private final Adam adam;

    TorchTraining(TrainingInputs inputs, boolean fused, Torch session) {
        this.session = session;
        this.fused = fused;
        shape = inputs.shape();
        batch = inputs.batch();
        length = inputs.length();
        session.enterThread();
        int d = shape.dimension();
        int m = shape.width();
        float[] e = new float[batch * length * m];
        float[] next = new float[batch * (length - 1) * d];
        for (int i = 0; i < batch; i++) {
            Matrix x = inputs.sequence(i);
            System.arraycopy(Floats.of(AugmentedTokens.exact(x)), 0, e, i * length * m, length * m);
            System.arraycopy(Floats.of(x.rows(1, length)), 0, next, i * (length - 1) * d, (length - 1) * d);
        }
        tokens = Tensor.create(e, batch, length, m);
        targets = Tensor.create(next, batch, length - 1L, d);
        float[] upper = new float[length * length];
        for (int t = 0; t < length; t++) {
            for (int s = t + 1; s < length; s++) {
                upper[t * length + s] = Float.NEGATIVE_INFINITY;
            }
        }
        mask = Tensor.create(upper, length, length);
        TensorVector parameters = new TensorVector();
        for (int l = 0; l < shape.layers(); l++) {
            Tensor layer = Tensor.create(stacked(inputs.weights(), l), rows(), m).set_requires_grad(true);
            layers.add(layer);
            parameters.push_back(layer);
        }
        adam = new Adam(parameters, new AdamOptions(TrainingInputs.RATE));
    }

    private int rows() {
        return shape.heads() * (2 * shape.inner() + shape.width());
    }

    /** A layer's weights as one matrix: all W_Q, then all W_K, then all W_V. */
    private float[] stacked(float[] weights, int layer) {
        float[] matrix = new float[rows() * shape.width()];
        for (Part part : parts(layer)) {
            System.arraycopy(weights, part.from, matrix, part.to, part.size);
        }
        return matrix;
    }

    /** Where a part of the weights stands in the library's order, and in the stacked matrix. */
    private record Part(int from, int to, int size) {}

    private List<Part> parts(int layer) {
        List<Part> parts = new ArrayList<>();
        int m = shape.width();
        int narrow = shape.inner() * m;
        for (int h = 0; h < shape.heads(); h++) {
            parts.add(new Part(shape.query(layer, h), h * narrow, narrow));
            parts.add(new Part(shape.key(layer, h), (shape.heads() + h) * narrow, narrow));
            parts.add(new Part(shape.value(layer, h), 2 * shape.heads() * narrow + h * m * m, m * m));
        }
        return parts;
    }

    @Override
    public void enterThread() {
        session.enterThread();
    }

    @Override
    @SuppressWarnings("try") // the scope frees the tensors
    public void call() {
        try (PointerScope scope = new PointerScope()) {
            differentiate();
            adam.step();
        }
    }

    private void differentiate() {
        adam.zero_grad();
        Tensor e = tokens;
        for (Tensor layer : layers) {
            e = e.add(attended(torch.linear(e, layer)));
        }
        int d = shape.dimension();
        Tensor estimates = e.narrow(1, 0, length - 1L).narrow(2, shape.width() - (long) d, d);
        estimates.sub(targets).square().sum().div(new Scalar((double) d * batch)).backward();
    }

    /** The sum of the heads' results. */
    private Tensor attended(Tensor projected) {
        int heads = shape.heads();
        long queries = (long) heads * shape.inner();
        Tensor q = heads(projected, 0, shape.inner());
        Tensor k = heads(projected, queries, shape.inner());
        Tensor v = heads(projected, 2 * queries, shape.width());
        Tensor result = fused ? torch.scaled_dot_product_attention(q, k, v, noMask, 0, true, scale, false)
                : q.matmul(k.transpose(-2, -1)).add(mask).softmax(-1).matmul(v);
        return result.sum(1);
    }

    /** Columns from there on as batch x heads x T x width. */
    private Tensor heads(Tensor projected, long from, long width) {
        return projected.narrow(2, from, shape.heads() * width)
                .view(batch, length, shape.heads(), width)
                .transpose(1, 2);
    }

    @Override
    @SuppressWarnings("try")
    public double[] result() {
        try (PointerScope scope = new PointerScope()) {
            differentiate();
            double[] gradient = new double[shape.size()];
            for (int l = 0; l < layers.size(); l++) {
                double[] matrix = Torch.toArray(layers.get(l).grad(), true);
                for (Part part : parts(l)) {
                    System.arraycopy(matrix, part.to, gradient, part.from, part.size);
                }
            }
            return gradient;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
