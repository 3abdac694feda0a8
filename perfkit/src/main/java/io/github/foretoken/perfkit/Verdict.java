package io.github.foretoken.perfkit;

import java.util.List;

/** What the rounds of one case say. */
enum Verdict {
    /** All of the interval is beyond the threshold, and it was seen again: this fails. */
    REGRESSION("**REGRESSION**"),
    /** All of the interval was beyond the threshold, but it was not seen again. */
    UNCONFIRMED("slower once, not again"),
    /** All of the interval says slower, but not all of it beyond the threshold. */
    SLOWER("slower, not surely beyond the threshold"),
    /** All of the interval says faster. */
    FASTER("faster"),
    /** The interval contains no change, but also changes beyond the threshold. */
    UNSURE("too noisy to tell"),
    /** The interval contains no change, and none beyond the threshold. */
    SAME("no slower");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** Judges the last round: the only one, or the repetition of a suspicious one, which alone decides. */
    static Verdict of(List<Round> rounds, double threshold) {
        Interval last = rounds.get(rounds.size() - 1).interval();
        if (rounds.size() > 1) {
            return last.beyond(threshold) ? REGRESSION : UNCONFIRMED;
        }
        if (last.low() > 0) {
            return SLOWER;
        }
        return last.high() < 0 ? FASTER : last.high() > Math.log1p(threshold) ? UNSURE : SAME;
    }

    @Override
    public String toString() {
        return text;
    }
}
