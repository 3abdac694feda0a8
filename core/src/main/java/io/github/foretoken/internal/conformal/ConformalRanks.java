package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Smoothed conformal p-values of a stream of scores, in bounded memory and O(log n) each: independent and uniform on (0, 1) as
 * long as the scores are exchangeable, however many there are.
 *
 * <p>The first n scores, ties broken by random numbers, cut the line into n + 1 cells, which count what falls into them later.
 * Given the order of all earlier scores the next is equally likely to come into each of the gaps between them, and a cell with
 * m later scores has m + 1 gaps; so the number of gaps above the score's cell and a uniformly drawn part of its own give a
 * p-value that is exactly uniform given all earlier ones.
 */
final class ConformalRanks {
    /** Cells; p-values go down to 1 / (number of scores), for only the outermost cell has to be fine, and its count is kept. */
    private static final int CUTS = 1023;
    private final double[] cut = new double[CUTS];
    private final double[] tie = new double[CUTS];
    /** A Fenwick tree of counts by cell. */
    private final long[] tree = new long[CUTS + 2];
    private final long seed;
    private final SplitMix random;
    private int cuts;
    private long seen;

    ConformalRanks(long seed) {
        this.seed = seed;
        random = new SplitMix(seed);
    }

    /** The p-value of a score, the smaller the larger the score; learns the score. */
    double pValue(double score) {
        double mine = random.uniform();
        int cell = cellOf(score, mine);
        long above = seen + 1 - gapsUpTo(cell);
        long within = gapsUpTo(cell) - (cell == 0 ? 0 : gapsUpTo(cell - 1));
        double p = (above + random.uniform() * within) / (seen + 1.0);
        if (cuts < CUTS) {
            System.arraycopy(cut, cell, cut, cell + 1, cuts - cell);
            System.arraycopy(tie, cell, tie, cell + 1, cuts - cell);
            cut[cell] = score;
            tie[cell] = mine;
            cuts++;
        } else {
            for (int i = cell + 1; i < tree.length; i += Integer.lowestOneBit(i)) {
                tree[i]++;
            }
        }
        seen++;
        return p;
    }

    /** How many scores are known. */
    long seen() {
        return seen;
    }

    /** The number of cuts below. */
    private int cellOf(double score, double mine) {
        int low = 0;
        int high = cuts;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cut[middle] < score || (cut[middle] == score && tie[middle] < mine)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Gaps in cells 0 to this one: one a cell and one for every score that is no cut. */
    private long gapsUpTo(int cell) {
        long gaps = cell + 1L;
        for (int i = cell + 1; i > 0; i -= Integer.lowestOneBit(i)) {
            gaps += tree[i];
        }
        return gaps;
    }

    /** Forgets the scores; the random numbers go on. */
    void restart() {
        Arrays.fill(tree, 0);
        cuts = 0;
        seen = 0;
    }

    void reset() {
        restart();
        random.restart(seed);
    }

    void copyFrom(ConformalRanks other) {
        System.arraycopy(other.cut, 0, cut, 0, CUTS);
        System.arraycopy(other.tie, 0, tie, 0, CUTS);
        System.arraycopy(other.tree, 0, tree, 0, tree.length);
        random.restart(other.random.state());
        cuts = other.cuts;
        seen = other.seen;
    }

    void write(StateOutput out) throws IOException {
        out.putLong(random.state());
        out.putLong(seen);
        out.putInt(cuts);
        out.putDoubles(cut, 0, cuts);
        out.putDoubles(tie, 0, cuts);
        for (long count : tree) {
            out.putLong(count);
        }
    }

    void read(StateInput in) throws IOException {
        random.restart(in.getLong());
        seen = in.getSize("scores");
        cuts = in.getCount("scores", 2 * Double.BYTES);
        if (cuts > CUTS) {
            throw new StateFlaw("claims " + cuts + " cells of " + CUTS);
        }
        in.getAnyDoubles(cut, 0, cuts);
        in.getAnyDoubles(tie, 0, cuts);
        for (int i = 0; i < tree.length; i++) {
            tree[i] = in.getSize("scores");
        }
    }

    static long bytes() {
        return (3L * CUTS + 2) * Double.BYTES;
    }
}
