package io.github.foretoken.lab.table;

import java.util.Arrays;
import java.util.Locale;

/** What to do with cells that hold no value: empty ones, NA and NaN. */
public enum Missing {
    /** They are bad input. */
    ERROR,
    /** The last value above is taken; rows before the first value are left out. */
    HOLD,
    /** The row is left out, and the next one does not follow the one before it. */
    SKIP;

    /**
     * The choice of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Missing of(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of error, hold, skip"));
    }

    /** Its name, as typed. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
