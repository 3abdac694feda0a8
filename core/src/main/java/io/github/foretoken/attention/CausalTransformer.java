package io.github.foretoken.attention;

import static io.github.foretoken.attention.TokenLayout.set;

import io.github.foretoken.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The causal Transformer of the paper: T_0 (see {@link AugmentedTokens}), n residual layers of {@link MultiHeadAttention}
 * and the projector P on the last d coordinates. With the weights of {@link #explicit} it computes u^n of eq. 7; a
 * trained one has weights of its own.
 *
 * <p>Immutable apart from the arrays its weights share; safe for use by several threads. Source: Sander and Peyré, arXiv
 * 2410.03011, Prop. 5 and Theorem 1.
 */
public final class CausalTransformer {
    private final int dimension;
    private final List<MultiHeadAttention> layers;

    private CausalTransformer(int dimension, List<MultiHeadAttention> layers) {
        this.dimension = dimension;
        this.layers = layers;
    }

    /**
     * A Transformer of these layers, none or more; the same one n times where weights are tied.
     *
     * @param dimension d of the tokens
     * @throws IllegalArgumentException if a layer is not 4d + 2 wide
     */
    public static CausalTransformer of(int dimension, List<MultiHeadAttention> layers) {
        for (MultiHeadAttention layer : layers) {
            if (layer.width() != AugmentedTokens.width(dimension)) {
                throw new IllegalArgumentException("tokens of dimension " + dimension + " need layers of width "
                        + AugmentedTokens.width(dimension) + ", not " + layer.width());
            }
        }
        return new CausalTransformer(dimension, List.copyOf(layers));
    }

    /**
     * The construction theta_0: n equal layers of two heads, of which one subtracts {@code eta A u} and the other adds
     * {@code eta L Y}. Equal to the descent in its residual form, {@link io.github.foretoken.CausalDescent.Form#RESIDUAL}, with its transients.
     *
     * @param attention LINEAR, EXPONENTIAL or SOFTMAX, scale 1
     * @param dimension d
     * @param layers n, 0 or more
     * @param eta the step
     * @param squaredNorm |x_t|², of every token. With softmax the second head puts it in the place of {@code <x_t, x_t>},
     *     without which the denominators of the heads differ; the others do not read it.
     */
    public static CausalTransformer explicit(CausalAttention attention, int dimension, int layers, double eta,
            double squaredNorm) {
        Objects.requireNonNull(attention, "attention");
        if (layers < 0) {
            throw new IllegalArgumentException("layers must be 0 or more, not " + layers);
        }
        if (!Double.isFinite(eta) || !(squaredNorm >= 0) || Double.isInfinite(squaredNorm)) {
            throw new IllegalArgumentException("eta must be finite, and squaredNorm finite and not negative: eta is "
                    + eta + ", squaredNorm is " + squaredNorm);
        }
        int d = dimension;
        TokenLayout at = new TokenLayout(d);
        int width = at.width();
        Matrix select = Matrix.zeros(d, width);
        Matrix query = Matrix.zeros(d + 1, width);
        Matrix key = Matrix.zeros(d + 1, width);
        Matrix descend = Matrix.zeros(width, width);
        Matrix ascend = Matrix.zeros(width, width);
        for (int c = 0; c < d; c++) {
            set(select, c, at.token() + c, 1);
            set(query, c, at.token() + c, 1);
            set(key, c, TokenLayout.PREVIOUS + c, 1);
            set(descend, at.estimate() + c, at.estimate() + c, -eta);
            set(ascend, at.estimate() + c, at.target() + c, eta);
        }
        set(query, d, at.one(), 1);
        set(key, d, at.first(), attention.isSoftmax() ? squaredNorm : 1);
        MultiHeadAttention layer = MultiHeadAttention.of(attention,
                List.of(new AttentionHead(select, select, descend), new AttentionHead(query, key, ascend)));
        return of(d, Collections.nCopies(layers, layer));
    }

    /** The residual layers, first to last. */
    public List<MultiHeadAttention> layers() {
        return layers;
    }

    /**
     * Row t estimates x_{t+1} from x_1..x_t.
     *
     * @param tokens T x d, not modified
     * @return T x d
     * @throws IllegalArgumentException if tokens are not d wide, there is none, or an element is not finite
     * @throws ArithmeticException if a layer's result does not fit float64
     */
    public Matrix apply(Matrix tokens) {
        return project(transform(augmented(tokens)));
    }

    private Matrix augmented(Matrix tokens) {
        if (tokens.cols() != dimension) {
            throw new IllegalArgumentException(
                    "tokens is " + tokens.shape() + ", but this Transformer is for dimension " + dimension);
        }
        return AugmentedTokens.exact(tokens);
    }

    /** The residual layers alone: T x (4d + 2) to T x (4d + 2), the argument is not modified. */
    public Matrix transform(Matrix augmented) {
        Matrix e = augmented;
        for (MultiHeadAttention layer : layers) {
            e = layer.apply(e);
        }
        return e;
    }

    /** P: a view of the last d columns. */
    public Matrix project(Matrix augmented) {
        TokenLayout at = new TokenLayout(dimension);
        return augmented.columns(at.estimate(), at.width());
    }

    /**
     * The loss of a sequence and its gradients.
     *
     * @param loss {@code (1/d) sum over t < T of |P e_t - x_{t+1}|²}
     * @param layers with respect to each layer's weights, first to last; for tied weights they are to be added
     * @param tokens with respect to the augmented tokens that enter the first layer
     */
    public record Gradient(double loss, List<List<AttentionHead>> layers, Matrix tokens) {
        /** Copies the list. */
        public Gradient {
            layers = List.copyOf(layers);
        }
    }

    /**
     * The paper's loss on one sequence, and its gradients by back-propagation through the layers; T_0 and P are fixed.
     *
     * @param tokens T x d, not modified; the last one is only predicted
     * @throws IllegalArgumentException as {@link #apply}
     * @throws ArithmeticException if a layer's result or a gradient does not fit float64
     */
    public Gradient gradient(Matrix tokens) {
        List<Matrix> inputs = new ArrayList<>();
        Matrix e = augmented(tokens);
        for (MultiHeadAttention layer : layers) {
            inputs.add(e);
            e = layer.apply(e);
        }
        Matrix g = Matrix.zeros(e.rows(), e.cols());
        double loss = 0;
        int last = new TokenLayout(dimension).estimate();
        for (int t = 0; t + 1 < tokens.rows(); t++) {
            for (int c = 0; c < dimension; c++) {
                double residual = e.get(t, last + c) - tokens.get(t + 1, c);
                loss += residual * residual / dimension;
                set(g, t, last + c, 2 * residual / dimension);
            }
        }
        List<List<AttentionHead>> gradients = new ArrayList<>();
        for (int l = layers.size() - 1; l >= 0; l--) {
            MultiHeadAttention.Gradient gradient = layers.get(l).gradient(inputs.get(l), g);
            gradients.addFirst(gradient.heads());
            g = gradient.tokens();
        }
        return new Gradient(loss, gradients, g);
    }
}
