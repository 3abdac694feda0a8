package io.github.foretoken.bench.gate;

import java.util.List;

/** What the rounds of one case say. */
enum Verdict {
    /** All of the interval is beyond the threshold, twice: this fails. */
    REGRESSION("**REGRESSION**"),
    /** All of the interval was beyond the threshold, but not again. */
    UNCONFIRMED("slower once, not again"),
    /** All of the interval says slower, but not all of it beyond the threshold. */
    SLOWER("slower, within the threshold"),
    /** All of the interval says faster. */
    FASTER("faster"),
    /** The interval contains no change. */
    SAME("no difference seen");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    static Verdict of(List<Round> rounds, double threshold) {
        Interval last = rounds.getLast().interval();
        if (rounds.size() > 1) {
            return last.beyond(threshold) ? REGRESSION : UNCONFIRMED;
        }
        return last.low() > 0 ? SLOWER : last.high() < 0 ? FASTER : SAME;
    }

    @Override
    public String toString() {
        return words;
    }
}
