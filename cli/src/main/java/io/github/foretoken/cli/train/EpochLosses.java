package io.github.foretoken.cli.train;

/**
 * What an epoch came to.
 *
 * @param training mean loss of its batches, each before its step
 * @param validation loss after it
 */
public record EpochLosses(double training, double validation) {}
