/**
 * Training the causal Transformer on sequences of one's own. Begin with {@link
 * io.github.foretoken.training.TransformerTraining} or, in float32 and twice as fast, {@link
 * io.github.foretoken.training.FloatTransformerTraining}; a {@link io.github.foretoken.training.TrainingPlan} says how a run
 * goes, and a {@link io.github.foretoken.training.TrainingState} where it is.
 */
package io.github.foretoken.training;
