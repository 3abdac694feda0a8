/**
 * The choice of a predictor and its options by the beginning of a sequence. Begin with
 * {@link io.github.foretoken.search.PredictorSearch}:
 *
 * {@snippet lang = java :
 * PredictorChoice choice = PredictorSearch.standard().choose(tokens.rows(0, 500));
 * Matrix estimates = choice.predictor().predict(tokens);  // row t estimates x_{t+1}
 * }
 *
 * <p>{@link io.github.foretoken.search.PredictorChoice} says what was chosen, what else was tried and how it did.
 */
package io.github.foretoken.search;
