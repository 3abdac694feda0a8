package io.github.foretoken.papers.ode;

import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.MultiHeadAttention;
import java.util.List;

/**
 * The infinite-depth Transformer M of eq. 4: {@code de/dtau = T(e)} from e(0) = T_0(x), T being the heads of one layer;
 * the estimates are the last d coordinates of e. With the explicit construction at eta = 1 they follow
 * {@code du/dtau = L Y - A u} to u*. Next to the exact solution, {@link TriangularFlow}, this integrates whatever the heads
 * compute, trained ones as well.
 *
 * <p>Immutable; safe for use by several threads. Source: Sander and Peyré, arXiv 2410.03011, eq. 4 and Prop. 2.
 */
public final class NeuralOde {
    private final CausalTransformer model;
    private final MatrixFlow flow;

    private NeuralOde(CausalTransformer model, MatrixFlow flow) {
        this.model = model;
        this.flow = flow;
    }

    /**
     * The flow of a Transformer's layer.
     *
     * @param model of one layer or more, all the same one
     * @throws IllegalArgumentException if it has none, or layers that differ
     */
    public static NeuralOde of(CausalTransformer model) {
        List<MultiHeadAttention> layers = model.layers();
        if (layers.isEmpty() || layers.stream().anyMatch(layer -> layer != layers.getFirst())) {
            throw new IllegalArgumentException(
                    "infinite depth needs one layer, or the same one several times; the model has " + layers.size());
        }
        return new NeuralOde(model, MatrixFlow.of(layers.getFirst()::update));
    }

    /** That of the explicit construction at eta = 1: see {@link CausalTransformer#explicit}. */
    public static NeuralOde explicit(CausalAttention attention, int dimension, double squaredNorm) {
        return of(CausalTransformer.explicit(attention, dimension, 1, 1, squaredNorm));
    }

    /** With this tolerance: see {@link MatrixFlow#withTolerance}. */
    public NeuralOde withTolerance(double tolerance) {
        return new NeuralOde(model, flow.withTolerance(tolerance));
    }

    /** The flow of augmented tokens. */
    public MatrixFlow flow() {
        return flow;
    }

    /**
     * The estimates at some depths: row t estimates x_{t+1}.
     *
     * @param tokens T x d, not modified
     * @param depths ascending, none negative; not modified
     * @return one T x d matrix for each
     */
    public List<Matrix> at(Matrix tokens, double... depths) {
        return flow.at(model.augment(tokens), depths).stream().map(model::project).toList();
    }

    /**
     * The estimates where the flow has come to rest: see {@link MatrixFlow#rest}. For the explicit construction and tokens
     * of norm r the distance left is at most {@code 2 speed / k} with k = r² (linear attention) or exp(r²) (exponential),
     * and at most {@code 2 T speed} for softmax.
     *
     * @param tokens T x d, not modified
     * @return the estimates, T x d, and where on the way they were reached
     */
    public MatrixFlow.Rest rest(Matrix tokens, double speed, double longest) {
        MatrixFlow.Rest rest = flow.rest(model.augment(tokens), speed, longest);
        return new MatrixFlow.Rest(model.project(rest.state()), rest.depth(), rest.evaluations());
    }

    /**
     * The causal dual flow of Appendix B, {@code dmu/dtau = Y - A mu}, whose limit is mu of eq. 8. Attention must not be
     * normalised: rows divided by their sums lead to another limit.
     *
     * @param attention linear or exponential; A is its matrix for tokens as queries and keys
     * @param tokens T x d, not modified
     * @param targets Y, T x m, not modified
     */
    public static MatrixFlow dual(CausalAttention attention, Matrix tokens, Matrix targets) {
        targets.requireFinite("targets");
        return MatrixFlow.of(mu -> {
            double[] velocity = attention.apply(tokens, tokens, mu).data();
            double[] y = targets.toArray();
            for (int i = 0; i < y.length; i++) {
                velocity[i] = y[i] - velocity[i];
            }
            return Matrix.of(velocity, targets.rows(), targets.cols());
        });
    }
}
