package io.github.foretoken.search;

import io.github.foretoken.predict.Lags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The lags worth trying: the newest few tokens, and with them those around a season ago, two seasons ago, and so on. */
final class SearchLags {
    private static final int[] DENSE = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
    private static final int MOST_SEASONS = 7;
    private static final int MOST_FEATURE = 300;
    /** A share of the prefix that lags may reach back. */
    private static final int REACH = 6;

    private final int dimension;
    private final int reach;
    private final int horizon;
    private final int season;

    /** @param season 0 for none */
    SearchLags(int dimension, int rows, int horizon, int season) {
        this.dimension = dimension;
        reach = Math.max(1, rows / REACH);
        this.horizon = horizon;
        this.season = season;
    }

    /** Candidates that differ in how many of the newest tokens they see; none where there are seasons already. */
    List<List<SearchCandidate>> dense(SearchCandidate at, int mostFeature) {
        if (!at.lags().dense()) {
            return List.of();
        }
        return IntStream.concat(IntStream.of(DENSE), season == 0 ? IntStream.empty() : IntStream.of(season, season + 1))
                .filter(count -> fits(count, count, mostFeature))
                .sorted()
                .distinct()
                .mapToObj(count -> List.of(at.withLags(Lags.upTo(count))))
                .toList();
    }

    List<List<SearchCandidate>> dense(SearchCandidate at) {
        return dense(at, MOST_FEATURE);
    }

    /** As many of the newest tokens as fit a smaller feature. */
    Lags fewer(Lags lags, int mostFeature) {
        int newest = 1;
        while (newest < lags.count() && lags.get(newest) == newest + 1 && (newest + 1) * dimension <= mostFeature) {
            newest++;
        }
        return Lags.upTo(newest);
    }

    /** Candidates that also see what was there, and just before, a whole number of seasons before the token to come. */
    List<List<SearchCandidate>> seasonal(SearchCandidate at) {
        List<List<SearchCandidate>> lines = new ArrayList<>();
        int newest = fewer(at.lags(), Integer.MAX_VALUE).count();
        List<Integer> lags = new ArrayList<>(IntStream.rangeClosed(1, newest).boxed().toList());
        for (int k = 1; season > 0 && k <= MOST_SEASONS; k++) {
            for (int before = 1; before >= 0; before--) {
                int lag = k * season - horizon + 2 - before;
                if (lag > lags.get(lags.size() - 1)) {
                    lags.add(lag);
                }
            }
            if (lags.size() > newest && fits(lags.get(lags.size() - 1), lags.size(), MOST_FEATURE)) {
                int[] chosen = lags.stream().mapToInt(Integer::intValue).toArray();
                lines.add(List.of(at.withLags(Lags.of(chosen))));
            }
        }
        return lines;
    }

    private boolean fits(int farthest, int count, int mostFeature) {
        return (farthest <= reach && (long) count * dimension <= mostFeature) || farthest == 1;
    }
}
