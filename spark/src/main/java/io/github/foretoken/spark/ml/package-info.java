/**
 * Forecasts in pipelines of Spark ML. Begin with {@link io.github.foretoken.spark.ml.ForecastModel}, a transformer; before it
 * {@link io.github.foretoken.spark.ml.ForecastEstimator} finds a season that sequences share. Needs {@code spark-mllib}, which
 * nothing else here does.
 *
 * {@snippet lang = java :
 * ForecastEstimator estimator = new ForecastEstimator().setInputCol("values").setHorizon(24);
 * Dataset<Row> forecasts = estimator.fit(sequences).transform(sequences);
 * }
 */
package io.github.foretoken.spark.ml;
