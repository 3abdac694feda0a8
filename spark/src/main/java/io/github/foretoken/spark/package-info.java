/**
 * Forecasts of many sequences, and what causal kernel descent makes of them, on Apache Spark. Begin with
 * {@link io.github.foretoken.spark.Foretoken}:
 *
 * {@snippet lang = java :
 * Dataset<Row> forecasts = Foretoken.forecast(sequences, "values", Forecasting.ofSteps(24));
 * }
 */
package io.github.foretoken.spark;
