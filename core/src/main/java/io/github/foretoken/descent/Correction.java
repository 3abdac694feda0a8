package io.github.foretoken.descent;

import io.github.foretoken.common.Checks;
import io.github.foretoken.internal.online.Relaxation;

/**
 * How a pair of feature and target corrects what was predicted for it (docs/mathematics.md#noise-and-change):
 * {@code W_t = g W_{t-1} + omega_t (y_t - g W_{t-1} phi_t) phi_t* / (k_tt + lambda)} with
 * {@code omega_t = omega max(least, horizon / (horizon + t))}, which is omega where the horizon is 0. {@link #FULL} is the
 * paper's. Immutable.
 *
 * {@snippet lang = java :
 * Correction correction = Correction.FULL.withRidge(0.1).withForgetting(0.999);
 * ForwardSubstitution whole = ForwardSubstitution.of(Kernel.gaussian(2)).withCorrection(correction);
 * Predictor online = Predictor.kaczmarz(Kernel.gaussian(2), 7).withCorrection(correction);
 * }
 *
 * @param relaxation omega, in (0, 2); 1 for one that falls
 * @param horizon of a falling relaxation, in pairs; 0 for one that stays omega
 * @param least share of omega below which a falling relaxation does not fall, in [0, 1]
 * @param ridge lambda, in the unit of the kernel; 0 or more and finite
 * @param forgetting g, in (0, 1]: what was learned s pairs ago counts g^s
 */
public record Correction(double relaxation, double horizon, double least, double ridge, double forgetting) {
    /** Kaczmarz's: the whole error, and nothing is forgotten. */
    public static final Correction FULL = new Correction(1, 0, 0, 0, 1);

    /**
     * Checks all of them.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Correction {
        Checks.require(relaxation > 0 && relaxation < 2, "relaxation must lie between 0 and 2, not ", relaxation);
        Checks.require(horizon >= 0 && Double.isFinite(horizon),
                "the horizon of a falling relaxation must be finite and not negative, not ", horizon);
        Checks.require(least >= 0 && least <= 1, "the least relaxation must lie between 0 and 1, not ", least);
        Checks.require(horizon == 0 || relaxation == 1, "a falling relaxation falls from 1, not from ", relaxation);
        Checks.require(horizon > 0 || least == 0, "only a falling relaxation has a least one; leave out ", least);
        Checks.require(ridge >= 0 && Double.isFinite(ridge), "ridge must be finite and not negative, not ", ridge);
        Checks.require(forgetting > 0 && forgetting <= 1, "forgetting must lie in (0, 1], not ", forgetting);
        // Not -0, which would be another value.
        ridge += 0.0;
    }

    /**
     * With a constant relaxation, in the place of any before. With noise of variance s² the mean squared error in the steady
     * state is 2 s² / (2 - omega).
     *
     * @param omega the share of an error that is corrected, in (0, 2)
     * @return a changed copy
     * @throws IllegalArgumentException if omega is out of its range
     */
    public Correction withRelaxation(double omega) {
        return new Correction(omega, 0, 0, ridge, forgetting);
    }

    /**
     * With a relaxation of {@code max(least, horizon / (horizon + t))} for the t-th pair, in the place of any before: averages
     * ever longer, and with a least share goes on to follow slow changes.
     *
     * @param horizon in pairs, positive and finite: after as many, half of an error is corrected
     * @param least the share below which it does not fall, in [0, 1]
     * @return a changed copy
     * @throws IllegalArgumentException if one is out of its range
     */
    public Correction withFallingRelaxation(double horizon, double least) {
        Checks.require(horizon > 0, "the horizon of a falling relaxation must be positive, not ", horizon);
        return new Correction(1, horizon, least, ridge, forgetting);
    }

    /**
     * With a ridge, added to k(x, x). Where k(x, x) is kappa for all tokens it does what the relaxation
     * {@code kappa / (kappa + lambda)} does.
     *
     * @param lambda an estimate of the noise in the unit of the kernel, 0 or more and finite
     * @return a changed copy
     * @throws IllegalArgumentException if lambda is out of its range
     */
    public Correction withRidge(double lambda) {
        return new Correction(relaxation, horizon, least, lambda, forgetting);
    }

    /**
     * With forgetting, for laws that change. It costs accuracy where they do not; a ridge alone follows changes, too.
     *
     * @param gamma g, in (0, 1]; 1 for none: what was learned s pairs ago counts g^s
     * @return a changed copy
     * @throws IllegalArgumentException if gamma is out of its range
     */
    public Correction withForgetting(double gamma) {
        return new Correction(relaxation, horizon, least, ridge, gamma);
    }

    /** {@return false if each pair is corrected by its whole error, true if a relaxation is not 1 or falls} */
    public boolean relaxes() {
        return relaxation != 1 || horizon != 0;
    }

    /**
     * The relaxation omega_t of a pair.
     *
     * @param pair t, counted from 1
     * @return omega_t, in (0, 2); where it falls, in (0, 1]
     */
    public double step(long pair) {
        return new Relaxation(relaxation, horizon, least).step(pair);
    }
}
