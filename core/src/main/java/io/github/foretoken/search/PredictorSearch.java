package io.github.foretoken.search;

import io.github.foretoken.Matrix;
import io.github.foretoken.common.Checks;
import io.github.foretoken.predict.Lags;
import io.github.foretoken.predict.Method;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import io.github.foretoken.search.SearchCandidate.Family;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Chooses a {@link Predictor} for a sequence by its beginning: the one whose estimates of the tokens of the prefix, each made
 * from the tokens before it only, were best, once the first third has been learned from (Dawid, prequential analysis).
 *
 * {@snippet lang = java :
 * PredictorChoice choice = PredictorSearch.standard().withHorizon(24).choose(tokens.rows(0, 500));
 * System.out.println(choice.reason());
 * Predictor predictor = choice.predictor();  // has observed nothing yet
 * }
 *
 * <p>Tried are persistence and the mean, least squares, Kaczmarz, affine projection and kernel ridge regression, with kernels,
 * widths and ridges in proportion to the data (median distance, mean square), forgetting, delays, lags of a season if changes
 * repeat themselves, increments, standardisation and an intercept: a descent along one of these at a time, from simple to
 * elaborate, as long as errors fall by a thousandth or more. The cost is bounded, in operations and not in time, so that the
 * choice depends on the prefix alone. Immutable. In more detail: docs/choosing.md#choosing-a-predictor and
 * docs/mathematics.md#choosing-by-the-beginning.
 */
public final class PredictorSearch {
    private static final int LEAST_ROWS = 12;
    private static final double LINEAR_SHARE = 0.6;
    private static final int MOST_KERNEL_FEATURE = 48;
    /** Where descents begin for methods that do not refit, in powers of ten of k(x, x). */
    private static final int KAPPA_RIDGE = -1;

    /** Within what persistence or the mean come to, nothing else is worth its trouble. */
    private static final double GAIN = 1e-3;
    /** Beyond such powers of two a predictor in the data's own unit may fail where the one of the search does not. */
    private static final int ORDINARY = 100;

    private final int horizon;
    private final long operations;
    private final long length;
    private final BitSet breaks;
    private final BitSet filled;

    private PredictorSearch(int horizon, long operations, long length, BitSet breaks, BitSet filled) {
        this.horizon = horizon;
        this.operations = operations;
        this.length = length;
        this.breaks = breaks;
        this.filled = filled;
        Checks.atLeastOne("horizon", horizon);
        Checks.require(operations >= 1, "operations must be 1 or more, not ", operations);
        Checks.require(length >= 1, "length must be 1 or more, not ", length);
    }

    /**
     * One step ahead, for a stream without end, at 2e10 operations: some ten to thirty seconds on one processor.
     *
     * @return a search with these defaults
     */
    public static PredictorSearch standard() {
        return new PredictorSearch(1, 20_000_000_000L, Long.MAX_VALUE, new BitSet(), new BitSet());
    }

    /**
     * Chooses for predictions that many steps ahead.
     *
     * @param steps 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if steps is less than 1
     */
    public PredictorSearch withHorizon(int steps) {
        return new PredictorSearch(steps, operations, length, breaks, filled);
    }

    /**
     * Bounds the number of multiplications and additions, by a model of it: 3 p² for a step of least squares.
     *
     * @param most how many, 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if most is less than 1
     */
    public PredictorSearch withOperations(long most) {
        return new PredictorSearch(horizon, most, length, breaks, filled);
    }

    /**
     * How long the sequence is, prefix included. Without it the choice is among methods of bounded memory, kernels on
     * 300 keys or 1,024 random features; of at most 20,000 tokens it may keep all, and of at most 2,000 refit to all.
     *
     * @param tokens their number, 1 or more
     * @return a changed copy
     * @throws IllegalArgumentException if tokens is less than 1
     */
    public PredictorSearch withLength(long tokens) {
        return new PredictorSearch(horizon, operations, tokens, breaks, filled);
    }

