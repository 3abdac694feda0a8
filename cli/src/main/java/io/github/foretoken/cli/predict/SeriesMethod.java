package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.Table;
import java.util.Optional;

/** A method with its options, ready for any series. */
interface SeriesMethod {
    /** How many rows a prediction is made from, counted back from the newest. */
    int reach();

    /** Whether it needs pairs of rows to learn from. */
    default boolean learns() {
        return true;
    }

    /** How many rows ahead it predicts. */
    int horizon();

    /**
     * Its predictions. Row i estimates row {@code reach() - 1 + i + horizon()} of the series from the rows up to
     * {@code reach() - 1 + i} (both from 0 on); the last {@code horizon()} rows are forecasts.
     *
     * @param table N x d, N at least {@link #reach}, not modified; nothing is learned or predicted across its breaks
     * @return N - reach() + 1 rows
     * @throws IllegalArgumentException if the core refuses the series
     * @throws ArithmeticException if a prediction does not fit float64
     */
    SeriesPredictions predict(Table table);

    /** What makes its predictions of a series doubtful, as a clause. */
    default Optional<String> doubt(Matrix series) {
        return Optional.empty();
    }

    /** The method's name, for messages. */
    String describe();
}
