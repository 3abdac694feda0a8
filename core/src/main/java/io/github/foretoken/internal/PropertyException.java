package io.github.foretoken.internal;

/** A system property that starts with {@code foretoken.} has a value that cannot be, or asks for what cannot run. */
public final class PropertyException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** @param message names the property, and says why */
    public PropertyException(String message) {
        super(message);
    }
}
