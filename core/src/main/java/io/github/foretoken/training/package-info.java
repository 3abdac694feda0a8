/**
 * Training the causal Transformer on sequences of one's own: start with {@link io.github.foretoken.training.TransformerTraining}
 * or, in float32, {@link io.github.foretoken.training.FloatTransformerTraining}.
 */
package io.github.foretoken.training;
