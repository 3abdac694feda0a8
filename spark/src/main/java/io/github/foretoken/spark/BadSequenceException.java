package io.github.foretoken.spark;

/**
 * A sequence that cannot be used, for the reason of the message. Jobs fail with it, as the cause of what Spark throws, if
 * {@link Forecasting#failingOnBadRows} asked for that.
 */
public final class BadSequenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSequenceException(String reason) {
        super(reason);
    }

    BadSequenceException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
