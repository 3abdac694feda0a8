package io.github.foretoken.internal.simd;

import io.github.foretoken.Kernel;

/** What no loop may do: look at something above it. Planted for the test of the architecture. */
public final class Breach {
    private Breach() {}

    /** Uses the root from below. */
    public static Kernel kernel() {
        return Kernel.linear();
    }
}
