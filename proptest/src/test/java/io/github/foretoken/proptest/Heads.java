package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.testkit.AttentionWeights;

/** The attentions of the paper, as heads of a Transformer and as the descent that they compute. */
enum Heads {
    LINEAR, EXPONENTIAL, SOFTMAX;

    CausalAttention attention() {
        return switch (this) {
            case LINEAR -> CausalAttention.linear();
            case EXPONENTIAL -> CausalAttention.exponential();
            case SOFTMAX -> CausalAttention.softmax();
        };
    }

    /** The name of its weights in the testkit. */
    AttentionWeights weights() {
        return AttentionWeights.valueOf(name());
    }

    Kernel kernel() {
        return this == LINEAR ? Kernel.linear() : Kernel.exponential();
    }

    /** A_11 of tokens of that norm. */
    double kappa(double norm) {
        return switch (this) {
            case LINEAR -> norm * norm;
            case EXPONENTIAL -> Math.exp(norm * norm);
            case SOFTMAX -> 1;
        };
    }

    /** A bound on the norm of A^-1 for tokens of that norm: 2 / kappa, times what softmax divides rows by. */
    double inverse(double norm, int tokens) {
        return this == SOFTMAX ? 2 * tokens : 2 / kappa(norm);
    }

    CausalTransformer explicit(Tokens recipe, int layers, double eta) {
        return CausalTransformer.explicit(attention(), recipe.dimension(), layers, eta,
                recipe.radius() * recipe.radius());
    }
}
