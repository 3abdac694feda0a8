package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A conformal test martingale: a gambler's capital, 1 at first, who bets against the uniformity of conformal p-values. While
 * scores are exchangeable it is a martingale, so the probability that it ever reaches a number c is at most 1 / c (Ville);
 * when their distribution changes it grows exponentially.
 *
 * <p>What is at stake is spread over several ways to bet, and at every step {@value #JUMP} of it is spread anew ("simple jumper",
 * Vovk et al. 2021), so that what a change calls for is never without capital. It costs capital while nothing changes: so most
 * is kept, and a part of that, ever smaller, is put at stake at every step. However late a change comes, what was
 * staked since then multiplies from nearly the inverse of the time, and not from what is left of bets that were in vain.
 */
final class ChangeMartingale {
    private static final double JUMP = 0.01;
    private static final int WAYS = 8;
    /** Capital is kept times this power of two at most, far from overflow. */
    private static final int LARGE = 256;

    /** Scores during which about a half is put at stake. */
    private static final double SOON = 100;

    private final ConformalRanks ranks;
    /** At stake, in units of 2^exponent. */
    private final double[] capital = new double[WAYS];
    private int exponent;

    ChangeMartingale(long seed) {
        ranks = new ConformalRanks(seed);
        restart();
    }

    /** Bets on the next score, then learns it. */
    void observe(double score) {
        double stake = kept(ranks.seen()) - kept(ranks.seen() + 1);
        double p = ranks.pValue(score);
        double total = 0;
        for (double one : capital) {
            total += one;
        }
        double share = JUMP * total / WAYS;
        double staked = Math.scalb(stake, -exponent) / WAYS;
        double after = 0;
        for (int i = 0; i < WAYS; i++) {
            capital[i] = ((1 - JUMP) * capital[i] + share + staked) * density(i, p);
            after += capital[i];
        }
        int size = Math.getExponent(after);
        if (Math.abs(size) > LARGE) {
            for (int i = 0; i < WAYS; i++) {
                capital[i] = Math.scalb(capital[i], -size);
            }
            exponent += size;
        }
    }

    /** What is not at stake after that many scores. */
    private static double kept(long scores) {
        return 1 / (1 + StrictMath.log1p((double) scores / SOON));
    }

    /** Eight densities on (0, 1): the capital of each way is multiplied by its one. */
    private static double density(int way, double p) {
        double centred = p - 0.5;
        double square = 12 * centred * centred - 1;
        return switch (way) {
            case 0 -> 1;
            // Scores moved up or down,
            case 1 -> 1 - 1.5 * centred;
            case 2 -> 1 + 1.5 * centred;
            // far up, far down,
            case 3 -> 0.5 / Math.sqrt(p);
            case 4 -> 0.5 / Math.sqrt(1 - p);
            // to both sides, more or less,
            case 5 -> 1 + 0.5 * square;
            case 6 -> 1 + square;
            // or towards the middle.
            default -> 1 - 0.4 * square;
        };
    }

    /** Natural logarithm of the capital. */
    double log() {
        double total = Math.scalb(kept(ranks.seen()), -exponent);
        for (double one : capital) {
            total += one;
        }
        return StrictMath.log(total) + exponent * StrictMath.log(2);
    }

    /** Capital 1, and nothing known of the scores; the random numbers go on. */
    void restart() {
        ranks.restart();
        Arrays.fill(capital, 0);
        exponent = 0;
    }

    void reset() {
        restart();
        ranks.reset();
    }

    void copyFrom(ChangeMartingale other) {
        ranks.copyFrom(other.ranks);
        System.arraycopy(other.capital, 0, capital, 0, WAYS);
        exponent = other.exponent;
    }

    void write(StateOutput out) throws IOException {
        ranks.write(out);
        out.putDoubles(capital, 0, WAYS);
        out.putInt(exponent);
    }

    void read(StateInput in) throws IOException {
        ranks.read(in);
        in.getAnyDoubles(capital, 0, WAYS);
        exponent = in.getInt();
    }

    static long bytes() {
        return ConformalRanks.bytes() + WAYS * (long) Double.BYTES;
    }
}
