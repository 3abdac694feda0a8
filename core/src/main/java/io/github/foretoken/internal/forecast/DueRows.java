package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * What was said of tokens that are still to come, by any number of voices: what was said of one token 1..H tokens before it
 * lies side by side when it is due.
 */
public final class DueRows {
    private final int voices;
    private final int horizon;
    final double[] data;

    /** Room for H steps of each voice. */
    public DueRows(int voices, int horizon) {
        this.voices = voices;
        this.horizon = horizon;
        data = new double[Math.multiplyExact(Math.multiplyExact(voices, horizon + 1), horizon)];
    }

    /** An independent one with the same numbers. */
    public DueRows copy() {
        DueRows copy = new DueRows(voices, horizon);
        System.arraycopy(data, 0, copy.data, 0, data.length);
        return copy;
    }

    /** Where the H numbers begin that a voice said of the token of that number: 1 token before it, 2 before it, ... */
    int row(long token, int voice) {
        return ((int) (token % (horizon + 1)) * voices + voice) * horizon;
    }

    /** After that many tokens a voice says H numbers: of the next token, the one after it, ... */
    public void say(long tokens, int voice, double[] forecast) {
        // Tokens are counted from 0, so the next one's number is how many there were.
        int at = row(tokens, voice);
        int step = voices * horizon + 1;
        int last = data.length - (voices - voice) * horizon;
        for (int h = 0; h < horizon; h++) {
            data[at] = forecast[h];
            // The ring's last row is followed by its first.
            at += at >= last ? step - data.length : step;
        }
    }

    /**
     * What a voice said of a token.
     *
     * @param step how many tokens before it, from 1 on
     */
    public double said(long token, int voice, int step) {
        return data[row(token, voice) + step - 1];
    }

    /** Writes all numbers. */
    public void write(StateOutput out) throws IOException {
        out.putDoubles(data, 0, data.length);
    }

    /** As many as were written. */
    public void read(StateInput in) throws IOException {
        in.getAnyDoubles(data, 0, data.length);
    }

    /** Of that many voices and steps. */
    public static long bytes(long voices, long horizon) {
        return voices * (horizon + 1) * horizon * Double.BYTES;
    }
}
