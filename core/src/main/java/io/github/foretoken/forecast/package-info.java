/**
 * Forecasts that people can act on: every step ahead, with intervals, never much worse than the best of several candidates,
 * and a score of what is strange. {@link io.github.foretoken.forecast.Forecaster} is where to begin.
 */
package io.github.foretoken.forecast;
