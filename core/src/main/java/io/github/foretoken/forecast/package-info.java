/**
 * Forecasts that people can act on: every step ahead, with intervals, never much worse than the best of several candidates,
 * and a score of what is strange. Begin with {@link io.github.foretoken.forecast.Forecaster}:
 *
 * {@snippet lang = java :
 * Forecaster forecaster = Forecaster.of(1).horizon(24).build();  // 1 column, 24 steps ahead
 * for (double[] token : stream) {
 *     forecaster.observe(token);
 * }
 * Forecast ahead = forecaster.forecast();
 * double expected = ahead.mean(24)[0];
 * double atLeast = ahead.lower(0.9, 24)[0];                      // of an interval that holds 90 %
 * }
 *
 * <p>{@link io.github.foretoken.forecast.PredictorBank} has a forecaster for each of many keys,
 * {@link io.github.foretoken.forecast.SavedForecaster} saves one with the place in its input, and
 * {@link io.github.foretoken.forecast.Calendar} makes inputs of timestamps.
 */
package io.github.foretoken.forecast;
