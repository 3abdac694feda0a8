/** Forecasts of many sequences, and what causal kernel descent makes of them, on Apache Spark. {@link Foretoken} is where to begin. */
package io.github.foretoken.spark;
