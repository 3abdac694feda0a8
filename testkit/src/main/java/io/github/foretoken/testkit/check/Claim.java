package io.github.foretoken.testkit.check;

import java.util.Formatter;
import java.util.Locale;

/**
 * What a try asserts. Every assertion of this module goes through here, so that {@link Vacuity} can tell a try that
 * checked something from one that returned early. Properties assert on their own thread.
 */
public final class Claim {
    private static boolean made;

    private Claim() {}

    /** Fails unless the condition holds; the message is only formatted then. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be one more dependency.
    public static void holds(boolean condition, String format, Object... arguments) {
        made = true;
        if (!condition) {
            throw new AssertionError(new Formatter(Locale.ROOT).format(format, arguments));
        }
    }

    /** Fails unless {@code |actual - expected| <= allowed}; NaN is never close. */
    public static void close(String what, double actual, double expected, double allowed) {
        holds(Math.abs(actual - expected) <= allowed, "%s is %s, %.3g from %s, allowed %.3g", what, actual,
                Math.abs(actual - expected), expected, allowed);
    }

    static void begin() {
        made = false;
    }

    static boolean made() {
        return made;
    }
}
