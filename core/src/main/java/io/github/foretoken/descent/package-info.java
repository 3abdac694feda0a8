/**
 * The paper's algorithms on whole sequences. Begin with {@link io.github.foretoken.descent.ForwardSubstitution}, whose
 * {@code predict} is the Kaczmarz prediction û, the one with guarantees:
 *
 * {@snippet lang = java :
 * Matrix estimates = ForwardSubstitution.of(Kernel.gaussian(2)).predict(tokens);
 * double[] forecast = estimates.row(tokens.rows() - 1);  // row t estimates x_{t+1}
 * }
 *
 * <p>{@link io.github.foretoken.descent.LearnedMap} is what was learned as a map, for any point.
 * {@link io.github.foretoken.descent.CausalDescent} has what n Transformer layers compute, and their limit;
 * {@link io.github.foretoken.descent.NonCausalDescent} what they are measured against, of which
 * {@link io.github.foretoken.descent.KernelMap} is the operator, and
 * {@link io.github.foretoken.descent.KaczmarzProjections} and {@link io.github.foretoken.descent.ConvergenceRate} how fast errors
 * fall. {@link io.github.foretoken.descent.PositiveDefiniteness} says whether a function of one's own is a kernel. Token by token the same is a
 * {@link io.github.foretoken.predict.Predictor}. Source: Sander and Peyré, arXiv 2410.03011.
 */
package io.github.foretoken.descent;
