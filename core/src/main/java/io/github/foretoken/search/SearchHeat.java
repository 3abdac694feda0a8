package io.github.foretoken.search;

import io.github.foretoken.predict.Lags;
import io.github.foretoken.predict.Method;
import io.github.foretoken.search.SearchCandidate.Family;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A coarse grid of kernel ridge regressions on the newest rows of the prefix, for a descent has many valleys to end in
 * here: the best of the best few kernels go on (successive halving with one halving).
 */
final class SearchHeat {
    private static final int ROWS = 300;
    private static final int WINNERS = 3;
    private static final int[] RIDGES = {-2, -6, -10};
    private static final int[] WIDTHS = {0, 2};
    private static final int[] DENSE = {1, 3};

    private SearchHeat() {}

    /** The newest rows, burn-in included. */
    static SearchRows rows(SearchRows prefix, int horizon) {
        return prefix.newest((int) Math.min(prefix.count(), ROWS + 3L * (horizon - 1)));
    }

    /**
     * Candidates of different kernels, the best first.
     *
     * @param trials on {@link #rows}
     * @param like whose increments and standardisation they have
     * @param lags that are tried beside few delays
     */
    static List<SearchCandidate> winners(SearchTrials trials, SearchCandidate like, Lags lags) {
        Map<Family, SearchCandidate> best = new EnumMap<>(Family.class);
        Map<Family, Double> errors = new EnumMap<>(Family.class);
        for (SearchCandidate candidate : grid(like, lags)) {
            double least = errors.getOrDefault(candidate.family(), Double.POSITIVE_INFINITY);
            double error = trials.error(candidate, least);
            if (error < least) {
                best.put(candidate.family(), candidate);
                errors.put(candidate.family(), error);
            }
        }
        List<SearchCandidate> winners = new ArrayList<>(best.values());
        winners.sort((a, b) -> Double.compare(errors.get(a.family()), errors.get(b.family())));
        return winners.subList(0, Math.min(WINNERS, winners.size()));
    }

    private static List<SearchCandidate> grid(SearchCandidate like, Lags lags) {
        List<Lags> all = new ArrayList<>();
        for (int delays : DENSE) {
            if (delays < lags.count()) {
                all.add(Lags.upTo(delays));
            }
        }
        all.add(lags);
        List<SearchCandidate> grid = new ArrayList<>();
        for (Lags some : all) {
            for (Family family : Family.values()) {
                if (family != Family.LINEAR) {
                    for (int ridge : RIDGES) {
                        for (int width : family == Family.POLYNOMIAL ? new int[]{0} : WIDTHS) {
                            grid.add(SearchCandidate.of(Method.KERNEL_RIDGE, family, ridge, some)
                                    .withWidth(width)
                                    .withFeatures(like.features().withLags(some).withIntercept(0)));
                        }
                    }
                }
            }
        }
        return grid;
    }
}
