package io.github.foretoken.training;

/**
 * What an epoch came to: the paper's loss (see {@link io.github.foretoken.attention.ErrorCurve#loss}).
 *
 * @param training mean loss of its batches, each before its step
 * @param validation loss after it
 */
public record EpochLosses(double training, double validation) {}
