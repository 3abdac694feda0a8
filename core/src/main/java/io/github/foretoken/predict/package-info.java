/**
 * Estimators for streams, each with one method and its options. Begin with {@link io.github.foretoken.predict.Predictor}:
 *
 * {@snippet lang = java :
 * Predictor predictor = Predictor.leastSquares(2, 0.1).withDelays(8);  // an autoregression
 * for (double[] token : stream) {
 *     predictor.observe(token);                                        // 2 numbers
 *     double[] estimate = predictor.predict();                         // of the token that comes next
 * }
 * }
 *
 * <p>Options are methods of {@link io.github.foretoken.predict.Configurable}, or one text that
 * {@link io.github.foretoken.predict.PredictorOptions#parse} reads; {@link io.github.foretoken.search.PredictorSearch} chooses
 * them by the beginning of a sequence. Whoever does not want to choose, and wants intervals, takes a
 * {@link io.github.foretoken.forecast.Forecaster}.
 */
package io.github.foretoken.predict;
