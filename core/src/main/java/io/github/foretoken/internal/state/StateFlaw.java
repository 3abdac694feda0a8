package io.github.foretoken.internal.state;

import java.io.IOException;

/** What is wrong with a saved state, in words that follow "it" or "its": the caller knows the file's name. */
public final class StateFlaw extends IOException {
    private static final long serialVersionUID = 1;

    /** With what is wrong. */
    public StateFlaw(String message) {
        super(message);
    }

    /** With what is wrong and what showed it. */
    public StateFlaw(String message, Throwable cause) {
        super(message, cause);
    }
}
