package io.github.foretoken.perfkit;

/** Something the user can correct; the message is one line that says what, where, and what to do. */
public final class PerfkitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With this message. */
    public PerfkitException(String message) {
        super(message);
    }

    /** With this message. */
    public PerfkitException(String message, Throwable cause) {
        super(message, cause);
    }
}
