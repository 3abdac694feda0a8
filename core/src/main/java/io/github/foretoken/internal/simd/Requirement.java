package io.github.foretoken.internal.simd;

import io.github.foretoken.internal.PropertyException;
import java.util.Locale;

/** What {@code foretoken.require} may list, separated by commas: each turns a fallback into an error. */
public enum Requirement {
    VECTOR, NATIVE;

    /** True when the property {@code foretoken.require} lists this. */
    public boolean demanded() {
        return in(System.getProperty("foretoken.require", ""));
    }

    /**
     * True when the list holds this.
     *
     * @throws IllegalStateException if it holds anything unknown
     */
    public boolean in(String list) {
        boolean found = false;
        for (String item : list.isBlank() ? new String[0] : list.split(",")) {
            found |= parse(item.trim()) == this;
        }
        return found;
    }

    private static Requirement parse(String item) {
        for (Requirement requirement : values()) {
            if (requirement.toString().equals(item)) {
                return requirement;
            }
        }
        throw new PropertyException("foretoken.require lists 'vector' and 'native', not '" + item + "'");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