    /**
     * Says where the sequence is interrupted: nothing is learned or predicted across.
     *
     * @param rows those that do not follow the one before them, counted from 0; not kept
     * @return a changed copy
     * @throws IllegalArgumentException if one is negative
     */
    public PredictorSearch withBreaks(int... rows) {
        return new PredictorSearch(horizon, operations, length, set(rows), filled);
    }

    /**
     * Says which rows nobody measured: somebody put something in their place, such as the row before. They are
     * predicted from and learned from as they are; no estimate is compared with them.
     *
     * @param rows counted from 0; not kept
     * @return a changed copy
     * @throws IllegalArgumentException if one is negative
     */
    public PredictorSearch withFilled(int... rows) {
        return new PredictorSearch(horizon, operations, length, breaks, set(rows));
    }

    private static BitSet set(int... rows) {
        BitSet set = new BitSet();
        for (int row : Objects.requireNonNull(rows, "rows")) {
            if (row < 0) {
                throw new IllegalArgumentException("rows are counted from 0; there is no row " + row);
            }
            set.set(row);
        }
        return set;
    }

    /**
     * Tries and chooses. Persistence and the mean are tried always, and chosen unless something else is better by a
     * thousandth; persistence is, too, if the prefix says nothing. The choice for tokens times a power of two is that for the
     * tokens, in their unit.
     *
     * @param prefix N x d, N at least 10 and three horizons, and at most the length; not modified
     * @return what was chosen, all that was tried and why
     * @throws IllegalArgumentException if it is shorter or longer, an element is not finite, or the choice has a ridge or a
     *     width that float64 cannot hold in the unit of the tokens
     */
    public PredictorChoice choose(Matrix prefix) {
        long least = LEAST_ROWS + 3L * horizon - 2;
        if (prefix.rows() < least) {
            throw new IllegalArgumentException("prefix is " + prefix.shape() + "; a choice for horizon " + horizon
                    + " needs " + least + " rows or more");
        }
        if (prefix.rows() > length) {
            throw new IllegalArgumentException(
                    "prefix is " + prefix.shape() + ", longer than the whole sequence, " + length + " tokens");
        }
        prefix.requireFinite("prefix");
        SearchRows given = new SearchRows(prefix, breaks, filled);
        int exponent = given.exponent();
        SearchRows rows = given.times(Math.scalb(1.0, -exponent));
        SearchData data = new SearchData(rows.tokens());
        int burnIn = burnIn(prefix.rows());
        SearchMemory memory = SearchMemory.of(length);
        SearchTrials trials = new SearchTrials(rows, data, horizon, memory, burnIn);
        SearchTrials.Tried persistence = trials.baseline(PredictorOptions.persistence());
        SearchTrials.Tried mean = trials.baseline(PredictorOptions.mean());
        String silence = silence(rows, trials.compared(), burnIn, persistence.error());
        if (silence == null) {
            search(rows, data, memory, trials);
        }
        SearchTrials.Tried simple = silence != null || persistence.error() <= mean.error() ? persistence : mean;
        List<SearchTrials.Tried> ranking = new ArrayList<>(trials.ranking());
        SearchTrials.Tried best = ranking.get(0);
        SearchTrials.Tried chosen = best.error() < simple.error() * (1 - GAIN) ? best : simple;
        ranking.remove(chosen);
        ranking.add(0, chosen);
        PredictorOptions options = inUnitOf(given, exponent, chosen);
        List<PredictorChoice.Trial> all = new ArrayList<>();
        ranking.forEach(tried -> SearchScale.of(tried.options(), exponent)
                .ifPresent(scaled -> all.add(new PredictorChoice.Trial(scaled, tried.error(), tried.complete()))));
        return new PredictorChoice(options, prefix.cols(), List.copyOf(all), persistence.error(), burnIn, prefix.rows(),
                trials.skipped(), silence);
    }

    /** Why the prefix says nothing about what is better than persistence; null if it does. */
    private static String silence(SearchRows rows, int compared, int burnIn, double persistence) {
        String which = "rows " + (burnIn + 1) + " to " + rows.count();
        return !rows.vary() ? "the prefix does not vary, its " + rows.count() + " rows are all alike, and says nothing"
                : compared == 0 ? "no estimate could be compared, none of the " + which + " was measured without a gap"
                        : persistence == 0 ? "the prefix says nothing else, for nothing changes in " + which : null;
    }

