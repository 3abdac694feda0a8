package io.github.foretoken.bench.gate;

/** Something the user can correct; the message is one line that says what, where, and what to do. */
public final class GateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GateException(String message) {
        super(message);
    }

    GateException(String message, Throwable cause) {
        super(message, cause);
    }
}
