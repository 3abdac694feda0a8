package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * A map from features in R^p to targets in R^m that learns one pair at a time. Not safe for use by several threads at once.
 * Memory is taken as pairs come: work space with the first, and what remembers pairs makes room for many at a time; no other
 * method call allocates. Sizes alone take none, because those of a file may be a mere claim; least squares, whose files hold
 * as much from the start, takes all of its own with the first pair or when it is written. Whatever {@link #learn} throws, an OutOfMemoryError included, it has
 * changed nothing.
 */
public interface OnlineRegression {
    /** See {@link #condition}. */
    double LARGEST_CONDITION = 0x1p50;

    /**
     * The target that belongs to a feature.
     *
     * @param feature p numbers from {@code offset} on, not modified
     * @param estimate m numbers, overwritten
     */
    void estimate(double[] feature, int offset, double[] estimate);

    /**
     * As {@link #estimate} of those that estimate several steps, of which the first will do: the numbers behind those of the
     * next token, if there are any, are undefined.
     */
    default void estimateNext(double[] feature, int offset, double[] estimate) {
        estimate(feature, offset, estimate);
    }

    /**
     * What learning from a feature x divides by: its kernel value with itself, with the ridge. Where that does not fit float64
     * ({@link #requireDivisor}) nothing can be estimated for the feature, or learned from it.
     *
     * @param squaredNorm {@code |x|²}, of which it is a function: of any kernel
     */
    double divisor(double squaredNorm);

    /**
     * Learns a pair. It may be taken back until {@link #settle}.
     *
     * @param feature p numbers from {@code offset} on, not modified and not kept
     * @param target m numbers from {@code targetOffset} on, not modified and not kept
     * @param estimate what {@link #estimate} gave for this feature after the last pair was learned
     */
    void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate);

    /**
     * For those that cannot take a pair back: takes the memory that it needs, and says before anything is changed that it
     * cannot be learned.
     *
     * @param feature as for {@link #learn}, which is next if anything is, and so is the target
     * @throws ArithmeticException if what would be learned does not fit float64
     */
    default void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        // When it is learned.
    }

    /**
     * Takes the pair learned last back, to the bit. For once, right after {@link #learn}.
     *
     * @return false if this one cannot; then nothing has changed
     */
    default boolean undo() {
        return false;
    }

    /**
     * The pair learned last is there to stay.
     *
     * @return whether estimates may have changed in their last bits
     */
    default boolean settle() {
        return false;
    }

    /** The next feature does not follow on the last one: for those that learn of features before it. */
    default void interrupt() {
        // Pairs are complete.
    }

    /** Writes the state: all that {@link #estimate} and {@link #learn} depend on besides what the constructor was given. */
    void write(StateOutput out) throws IOException;

    /**
     * Takes over what one constructed alike has written; this one must be new or reset. The loops may be others, with
     * vectors of another length. After an exception the state is undefined.
     *
     * @throws io.github.foretoken.internal.state.StateFlaw if that is not what was written
     */
    void read(StateInput in) throws IOException;

    /**
     * Refuses to divide by what has lost its digits; 0 is a feature that teaches nothing.
     *
     * @throws ArithmeticException if it is negative, positive and below the normal numbers, or beyond all of them
     */
    static void requireDivisor(double value) {
        if (value < 0) {
            throw new ArithmeticException(
                    "k(x, x) of a token is " + value + ": the kernel is not positive semi-definite");
        }
        if (value != 0 && value < Double.MIN_NORMAL) {
            throw new ArithmeticException("k(x, x) of a token underflows float64; scale the tokens up");
        }
        requireBounded(value);
    }

    /**
     * Refuses what is too large to divide by.
     *
     * @throws ArithmeticException if it is infinite or NaN
     */
    static void requireBounded(double value) {
        if (!(value <= Double.MAX_VALUE)) {
            throw new ArithmeticException("k(x, x) of a token overflows float64; scale the tokens down");
        }
    }

    /** {@code |x|²}, or infinity. */
    static double squaredNorm(double[] feature, int offset, int dimension) {
        double norm = 0;
        for (int c = 0; c < dimension; c++) {
            norm += feature[offset + c] * feature[offset + c];
        }
        return norm;
    }

    /**
     * About how many times larger than what is solved for an error of the data can become; beyond {@link #largestCondition}
     * roundings of float64 outweigh the ridge. 1 where nothing is solved.
     */
    default double condition() {
        return 1;
    }

    /** {@link #LARGEST_CONDITION}, less where what is solved has larger errors than a rounding. */
    default double largestCondition() {
        return LARGEST_CONDITION;
    }

    /**
     * By how much one of the numbers of an estimate can differ, but for rounding, from that of one that keeps all features: 0 if
     * this one does.
     *
     * @param squaredNorm of the feature
     * @param column which number, from 0
     */
    default double budgetError(double squaredNorm, int column) {
        return 0;
    }

    /** An independent one with the same state. */
    OnlineRegression copy();

    /** As before the first pair, except that memory is kept. */
    void reset();

    /** Bytes of arrays held. */
    long bytes();
}
