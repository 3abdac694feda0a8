/** Forecasts in pipelines of Spark ML. Needs {@code spark-mllib}, which nothing else here does. */
package io.github.foretoken.spark.ml;
