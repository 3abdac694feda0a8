package io.github.foretoken.lab.evaluate;

/** Predicts a series row by row, each from the rows before it. */
interface Forecaster {
    /**
     * The estimate of the next row.
     *
     * @param prediction d numbers, overwritten
     */
    void predict(double[] prediction);

    /**
     * Takes in the next row.
     *
     * @param row d numbers, not modified and not kept
     */
    void observe(double[] row);

    /**
     * Takes in a row that nobody measured, and in whose place there is something made up.
     *
     * @param row d numbers, not modified and not kept
     */
    default void observeFilled(double[] row) {
        observe(row);
    }

    /** The next row does not follow the last one. What was learned stays; rows seen are no base for predictions any more. */
    void interrupt();
}
