package io.github.foretoken;

import io.github.foretoken.PredictorSettings.Method;
import io.github.foretoken.SearchCandidate.Family;
import java.util.List;

/**
 * Chooses a {@link Predictor} for a sequence by its beginning: the one whose estimates of the tokens of the prefix, each made
 * from the tokens before it only, were best, once the first third has been learned from (Dawid, prequential analysis).
 *
 * <p>Tried are least squares, Kaczmarz, affine projection and kernel ridge regression, with kernels, widths and ridges
 * in proportion to the data (median distance, mean square), forgetting, delays, lags of a season if changes repeat
 * themselves, increments, standardisation and an intercept: a descent along one of these at a time, from simple to
 * elaborate, as long as errors fall by a thousandth or more. The cost is bounded, in operations and not in time, so that
 * the choice depends on the prefix alone. Immutable.
 */
public final class PredictorSearch {
    private static final int LEAST_ROWS = 12;
    private static final double LINEAR_SHARE = 0.6;
    /** Kernel ridge regression keeps everything up to this many tokens, and this many keys beyond. */
    private static final int MOST_REFITTED = 2000;
    private static final int KEYS = 300;
    /** Methods that keep every token are for sequences up to this length. */
    private static final int MOST_KEPT = 20_000;
    private static final int MOST_KERNEL_FEATURE = 48;
    /** Where descents begin for methods that do not refit, in powers of ten of k(x, x). */
    private static final int KAPPA_RIDGE = -1;

    private final int horizon;
    private final long operations;
    private final long length;

    private PredictorSearch(int horizon, long operations, long length) {
        this.horizon = horizon;
        this.operations = operations;
        this.length = length;
        Checks.atLeastOne("horizon", horizon);
        Checks.require(operations >= 1, "operations must be 1 or more, not ", (double) operations);
        Checks.require(length >= 1, "length must be 1 or more, not ", (double) length);
    }

    /** One step ahead, for a stream without end, at 2e10 operations: some ten to thirty seconds on one processor. */
    public static PredictorSearch standard() {
        return new PredictorSearch(1, 20_000_000_000L, Long.MAX_VALUE);
    }

    /** Chooses for predictions so many steps ahead. */
    public PredictorSearch withHorizon(int steps) {
        return new PredictorSearch(steps, operations, length);
    }

    /** At most so many multiplications and additions, by a model of their number: 3 p² for a step of least squares. */
    public PredictorSearch withOperations(long most) {
        return new PredictorSearch(horizon, most, length);
    }

    /**
     * How long the sequence is, prefix included. Without it the choice is among methods of bounded memory; of at most
     * 20,000 tokens it may keep all, and of at most 2,000 refit to all.
     */
    public PredictorSearch withLength(long tokens) {
        return new PredictorSearch(horizon, operations, tokens);
    }

    /**
     * Tries and chooses.
     *
     * @param prefix N x d, N at least 10 and three horizons, and at most the length; not modified
     * @throws IllegalArgumentException if it is shorter or longer, or an element is not finite
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
        SearchData data = new SearchData(prefix);
        int burnIn = burnIn(prefix.rows());
        int keys = length <= MOST_REFITTED ? PredictorSettings.ALL : KEYS;
        SearchTrials trials = new SearchTrials(prefix, data, horizon, keys, burnIn);
        SearchLags lags = new SearchLags(data.dimension(), prefix.rows(), horizon, data.season());
        long share = (long) (operations * LINEAR_SHARE);
        trials.allow(share);
        SearchCandidate linear = linear(new SearchDescent(trials), lags);
        Matrix newest = SearchHeat.rows(prefix, horizon);
        SearchTrials heat = new SearchTrials(newest, data, horizon, keys, burnIn(newest.rows()));
        heat.allow((trials.left() + operations - share) / 3);
        trials.allow(trials.left() + operations - share - heat.left());
        kernels(heat, new SearchDescent(trials), lags, linear);
        List<PredictorChoice.Trial> ranking = trials.ranking();
        if (ranking.isEmpty() || !Double.isFinite(ranking.getFirst().error())) {
            throw new IllegalArgumentException("no predictor works on these " + prefix.rows() + " rows within "
                    + operations + " operations; allow more, or scale the tokens down");
        }
        return new PredictorChoice(trials.settings(ranking.getFirst().options()), ranking, trials.persistence(), burnIn,
                prefix.rows(), trials.skipped());
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

    private void kernels(SearchTrials heat, SearchDescent descent, SearchLags lags, SearchCandidate linear) {
        SearchCandidate best = null;
        for (SearchCandidate start : SearchHeat.winners(heat, linear, lags.fewer(linear.lags(), MOST_KERNEL_FEATURE))) {
            SearchCandidate end = descent.from(start,
                    List.of(SearchDescent.RIDGE, SearchDescent.WIDTH, at -> lags.dense(at, MOST_KERNEL_FEATURE),
                            SearchDescent.INCREMENTS, SearchDescent.STANDARDIZATION, SearchDescent.FORGETTING));
            best = best == null || descent.error(end) < descent.error(best) ? end : best;
        }
        if (best != null && length <= MOST_KEPT) {
            SearchCandidate kept = best.withForgetting(0).withRidge(KAPPA_RIDGE);
            descent.from(kept.withMethod(Method.KACZMARZ), List.of(SearchDescent.RIDGE, SearchDescent.WIDTH));
            descent.from(kept.withMethod(Method.AFFINE_PROJECTION), List.of(SearchDescent.RIDGE, SearchDescent.WIDTH));
        }
    }
}
