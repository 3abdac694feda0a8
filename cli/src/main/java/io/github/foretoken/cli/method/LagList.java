package io.github.foretoken.cli.method;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code lags=}: which of the newest tokens a prediction is made from; lag 1 is the newest.
 *
 * @param lags 1 or more, ascending
 */
public record LagList(List<Integer> lags) {
    private static final int MOST = 1_000_000;

    /** Keeps the list. */
    public LagList {
        lags = List.copyOf(lags);
    }

    /** 1, 2, ..., delays. */
    static LagList upTo(int delays) {
        if (delays < 1 || delays > MOST) {
            throw new IllegalArgumentException("delays must be 1 or more, at most " + MOST + ", not " + delays);
        }
        return range(1, delays, new ArrayList<>());
    }

    /**
     * Numbers and ranges between commas: {@code 1-24,48,168}.
     *
     * @throws IllegalArgumentException if they are not, or do not ascend from 1 or more
     */
    static LagList parse(String text) {
        List<Integer> lags = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            int dash = item.indexOf('-');
            int first = SpecWords.whole("each of lags", dash < 0 ? item : item.substring(0, dash));
            int last = dash < 0 ? first : SpecWords.whole("each of lags", item.substring(dash + 1));
            if (first <= (lags.isEmpty() ? 0 : lags.getLast()) || last < first || last > MOST) {
                throw new IllegalArgumentException(
                        "lags must ascend, from 1 or more to " + MOST + " at most, unlike '" + text + "'");
            }
            range(first, last, lags);
        }
        return new LagList(lags);
    }

    private static LagList range(int first, int last, List<Integer> lags) {
        for (int lag = first; lag <= last; lag++) {
            lags.add(lag);
        }
        return new LagList(lags);
    }

    int[] toArray() {
        return lags.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many tokens a prediction needs. */
    public int reach() {
        return lags.getLast();
    }
}
