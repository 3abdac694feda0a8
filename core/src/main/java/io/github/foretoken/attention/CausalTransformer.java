package io.github.foretoken.attention;

import static io.github.foretoken.attention.TokenLayout.set;

import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The causal Transformer of the paper: T_0 (its limit, {@link AugmentedTokens}, or {@link #withFirstLayer}), n residual
 * layers of {@link MultiHeadAttention} and the projector P on the last d coordinates. With the weights of
 * {@link #explicit} it computes u^n of eq. 7; a trained one has weights of its own.
 *
 * {@snippet lang = java :
 * CausalTransformer model =
 *         CausalTransformer.explicit(CausalAttention.softmax(), tokens.cols(), 6, 1.0, 1.0);
 * Matrix estimates = model.apply(tokens);  // u^6 of tokens of norm 1; row t estimates x_{t+1}
 * double loss = model.gradient(tokens).loss();
 * }
 *
 * <p>Immutable apart from the arrays its weights share; safe for use by several threads. Source: Sander and Peyré, arXiv
 * 2410.03011, Prop. 5 and Theorem 1.
 */
public final class CausalTransformer {
    private final TokenLayout at;
    private final List<MultiHeadAttention> layers;
    /** T_0 as a layer; null for its limit. */
    private final AugmentingLayer first;

    private CausalTransformer(TokenLayout at, List<MultiHeadAttention> layers, AugmentingLayer first) {
        this.at = at;
        this.layers = layers;
        this.first = first;
    }

    /**
     * A Transformer of these layers.
     *
     * @param dimension d, the number of coordinates of a token, 1 or more
     * @param layers first to last, none or more; the same one n times where weights are tied; copied
     * @return a Transformer that augments tokens as {@link AugmentedTokens#exact} does
     * @throws IllegalArgumentException if a layer is not 4d + 2 wide
     */
    public static CausalTransformer of(int dimension, List<MultiHeadAttention> layers) {
        for (MultiHeadAttention layer : layers) {
            if (layer.width() != AugmentedTokens.width(dimension)) {
                throw new IllegalArgumentException("tokens of dimension " + dimension + " need layers of width "
                        + AugmentedTokens.width(dimension) + ", not " + layer.width());
            }
        }
        return new CausalTransformer(new TokenLayout(dimension), List.copyOf(layers), null);
    }

    /**
     * The construction theta_0: n equal layers of two heads, of which one subtracts {@code eta A u} and the other adds
     * {@code eta L Y}. Equal to the descent in its residual form,
     * {@link io.github.foretoken.descent.CausalDescent.Form#RESIDUAL}, with its transients.
     *
     * @param attention linear, exponential or softmax, of scale 1; it is the kernel
     * @param dimension d, the number of coordinates of a token, 1 or more
     * @param layers n, 0 or more
     * @param eta the step, finite
     * @param squaredNorm |x_t|², of every token. With softmax the second head puts it in the place of {@code <x_t, x_t>},
     *     without which the denominators of the heads differ; the others do not read it.
     * @return theta_0 with these sizes
     * @throws IllegalArgumentException if layers or squaredNorm is negative, or eta or squaredNorm is not finite
     */
    public static CausalTransformer explicit(CausalAttention attention, int dimension, int layers, double eta,
            double squaredNorm) {
        Objects.requireNonNull(attention, "attention");
        if (!(squaredNorm >= 0) || Double.isInfinite(squaredNorm)) {
            throw new IllegalArgumentException("squaredNorm must be finite and not negative, not " + squaredNorm);
        }
        TokenLayout at = new TokenLayout(dimension);
        Matrix select = Matrix.zeros(dimension, at.width());
        select(at, select, at.token());
        Matrix query = queryWithOne(at);
        Matrix key = Matrix.zeros(dimension + 1, at.width());
        select(at, key, TokenLayout.PREVIOUS);
        set(key, dimension, at.first(), attention.isSoftmax() ? squaredNorm : 1);
        return twoHeads(at, attention, select, select, query, key, layers, eta);
    }

    /**
     * The construction for tokens of any norms. Keys carry a bias {@code -|x_s|²}, so that eq. 7 is run with the matrix
     * {@code C_ts = k(x_t, x_s) / k(x_s, x_s)} of the exponential kernel (its rows divided by their sums for softmax) in the
     * place of A. Its limit is the Kaczmarz prediction û of {@link io.github.foretoken.descent.ForwardSubstitution#predict},
     * which for varying norms is not that of {@link #explicit}; without softmax it is reached at eta = 1 after as many
     * layers as there are tokens. Tokens are {@link AugmentedTokens#withNorms}, 4d + 3 wide.
     *
     * @param attention exponential or softmax, of scale 1
     * @param dimension d, the number of coordinates of a token, 1 or more
     * @param layers n, 0 or more
     * @param eta the step, finite; layers converge for {@code 0 < eta < 2}
     * @return theta_0 with key biases and these sizes
     * @throws IllegalArgumentException for linear attention, whose weights a bias does not divide, or if layers is negative
     *     or eta not finite
     */
    public static CausalTransformer explicitForAnyNorms(CausalAttention attention, int dimension, int layers,
            double eta) {
        if (attention.isLinear()) {
            throw new IllegalArgumentException("linear attention has no key bias: a bias divides exponentials only");
        }
        TokenLayout at = new TokenLayout(dimension, true);
        Matrix query = queryWithOne(at);
        Matrix key = Matrix.zeros(dimension + 1, at.width());
        select(at, key, at.token());
        set(key, dimension, at.norm(), -1);
        // The first of these keys is (x_0, -|x_0|²) = 0 and scores 0, which is what x_t scores with itself in the other
        // head, <x_t, x_t> - |x_t|²; all others are in both. So the heads' denominators are the same, with no mark of the
        // first token.
        Matrix previous = Matrix.zeros(dimension + 1, at.width());
        select(at, previous, TokenLayout.PREVIOUS);
        set(previous, dimension, at.first(), -1);
        return twoHeads(at, attention, query, key, query, previous, layers, eta);
    }

    private static Matrix queryWithOne(TokenLayout at) {
        Matrix query = Matrix.zeros(at.dimension() + 1, at.width());
        select(at, query, at.token());
        set(query, at.dimension(), at.one(), 1);
        return query;
    }

    /** The first d rows pick d columns. */
    private static void select(TokenLayout at, Matrix weights, int column) {
        for (int c = 0; c < at.dimension(); c++) {
            set(weights, c, column + c, 1);
        }
    }

    /** Equal layers of a head that subtracts eta times its average of u and one that adds eta times its of the targets. */
    private static CausalTransformer twoHeads(TokenLayout at, CausalAttention attention, Matrix query, Matrix key,
            Matrix shiftedQuery, Matrix shiftedKey, int layers, double eta) {
        if (layers < 0) {
            throw new IllegalArgumentException("layers must be 0 or more, not " + layers);
        }
        if (!Double.isFinite(eta)) {
            throw new IllegalArgumentException("eta must be finite, not " + eta);
        }
        Matrix descend = Matrix.zeros(at.width(), at.width());
        Matrix ascend = Matrix.zeros(at.width(), at.width());
        for (int c = 0; c < at.dimension(); c++) {
            set(descend, at.estimate() + c, at.estimate() + c, -eta);
            set(ascend, at.estimate() + c, at.target() + c, eta);
        }
        MultiHeadAttention layer = MultiHeadAttention.of(attention,
                List.of(new AttentionHead(query, key, descend), new AttentionHead(shiftedQuery, shiftedKey, ascend)));
        return new CausalTransformer(at, Collections.nCopies(layers, layer), null);
    }

    /**
     * Has T_0 computed by a layer too, {@link AugmentingLayer}, so that raw tokens pass through nothing but a
     * Transformer: positions, heads and feed-forward part first, then the residual layers. Estimates differ from those
     * of the limit, which is the default, by about {@code 2 / (1 + exp(n |x_t|))} times what the layers make of it
     * (docs/mathematics.md#the-first-layer). {@link TransformerShape} and {@link BatchGradient} know residual layers
     * only, and take the limit.
     *
     * {@snippet lang = java :
     * CausalTransformer model = CausalTransformer
     *         .explicit(CausalAttention.softmax(), tokens.cols(), 6, 1.0, 1.0)
     *         .withFirstLayer(40);
     * Matrix estimates = model.apply(tokens);  // u^6 to the last bits where all norms are 1
     * }
     *
     * @param n positive; {@code 37 / |x_t|} of the shortest token and more leaves an error of the size of roundings
     * @return a changed copy
     * @throws IllegalArgumentException if n is not positive and finite
     */
    public CausalTransformer withFirstLayer(double n) {
        int d = at.dimension();
        return new CausalTransformer(at, layers,
                at.norms() ? AugmentingLayer.withNorms(d, n) : AugmentingLayer.of(d, n));
    }

    /** {@return the residual layers, first to last; unmodifiable} */
    public List<MultiHeadAttention> layers() {
        return layers;
    }

    /**
     * The estimates of the next tokens: row t estimates x_{t+1} from x_1..x_t.
     *
     * @param tokens x_1..x_T, T x d, not modified
     * @return T x d, a view of the last layer's result
     * @throws IllegalArgumentException if tokens are not d wide, there is none, or an element is not finite
     * @throws ArithmeticException if a layer's result does not fit float64
     */
    public Matrix apply(Matrix tokens) {
        return project(transform(augment(tokens)));
    }

    /**
     * The estimates for each of several independent sequences, of any lengths.
     *
     * @param sequences each T x d, not modified
     * @param parallelism over the sequences; the result is that of {@link #apply(Matrix)} to the bit
     * @return as many, in the same order
     * @throws IllegalArgumentException as {@link #apply(Matrix)}
     * @throws ArithmeticException as {@link #apply(Matrix)}
     */
    public List<Matrix> apply(List<Matrix> sequences, Parallelism parallelism) {
        return Batch.map(sequences, parallelism, this::apply);
    }

    /**
     * T_0: the augmented tokens that enter the first layer, in the form that this Transformer's layers read.
     *
     * @param tokens x_1..x_T, T x d, T 0 or more; not modified
     * @return T x (4d + 2), with norms T x (4d + 3), rows of a new array
     * @throws IllegalArgumentException if tokens are not d wide, an element is not finite, or T is too great for the
     *     positions of {@link #withFirstLayer}
     * @throws ArithmeticException if tokens are with norms, and a squared norm does not fit float64
     */
    public Matrix augment(Matrix tokens) {
        if (tokens.cols() != at.dimension()) {
            throw new IllegalArgumentException(
                    "tokens is " + tokens.shape() + ", but this Transformer is for dimension " + at.dimension());
        }
        if (first != null) {
            return first.apply(tokens);
        }
        return at.norms() ? AugmentedTokens.withNorms(tokens) : AugmentedTokens.exact(tokens);
    }

    /**
     * The residual layers alone.
     *
     * @param augmented tokens as {@link #augment} makes them, T x (4d + 2), with norms T x (4d + 3); not modified
     * @return the last layer's result, of the same shape; without layers the argument itself
     * @throws IllegalArgumentException if their width is another, there is none, or an element is not finite
     * @throws ArithmeticException if a layer's result does not fit float64
     */
    public Matrix transform(Matrix augmented) {
        Matrix e = augmented;
        for (MultiHeadAttention layer : layers) {
            e = layer.apply(e);
        }
        return e;
    }

    /**
     * The projector P: the last d columns.
     *
     * @param augmented T x (4d + 2), with norms T x (4d + 3); not modified
     * @return T x d, a view of it
     * @throws IndexOutOfBoundsException if its width is less
     */
    public Matrix project(Matrix augmented) {
        return augmented.columns(at.estimate(), at.width());
    }

    /**
     * The loss of a sequence and its gradients.
     *
     * @param loss {@code (1/d) sum over t < T of |P e_t - x_{t+1}|²}
     * @param layers with respect to each layer's weights, first to last, in their shapes; for tied weights they are to be added
     * @param tokens with respect to the augmented tokens that enter the first layer, T x (4d + 2), with norms T x (4d + 3)
     */
    public record Gradient(double loss, List<List<AttentionHead>> layers, Matrix tokens) {
        /** Copies the list. */
        public Gradient {
            layers = List.copyOf(Objects.requireNonNull(layers, "layers"));
        }
    }

    /**
     * The paper's loss on one sequence, and its gradients by back-propagation through the layers; T_0 and P are fixed. For many
     * sequences of one length {@link BatchGradient} is faster. Formulas: docs/mathematics.md#backward-passes.
     *
     * @param tokens x_1..x_T, T x d, not modified; the last one is only predicted
     * @return loss and gradients, in new arrays
     * @throws IllegalArgumentException as {@link #apply}
     * @throws ArithmeticException if a layer's result or a gradient does not fit float64
     */
    public Gradient gradient(Matrix tokens) {
        List<Matrix> inputs = new ArrayList<>();
        Matrix e = augment(tokens);
        for (MultiHeadAttention layer : layers) {
            inputs.add(e);
            e = layer.apply(e);
        }
        Matrix g = Matrix.zeros(e.rows(), e.cols());
        double loss = 0;
        int dimension = at.dimension();
        int last = at.estimate();
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
            gradients.add(gradient.heads());
            g = gradient.tokens();
        }
        Collections.reverse(gradients);
        return new Gradient(loss, gradients, g);
    }
}
