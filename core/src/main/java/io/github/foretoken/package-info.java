/**
 * In-context next-token prediction by causal kernel descent: {@link io.github.foretoken.ForwardSubstitution} for the
 * predictor and the limit, {@link io.github.foretoken.CausalDescent} for finitely many layers, over the kernels of {@link
 * io.github.foretoken.Kernel} and tokens in a {@link io.github.foretoken.Matrix}.
 */
package io.github.foretoken;
