package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.predict.PredictorOptions;
import io.github.foretoken.search.PredictorChoice;
import io.github.foretoken.search.PredictorSearch;
import java.util.Optional;

/**
 * {@code --method auto}: the predictor that did best on the first rows.
 *
 * @param chosen what it is
 * @param choice why
 * @param prefix how many rows were looked at
 */
public record AutomaticMethod(StreamedMethod chosen, PredictorChoice choice, int prefix) implements SeriesMethod {
    private static final int LEAST_PREFIX = 200;
    private static final int MOST_PREFIX = 5000;
    private static final int LISTED = 10;

    /** A quarter of the rows, but 200 at least (all rows, if there are fewer) and 5,000 at most. */
    public static int defaultPrefix(int rows) {
        return Math.min(rows, Math.clamp(rows / 4, LEAST_PREFIX, MOST_PREFIX));
    }

    /**
     * Chooses.
     *
     * @param table whose rows are not modified; nothing beyond the prefix is looked at
     * @throws IllegalArgumentException if the prefix is too short to choose on
     */
    static AutomaticMethod choose(Table table, int prefix, int horizon) {
        PredictorChoice choice = PredictorSearch.standard()
                .withHorizon(horizon)
                .withLength(table.values().rows())
                .withBreaks(table.breaks())
                .withFilled(table.filled())
                .choose(table.values().rows(0, prefix));
        PredictorOptions options = choice.options();
        return new AutomaticMethod(new StreamedMethod(options), choice, prefix);
    }

    /** What was chosen and why, and what else was tried. */
    void explain(Notices notices) {
        notices.say("chosen on the first " + prefix + " rows: " + choice.reason());
        for (PredictorChoice.Trial trial : choice.trials().subList(0, Math.min(LISTED, choice.trials().size()))) {
            notices.say("  " + Numbers.brief(trial.error()) + (trial.complete() ? "  " : "+ ") + trial.options());
        }
    }

    @Override
    public int reach() {
        return chosen.reach();
    }

    @Override
    public boolean learns() {
        return chosen.learns();
    }

    @Override
    public int horizon() {
        return chosen.horizon();
    }

    @Override
    public SeriesPredictions predict(Table table) {
        return chosen.predict(table);
    }

    @Override
    public Optional<String> doubt(Matrix series) {
        return chosen.doubt(series);
    }

    @Override
    public String describe() {
        return chosen.describe() + ", chosen on the first " + prefix + " rows";
    }
}
