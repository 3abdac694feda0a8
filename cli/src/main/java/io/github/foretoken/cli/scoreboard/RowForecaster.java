package io.github.foretoken.cli.scoreboard;

import java.util.Optional;

/** Forecasts a series row by row: each of the next H rows from the rows before them. */
interface RowForecaster {
    /**
     * Estimates of the next H rows.
     *
     * @param ahead overwritten
     */
    void predict(Ahead ahead);

    /**
     * Takes in the next row.
     *
     * @param row d numbers, not modified and not kept
     */
    void observe(double[] row);

    /**
     * Takes in a row some or all of whose numbers nobody measured, and in whose place there is what the row before it had.
     *
     * @param row d numbers, not modified and not kept
     */
    default void observeFilled(double[] row) {
        observe(row);
    }

    /** What makes its predictions doubtful, as a clause. */
    default Optional<String> doubt() {
        return Optional.empty();
    }

    /** The next row does not follow the last one. What was learned stays; rows seen are no base for predictions any more. */
    void interrupt();
}
