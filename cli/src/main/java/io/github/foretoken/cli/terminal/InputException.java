package io.github.foretoken.cli.terminal;

/** Something the user can put right: the message, one line, says what is wrong, where, and what to do. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With its message. */
    public InputException(String message) {
        super(message);
    }

    /** With its message and what led to it. */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What the core refuses for a user's numbers, as such.
     *
     * @param source what to call them
     */
    public static InputException refusal(String source, RuntimeException e) {
        return new InputException(source + ": " + e.getMessage(), e);
    }
}
