/** Scores of the abnormal beside labels: the rule of the Numenta Anomaly Benchmark. */
package io.github.foretoken.cli.anomaly;
