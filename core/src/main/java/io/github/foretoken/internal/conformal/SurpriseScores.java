package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How strange each observed token was, from its one-step forecast: per column and joint; larger is stranger, 0 while nothing is
 * known. And a change alarm per stream whose probability of ever going off is at most 1 / threshold while the residuals are
 * exchangeable. Once for every token: {@link #observe}, then the readings. Nothing allocated; memory bounded.
 */
public final class SurpriseScores {
    private final ConformalRanks[] ranks;
    private final double[] surprise;
    private final long seed;

    /**
     * With nothing known.
     *
     * @param seed of the tie-breakers: the same bits on every run
     */
    public SurpriseScores(int columns, long seed) {
        this.seed = seed;
        ranks = new ConformalRanks[columns];
        for (int c = 0; c < columns; c++) {
            ranks[c] = new ConformalRanks(seed + c);
        }
        surprise = new double[columns];
    }

    /**
     * Takes a token and the forecast that was made of it one step before, d numbers each; NaN in either where it is missing,
     * which scores 0 and teaches nothing. Not modified and not kept.
     */
    public void observe(double[] actual, double[] predicted) {
        for (int c = 0; c < ranks.length; c++) {
            double residual = Math.abs(actual[c] - predicted[c]);
            surprise[c] = Double.isFinite(residual) ? Math.max(0, -StrictMath.log10(2 * ranks[c].pValue(residual))) : 0;
        }
    }

    /** Of the last token's coordinate. */
    public double surprise(int column) {
        return surprise[column];
    }

    /** Of the last token. */
    public double surprise() {
        double most = 0;
        for (double one : surprise) {
            most = Math.max(most, one);
        }
        return most;
    }

    /** As before the first token. */
    public void reset() {
        for (ConformalRanks one : ranks) {
            one.reset();
        }
        Arrays.fill(surprise, 0);
    }

    /** An independent one with the same state. */
    public SurpriseScores copy() {
        SurpriseScores copy = new SurpriseScores(ranks.length, seed);
        for (int c = 0; c < ranks.length; c++) {
            copy.ranks[c].copyFrom(ranks[c]);
        }
        System.arraycopy(surprise, 0, copy.surprise, 0, surprise.length);
        return copy;
    }

    /** Writes all that what follows depends on, besides what the constructor was given. */
    public void write(StateOutput out) throws IOException {
        out.putText("surprise scores 1");
        for (ConformalRanks one : ranks) {
            one.write(out);
        }
        out.putDoubles(surprise, 0, surprise.length);
    }

    /** Takes over what one constructed alike has written. After an exception the state is undefined. */
    public void read(StateInput in) throws IOException {
        in.requireText("surprise scores 1");
        for (ConformalRanks one : ranks) {
            one.read(in);
        }
        in.getDoubles(surprise, 0, surprise.length);
    }

    /** Of arrays held. */
    public long bytes() {
        long bytes = surprise.length * (long) Double.BYTES;
        for (ConformalRanks one : ranks) {
            bytes += one.bytes();
        }
        return bytes;
    }
}
