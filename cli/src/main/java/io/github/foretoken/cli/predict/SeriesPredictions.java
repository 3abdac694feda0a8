package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Levels;

/**
 * Predictions of a series, perhaps with intervals.
 *
 * @param values one row an estimate, d columns
 * @param output the same rows with the columns of the levels
 * @param levels of the intervals
 */
record SeriesPredictions(Matrix values, Matrix output, Levels levels) {
    /** Without intervals. */
    static SeriesPredictions of(Matrix values) {
        return new SeriesPredictions(values, values, Levels.NONE);
    }
}
