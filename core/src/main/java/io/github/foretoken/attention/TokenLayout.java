package io.github.foretoken.attention;

import io.github.foretoken.Matrix;

/**
 * Where the parts of an augmented token stand: see {@link AugmentedTokens}.
 *
 * @param norms whether tokens carry their squared norms, as those of varying norms do
 */
record TokenLayout(int dimension, boolean norms) {
    /** Where x_{t-1} begins. */
    static final int PREVIOUS = 0;

    /** Without norms. */
    TokenLayout(int dimension) {
        this(dimension, false);
    }

    /** The mark of the first token; with norms, |x_{t-1}|². */
    int first() {
        return dimension;
    }

    /** Where x_t begins. */
    int token() {
        return dimension + 1;
    }

    /** The constant. */
    int one() {
        return 2 * dimension + 1;
    }

    /** Where x_t begins once more, with 0 for the first. */
    int target() {
        return 2 * dimension + 2;
    }

    /** |x_t|², where there are norms. */
    int norm() {
        return 3 * dimension + 2;
    }

    /** Where u_t begins. */
    int estimate() {
        return 3 * dimension + (norms ? 3 : 2);
    }

    int width() {
        return Math.addExact(Math.multiplyExact(4, dimension), norms ? 3 : 2);
    }

    /** Writes an element of a matrix that is all of its array. */
    static void set(Matrix tight, int row, int column, double value) {
        tight.data()[row * tight.stride() + column] = value;
    }
}
