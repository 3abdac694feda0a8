/**
 * Training the causal Transformer on sequences of one's own. Begin with {@link
 * io.github.foretoken.training.TransformerTraining} or, in float32 and twice as fast, {@link
 * io.github.foretoken.training.FloatTransformerTraining}:
 *
 * {@snippet lang = java :
 * int d = sequences.get(0).cols();                                       // a list of T_i x d matrices
 * CausalAttention softmax = CausalAttention.softmax();
 * TransformerShape shape = new TransformerShape(d, 6, 2, d + 1, false);  // six layers of two heads
 * CausalTransformer start = CausalTransformer.explicit(softmax, d, 6, 1, 1);
 * TrainingState state = new TrainingState(shape.flatten(start));
 * PackedSequences all = PackedSequences.copyOf(sequences);
 * TransformerTraining
 *         .of(softmax, shape, TrainingPlan.standard(), state, Parallelism.automatic())
 *         .fit(all.range(0, 800), all.range(800, 1000), now -> System.out.println(now.history()));
 * CausalTransformer trained = shape.transformer(softmax, state.best());
 * }
 *
 * <p>A {@link io.github.foretoken.training.TrainingPlan} says how a run goes, and a {@link
 * io.github.foretoken.training.TrainingState} where it is.
 */
package io.github.foretoken.training;
