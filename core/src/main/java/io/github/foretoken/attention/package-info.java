/**
 * Causal attention, as a Transformer's layer has it, and the Transformer that carries out causal kernel descent. Begin with
 * {@link io.github.foretoken.attention.CausalAttention}, one head of given queries, keys and values:
 *
 * {@snippet lang = java :
 * // T x d; row t attends to rows 1..t.
 * Matrix out = CausalAttention.softmax().apply(tokens, tokens, tokens);
 * }
 *
 * <p>{@link io.github.foretoken.attention.MultiHeadAttention} is a residual layer of such heads,
 * {@link io.github.foretoken.attention.CausalTransformer} the paper's Transformer, with the weights of its construction or
 * trained ones, and {@link io.github.foretoken.attention.BatchGradient} its loss and gradient, by which
 * {@link io.github.foretoken.training.TransformerTraining} trains it. Types that begin with {@code Float} are the float32 twins
 * of those without, generated from them by the build.
 *
 * <p>Source: Sander and Peyré, arXiv 2410.03011.
 */
package io.github.foretoken.attention;
