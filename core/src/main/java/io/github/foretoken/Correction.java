package io.github.foretoken;

import io.github.foretoken.internal.online.Relaxation;

/**
 * How a pair corrects what was predicted for it (docs/mathematics.md#noise-and-change):
 * {@code W_t = g W_{t-1} + omega_t (y_t - g W_{t-1} phi_t) phi_t* / (k_tt + lambda)}.
 */
record Correction(Relaxation relaxation, double ridge, double forgetting) {
    /** Kaczmarz's: the whole error, and nothing is forgotten. */
    static final Correction FULL = new Correction(Relaxation.constant(1), 0, 1);

    Correction {
        Checks.require(relaxation.first() > 0 && relaxation.first() < 2, "relaxation must lie between 0 and 2, not ",
                relaxation.first());
        Checks.require(relaxation.horizon() >= 0 && Double.isFinite(relaxation.horizon()),
                "the horizon of a falling relaxation must be finite and not negative, not ", relaxation.horizon());
        Checks.require(relaxation.least() >= 0 && relaxation.least() <= 1,
                "the least relaxation must lie between 0 and 1, not ", relaxation.least());
        Checks.require(ridge >= 0 && Double.isFinite(ridge), "ridge must be finite and not negative, not ", ridge);
        Checks.require(forgetting > 0 && forgetting <= 1, "forgetting must lie in (0, 1], not ", forgetting);
    }

    Correction withRelaxation(double omega) {
        return new Correction(Relaxation.constant(omega), ridge, forgetting);
    }

    Correction withFallingRelaxation(double horizon, double least) {
        Checks.require(horizon > 0, "the horizon of a falling relaxation must be positive, not ", horizon);
        return new Correction(new Relaxation(1, horizon, least), ridge, forgetting);
    }

    Correction withRidge(double lambda) {
        return new Correction(relaxation, lambda, forgetting);
    }

    Correction withForgetting(double gamma) {
        return new Correction(relaxation, ridge, gamma);
    }

    /**
     * {@code (k_tt + lambda) / omega_t}, for kernel values that were divided by {@code k_tt} where it is exponential.
     *
     * @param diagonal of the matrix, overwritten and returned
     */
    double[] divisors(Kernel kernel, double[] diagonal, double[] squaredNorms) {
        if (ridge == 0 && relaxation.equals(Relaxation.constant(1))) {
            return diagonal;
        }
        for (int t = 0; t < diagonal.length; t++) {
            double share = ridge != 0 && kernel instanceof Kernel.Exponential exponential
                    ? Math.exp(-exponential.scale() * squaredNorms[t])
                    : 1;
            diagonal[t] = (diagonal[t] + ridge * share) / relaxation.step(t + 1);
        }
        return diagonal;
    }
}
