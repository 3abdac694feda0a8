package io.github.foretoken.descent;

import io.github.foretoken.Kernel;

/** What rows of the triangular system are divided by: {@code (k_tt + lambda) / omega_t}. */
record Pivots(Kernel kernel, Correction correction) {
    /** Whether that is k_tt itself. */
    boolean plain() {
        return correction.ridge() == 0 && !correction.relaxes();
    }

    /**
     * Of one token.
     *
     * @param token t, 0-based
     * @param diagonal k_tt, for the exponential kernel divided by itself
     * @param squaredNorm of the token
     */
    double of(int token, double diagonal, double squaredNorm) {
        double share = correction.ridge() != 0 && kernel instanceof Kernel.Exponential exponential
                ? Math.exp(-exponential.scale() * squaredNorm)
                : 1;
        return (diagonal + correction.ridge() * share) / correction.step(token + 1);
    }
}
