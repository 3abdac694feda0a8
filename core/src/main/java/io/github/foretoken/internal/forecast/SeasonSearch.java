package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks for a season in what was seen so far, every time there is half as much again: the shortest lag at which the
 * autocorrelation, freed of a straight line, is high, a clear peak, and high again at twice the lag. Columns count alike; of
 * many a few are looked at.
 */
final class SeasonSearch {
    private static final int COLUMNS = 8;
    private static final int FIRST = 32;
    private static final int MOST = 1 << 12;
    private static final int SHORTEST = 3;
    private static final double HIGH = 0.2;
    /** By how much a peak stands out, as a share of how high it must be. */
    private static final double PROMINENT = 0.75;
    /** A shorter season is as good that has this share of the best one's autocorrelation. */
    private static final double ALIKE = 0.8;
    /** One that is known stays as long as it has this share. */
    private static final double CLEARLY = 0.6;
    /** And as no lag within this part of it is better. */
    private static final int NARROW = 32;

    /** Work space for one search at a time; others make their own. There may be thousands of forecasters. */
    private static final AtomicReference<Work> SPARE = new AtomicReference<>();

    private final int columns;
    private final int step;
    private final SeriesRing[] rings;
    private long tokens;
    private long next = FIRST;

    SeasonSearch(int dimension) {
        columns = Math.min(COLUMNS, dimension);
        step = dimension / columns;
        rings = new SeriesRing[columns];
        Arrays.setAll(rings, c -> new SeriesRing(FIRST));
    }

    /** Appends a token: as many numbers as there are columns, in any unit, not modified. */
    void push(double[] token) {
        for (int c = 0; c < columns; c++) {
            rings[c].push(token[c * step]);
        }
        tokens++;
    }

    /** Whether it is time to search. */
    boolean due() {
        return tokens >= next;
    }

    /**
     * The season, 0 if there is none.
     *
     * @param current the one known so far, or 0: it stays while another is not clearly better
     */
    int search(int current) {
        Work spare = SPARE.getAndSet(null);
        Work work = spare == null ? new Work() : spare;
        int lags = rings[0].held() / 3 * 2 + 1;
        Arrays.fill(work.correlation, 0, lags, 0);
        int used = 0;
        for (SeriesRing ring : rings) {
            used += work.autocorrelation.add(ring, work.correlation, lags) ? 1 : 0;
        }
        int found = used == 0 ? 0 : peak(work.correlation, lags, used, current);
        SPARE.set(work);
        next = Math.min(next * 3 / 2, next + MOST);
        for (SeriesRing ring : rings) {
            ring.grow((int) Math.min(next, MOST));
        }
        return found;
    }

    private static final class Work {
        final Autocorrelation autocorrelation = new Autocorrelation(MOST);
        final double[] correlation = new double[MOST];
    }

    private static int peak(double[] sums, int lags, int used, int current) {
        int reach = (lags - 1) / 2;
        // Three standard deviations of what noise shows, about.
        double high = used * Math.max(HIGH, 3 / Math.sqrt(3.0 * reach));
        double best = 0;
        for (int k = SHORTEST; k <= reach; k++) {
            best = peaks(sums, high, k) ? Math.max(best, sums[k]) : best;
        }
        if (current >= SHORTEST && current <= reach && sums[current] >= CLEARLY * best
                && refine(sums, lags, current) == current) {
            return current;
        }
        for (int k = SHORTEST; k <= reach && best > 0; k++) {
            if (sums[k] >= ALIKE * best && peaks(sums, high, k)) {
                return refine(sums, lags, k);
            }
        }
        return 0;
    }

    /** The lag nearby that does best once and twice; twice shows more of what it is off by. */
    private static int refine(double[] sums, int lags, int lag) {
        int near = Math.max(1, lag / NARROW);
        int best = lag;
        for (int k = Math.max(SHORTEST, lag - near); k <= lag + near && 2 * k < lags; k++) {
            best = sums[k] + sums[2 * k] > sums[best] + sums[2 * best] ? k : best;
        }
        return best;
    }

    private static boolean highest(double[] sums, int lag, int near) {
        for (int k = lag - near; k <= lag + near; k++) {
            if (sums[k] > sums[lag]) {
                return false;
            }
        }
        return true;
    }

    private static boolean peaks(double[] sums, double high, int lag) {
        double here = sums[lag];
        if (here < high) {
            return false;
        }
        if (!highest(sums, lag, Math.max(1, lag / 4))) {
            return false;
        }
        double prominent = high * PROMINENT;
        double lowest = here;
        for (int k = 1; k < lag; k++) {
            lowest = Math.min(lowest, sums[k]);
        }
        int middle = lag + (lag + 1) / 2;
        return here - lowest >= prominent && sums[2 * lag] >= high
                && sums[2 * lag] - Math.min(sums[middle], sums[lag + lag / 2]) >= prominent;
    }

    void write(StateOutput out) throws IOException {
        out.putLong(tokens);
        out.putLong(next);
        for (SeriesRing ring : rings) {
            ring.write(out);
        }
    }

    void read(StateInput in) throws IOException {
        tokens = in.getSize("tokens");
        next = in.getSize("tokens");
        for (SeriesRing ring : rings) {
            ring.grow((int) Math.min(next, MOST));
            ring.read(in);
        }
    }

    static long bytes(int dimension) {
        return (long) Math.min(COLUMNS, dimension) * MOST * Double.BYTES;
    }
}
