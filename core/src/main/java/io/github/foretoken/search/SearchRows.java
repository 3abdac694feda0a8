package io.github.foretoken.search;

import io.github.foretoken.Matrix;
import java.util.BitSet;

/**
 * What {@link PredictorSearch} tries predictors on.
 *
 * @param tokens N x d, not modified
 * @param breaks rows that do not follow the one before them
 * @param filled rows that nobody measured: predicted from, never compared with
 */
record SearchRows(Matrix tokens, BitSet breaks, BitSet filled) {
    int count() {
        return tokens.rows();
    }

    /** The last rows, as many as that or all. */
    SearchRows newest(int rows) {
        int from = Math.max(0, count() - rows);
        return new SearchRows(tokens.rows(from, count()), breaks.get(from, count()), filled.get(from, count()));
    }

    /** Times a power of two, so that the greatest element lies in [1, 2): exact but for what is 2^-1000 of it. */
    SearchRows times(double power) {
        double[] data = tokens.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] *= power;
        }
        return new SearchRows(Matrix.of(data, count(), tokens.cols()), breaks, filled);
    }

    /** The exponent of the greatest element; 0 if all are 0. */
    int exponent() {
        double greatest = 0;
        for (double x : tokens.toArray()) {
            greatest = Math.max(greatest, Math.abs(x));
        }
        return greatest == 0 ? 0 : Math.getExponent(greatest);
    }

    /** Whether a row can be compared with an estimate made that many rows before it. */
    boolean comparable(int row, int horizon) {
        return row >= horizon && !filled.get(row) && breaks.previousSetBit(row) <= row - horizon;
    }

    /** How many rows there are up to this one, itself included, without a break between. */
    int since(int row) {
        return row - Math.max(0, breaks.previousSetBit(row)) + 1;
    }

    /** Whether some row differs from the first. */
    boolean vary() {
        for (int t = 1; t < count(); t++) {
            for (int c = 0; c < tokens.cols(); c++) {
                if (tokens.get(t, c) != tokens.get(0, c)) {
                    return true;
                }
            }
        }
        return false;
    }
}
