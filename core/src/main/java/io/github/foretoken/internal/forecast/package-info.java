/** What a Forecaster runs on: features, maps that share their gains, candidates, and their aggregation. */
package io.github.foretoken.internal.forecast;
