package io.github.foretoken.cli.stream;

/** A line that holds no token, with the reason in a few words. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    /** What to do about it. */
    private final String wayOut;

    BadLineException(String message) {
        this(message, (Throwable) null);
    }

    BadLineException(String message, Throwable cause) {
        super(message, cause);
        wayOut = "correct it, or pass over such lines with --skip-bad";
    }

    /** Of lines about which something else is to be done. */
    BadLineException(String message, String wayOut) {
        super(message);
        this.wayOut = wayOut;
    }

    String wayOut() {
        return wayOut;
    }
}
