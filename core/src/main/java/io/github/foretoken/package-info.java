/**
 * In-context next-token prediction by causal kernel descent: {@link io.github.foretoken.descent.ForwardSubstitution} for the
 * predictor and the limit, {@link io.github.foretoken.descent.CausalDescent} for finitely many layers, over the kernels of {@link
 * io.github.foretoken.Kernel} and tokens in a {@link io.github.foretoken.Matrix}.
 */
package io.github.foretoken;
