package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One event, one alarm: a score passes if none of the last {@value #ROWS} was as large; what repeats an event that has been
 * told is held down to {@value #REPEATED}.
 */
final class Refractory {
    private static final int ROWS = 50;
    static final double REPEATED = 1;
    private final double[] last = new double[ROWS];
    private int next;

    double pass(double score) {
        double most = 0;
        for (double one : last) {
            most = Math.max(most, one);
        }
        last[next] = score;
        next = (next + 1) % ROWS;
        return score > most ? score : Math.min(score, REPEATED);
    }

    void reset() {
        Arrays.fill(last, 0);
        next = 0;
    }

    void copyFrom(Refractory other) {
        System.arraycopy(other.last, 0, last, 0, ROWS);
        next = other.next;
    }

    void write(StateOutput out) throws IOException {
        out.putDoubles(last, 0, ROWS);
        out.putInt(next);
    }

    void read(StateInput in) throws IOException {
        in.getAnyDoubles(last, 0, ROWS);
        next = Math.floorMod(in.getInt(), ROWS);
    }

    static long bytes() {
        return ROWS * (long) Double.BYTES;
    }
}