    private PredictorOptions inUnitOf(SearchRows given, int exponent, SearchTrials.Tried chosen) {
        String what = chosen.options() + " was chosen for the tokens divided by 2^" + exponent;
        String remedy = "; scale the tokens " + (exponent > 0 ? "down" : "up");
        PredictorOptions options = SearchScale.of(chosen.options(), exponent)
                .orElseThrow(() -> new IllegalArgumentException(
                        what + ", and has no counterpart for them as they are that float64 can hold" + remedy));
        if (Math.abs(exponent) > ORDINARY) {
            try {
                Predictor.of(options, given.tokens().cols()).predict(given.tokens());
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        what + ", and fails for them as they are: " + e.getMessage() + remedy, e);
            }
        }
        return options;
    }

    private void search(SearchRows rows, SearchData data, SearchMemory memory, SearchTrials trials) {
        SearchLags lags = new SearchLags(data.dimension(), rows.count(), horizon, data.season());
        long share = (long) (operations * LINEAR_SHARE);
        trials.allow(share);
        SearchCandidate linear = linear(new SearchDescent(trials), lags);
        SearchRows newest = SearchHeat.rows(rows, horizon);
        SearchTrials heat = new SearchTrials(newest, data, horizon, memory, burnIn(newest.count()));
        heat.allow((trials.left() + operations - share) / 3);
        trials.allow(trials.left() + operations - share - heat.left());
        kernels(heat, new SearchDescent(trials), lags, linear, memory);
    }

    /** A third has been learned from; the first pair is complete a horizon after the first token, and used after another. */
    private int burnIn(int rows) {
        return rows / 3 + 2 * (horizon - 1);
    }

    private static SearchCandidate linear(SearchDescent descent, SearchLags lags) {
        SearchCandidate start = SearchCandidate.of(Method.LEAST_SQUARES, Family.LINEAR, 0, Lags.upTo(1));
        SearchCandidate best =
                descent.from(start, List.of(lags::dense, SearchDescent.INCREMENTS, SearchDescent.STANDARDIZATION,
                        SearchDescent.INTERCEPT, SearchDescent.FORGETTING, SearchDescent.RIDGE, lags::seasonal));
        descent.from(best.withMethod(Method.KACZMARZ).withForgetting(0),
                List.of(SearchDescent.RIDGE, SearchDescent.INCREMENTS));
        return best;
    }

    private static void kernels(SearchTrials heat, SearchDescent descent, SearchLags lags, SearchCandidate linear,
            SearchMemory memory) {
        SearchCandidate best = null;
        for (SearchCandidate start : SearchHeat.winners(heat, linear, lags.fewer(linear.lags(), MOST_KERNEL_FEATURE))) {
            SearchCandidate end = descent.from(start,
                    List.of(SearchDescent.RIDGE, SearchDescent.WIDTH, at -> lags.dense(at, MOST_KERNEL_FEATURE),
                            SearchDescent.INCREMENTS, SearchDescent.STANDARDIZATION, SearchDescent.FORGETTING));
            best = best == null || descent.error(end) < descent.error(best) ? end : best;
        }
        if (best != null) {
            SearchCandidate kept = best.withForgetting(0).withRidge(KAPPA_RIDGE);
            descent.from(kept.withMethod(Method.KACZMARZ), List.of(SearchDescent.RIDGE, SearchDescent.WIDTH));
            if (!memory.keepsAll() && kept.family().random()) {
                descent.from(kept.withMethod(Method.KACZMARZ).withRandomFeatures(),
                        List.of(SearchDescent.RIDGE, SearchDescent.WIDTH));
            }
            if (memory.keepsAll()) {
                descent.from(kept.withMethod(Method.AFFINE_PROJECTION),
                        List.of(SearchDescent.RIDGE, SearchDescent.WIDTH));
            }
        }
    }
}
