package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How strange each observed token was, per column and joint: about -log10 of the probability of something as strange, 0 while
 * nothing is known; an event's repetitions within 50 tokens are held down to 1, so that one threshold raises one alarm an
 * event. And evidence that something has changed, a martingale while the residuals are exchangeable. Once for every token:
 * {@link #observe}, then the readings. O(d) a token and nothing allocated; memory bounded. Powers of two as units do not matter
 * to a bit.
 */
public final class SurpriseScores {
    private final ColumnSurprise[] columns;
    private final ChangeMartingale[] changes;
    private final Refractory[] events;
    private final TailScore together;
    private final Refractory jointEvents = new Refractory();
    private final double[] surprise;
    private final long seed;
    private double joint;

    /**
     * With nothing known.
     *
     * @param seed of what breaks ties and forgets: the same bits on every run
     */
    public SurpriseScores(int columns, long seed) {
        this.seed = seed;
        SplitMix seeds = new SplitMix(seed);
        this.columns = new ColumnSurprise[columns];
        changes = new ChangeMartingale[columns];
        events = new Refractory[columns];
        for (int c = 0; c < columns; c++) {
            this.columns[c] = new ColumnSurprise(seeds.next());
            changes[c] = new ChangeMartingale(seeds.next());
            events[c] = new Refractory();
        }
        together = new TailScore(false, seeds.next());
        surprise = new double[columns];
    }

    /**
     * Takes a token and the forecast that was made of it one step before.
     *
     * @param actual d numbers; NaN where it is missing, which scores 0 and teaches nothing; not modified and not kept
     * @param predicted d numbers; NaN where nothing was forecast, and the value alone is scored; not modified and not kept
     */
    public void observe(double[] actual, double[] predicted) {
        double sum = 0;
        double most = 0;
        int present = 0;
        for (int c = 0; c < columns.length; c++) {
            double raw = 0;
            if (Double.isFinite(actual[c])) {
                double residual = actual[c] - predicted[c];
                raw = columns[c].observe(actual[c], residual);
                if (Double.isFinite(residual)) {
                    changes[c].observe(residual);
                }
                sum += raw;
                present++;
            }
            most = Math.max(most, raw);
            surprise[c] = events[c].pass(raw);
        }
        joint = jointEvents.pass(columns.length == 1 ? most : joint(most, sum, present));
    }

    /** One column very strange (Bonferroni) or all of them a little, whichever is the stranger, for two looks. */
    private double joint(double most, double sum, int present) {
        if (present == 0) {
            return 0;
        }
        double mean = sum / present;
        double all = together.score(mean);
        together.add(mean);
        return Math.max(0, Math.max(most - StrictMath.log10(present), all) - StrictMath.log10(2));
    }

    /** Of the last token's coordinate. */
    public double surprise(int column) {
        return surprise[column];
    }

    /** Of the last token. */
    public double surprise() {
        return joint;
    }

    /**
     * Natural logarithm of a column's evidence of change since the start or the last restart: while its residuals are
     * exchangeable, the probability that it ever exceeds log c is at most 1 / c.
     */
    public double logEvidence(int column) {
        return changes[column].log();
    }

    /** Of the column with the most, less log d: the same bound holds for all columns together. */
    public double logEvidence() {
        double most = Double.NEGATIVE_INFINITY;
        for (ChangeMartingale one : changes) {
            most = Math.max(most, one.log());
        }
        return most - StrictMath.log(changes.length);
    }

    /** After an alarm: evidence of all columns begins anew, and what was before is not compared with. */
    public void restartEvidence() {
        for (ChangeMartingale one : changes) {
            one.restart();
        }
    }

    /** As before the first token. */
    public void reset() {
        for (int c = 0; c < columns.length; c++) {
            columns[c].reset();
            changes[c].reset();
            events[c].reset();
        }
        together.reset();
        jointEvents.reset();
        Arrays.fill(surprise, 0);
        joint = 0;
    }

    /** An independent one with the same state. */
    public SurpriseScores copy() {
        SurpriseScores copy = new SurpriseScores(columns.length, seed);
        for (int c = 0; c < columns.length; c++) {
            copy.columns[c].copyFrom(columns[c]);
            copy.changes[c].copyFrom(changes[c]);
            copy.events[c].copyFrom(events[c]);
        }
        copy.together.copyFrom(together);
        copy.jointEvents.copyFrom(jointEvents);
        System.arraycopy(surprise, 0, copy.surprise, 0, surprise.length);
        copy.joint = joint;
        return copy;
    }

    /** Writes all that what follows depends on, besides what the constructor was given. */
    public void write(StateOutput out) throws IOException {
        out.putText("surprise scores 1");
        for (int c = 0; c < columns.length; c++) {
            columns[c].write(out);
            changes[c].write(out);
            events[c].write(out);
        }
        together.write(out);
        jointEvents.write(out);
        out.putDoubles(surprise, 0, surprise.length);
        out.putDouble(joint);
    }

    /** Takes over what one constructed alike has written. After an exception the state is undefined. */
    public void read(StateInput in) throws IOException {
        in.requireText("surprise scores 1");
        for (int c = 0; c < columns.length; c++) {
            columns[c].read(in);
            changes[c].read(in);
            events[c].read(in);
        }
        together.read(in);
        jointEvents.read(in);
        in.getAnyDoubles(surprise, 0, surprise.length);
        joint = in.getAnyDouble();
    }

    /** Of arrays held. */
    public long bytes() {
        long column = ColumnSurprise.bytes() + ChangeMartingale.bytes() + Refractory.bytes() + Double.BYTES;
        return columns.length * column + TailScore.bytes() + Refractory.bytes();
    }
}
