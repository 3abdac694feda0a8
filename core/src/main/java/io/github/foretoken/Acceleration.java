package io.github.foretoken;

import io.github.foretoken.internal.simd.MicrokernelSelection;

/** What runs on this machine, and why. */
public final class Acceleration {
    private Acceleration() {}

    /** One sentence: the loops that large work runs on, the reason, and the BLAS backend. */
    public static String describe() {
        return MicrokernelSelection.reason() + "; BLAS: JAVA (own tiles)";
    }

    /** The same for one sequence of that many tokens: short ones take the scalar loops. */
    public static String describe(int tokens) {
        return MicrokernelSelection.reason(Checks.pairs(tokens)) + "; BLAS: JAVA (own tiles)";
    }
}
