package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How strange a value is: the most of what {@link TailScore}s say of its mean over the last 1, 8 and 64 values, either way, and
 * of the size of its residual. A value that never occurred is strange though it was forecast (what drifted there slowly), one
 * that is common is strange where it was not expected, and a level or a rate that never lasted so long is strange though each
 * of its values is common.
 */
final class ColumnSurprise {
    private static final int[] WINDOWS = {1, 8, 64};
    private static final int LONGEST = 64;
    private static final double TWO_SIDES = StrictMath.log10(2);

    private final TailScore[] high = new TailScore[WINDOWS.length];
    private final TailScore[] low = new TailScore[WINDOWS.length];
    private final TailScore residuals;
    private final double[] recent = new double[LONGEST];
    private final double[] sum = new double[WINDOWS.length];
    private long values;

    ColumnSurprise(long seed) {
        for (int w = 0; w < WINDOWS.length; w++) {
            high[w] = new TailScore(false, seed + 2L * w);
            low[w] = new TailScore(false, seed + 2L * w + 1);
        }
        residuals = new TailScore(true, seed + 2L * WINDOWS.length);
    }

    /** @param residual NaN where nothing was forecast */
    double observe(double value, double residual) {
        double most = 0;
        int now = (int) (values % LONGEST);
        for (int w = 0; w < WINDOWS.length; w++) {
            sum[w] += value - (values < WINDOWS[w] ? 0 : recent[(now + LONGEST - WINDOWS[w]) % LONGEST]);
        }
        recent[now] = value;
        values++;
        if (now == LONGEST - 1) {
            sumAgain();
        }
        for (int w = 0; w < WINDOWS.length && values >= WINDOWS[w]; w++) {
            double mean = WINDOWS[w] == 1 ? value : sum[w] / WINDOWS[w];
            most = Math.max(most, Math.max(high[w].score(mean), low[w].score(-mean)) - TWO_SIDES);
            high[w].add(mean);
            low[w].add(-mean);
        }
        if (Double.isFinite(residual)) {
            double size = Math.abs(residual);
            most = Math.max(most, residuals.score(size));
            residuals.add(size);
        }
        return most;
    }

    /** What rounding has added to the sums goes. */
    private void sumAgain() {
        for (int w = 0; w < WINDOWS.length; w++) {
            sum[w] = 0;
            for (int i = LONGEST - WINDOWS[w]; i < LONGEST; i++) {
                sum[w] += recent[i];
            }
        }
    }

    void reset() {
        for (int w = 0; w < WINDOWS.length; w++) {
            high[w].reset();
            low[w].reset();
        }
        residuals.reset();
        Arrays.fill(recent, 0);
        Arrays.fill(sum, 0);
        values = 0;
    }

    void copyFrom(ColumnSurprise other) {
        for (int w = 0; w < WINDOWS.length; w++) {
            high[w].copyFrom(other.high[w]);
            low[w].copyFrom(other.low[w]);
        }
        residuals.copyFrom(other.residuals);
        System.arraycopy(other.recent, 0, recent, 0, LONGEST);
        System.arraycopy(other.sum, 0, sum, 0, sum.length);
        values = other.values;
    }

    void write(StateOutput out) throws IOException {
        for (int w = 0; w < WINDOWS.length; w++) {
            high[w].write(out);
            low[w].write(out);
        }
        residuals.write(out);
        out.putDoubles(recent, 0, LONGEST);
        out.putDoubles(sum, 0, sum.length);
        out.putLong(values);
    }

    void read(StateInput in) throws IOException {
        for (int w = 0; w < WINDOWS.length; w++) {
            high[w].read(in);
            low[w].read(in);
        }
        residuals.read(in);
        in.getAnyDoubles(recent, 0, LONGEST);
        in.getAnyDoubles(sum, 0, sum.length);
        values = in.getSize("values");
    }

    static long bytes() {
        return (2L * WINDOWS.length + 1) * TailScore.bytes() + (LONGEST + WINDOWS.length) * (long) Double.BYTES;
    }
}
