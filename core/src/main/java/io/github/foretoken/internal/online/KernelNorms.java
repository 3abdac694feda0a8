package io.github.foretoken.internal.online;

/** The k(x, x) of all keys of a sum, by which the roundings of what is solved with them are measured. */
final class KernelNorms {
    private double sum;
    private double greatest;
    private double roundings = 1;
    private double sumBefore;
    private double greatestBefore;
    private double roundingsBefore = 1;

    /**
     * Counts a key.
     *
     * @param norm k(x, x)
     * @param ofNorm relative error of such a value, in roundings
     */
    void add(double norm, double ofNorm) {
        sumBefore = sum;
        greatestBefore = greatest;
        roundingsBefore = roundings;
        sum += norm;
        greatest = Math.max(greatest, norm);
        roundings = Math.max(roundings, ofNorm);
    }

    /** Takes the last one back: once. */
    void undo() {
        sum = sumBefore;
        greatest = greatestBefore;
        roundings = roundingsBefore;
    }

    /** Of the keys. */
    double sum() {
        return sum;
    }

    /** Of the keys; 0 without any. */
    double greatest() {
        return greatest;
    }

    /** The largest relative error of a kernel value, in roundings. */
    double roundings() {
        return roundings;
    }

    /** {@link OnlineRegression#largestCondition} of what is solved with the keys. */
    double largestCondition() {
        return OnlineRegression.LARGEST_CONDITION / (roundings * roundings);
    }

    void clear() {
        sum = 0;
        greatest = 0;
        roundings = 1;
    }

    void copyFrom(KernelNorms other) {
        sum = other.sum;
        greatest = other.greatest;
        roundings = other.roundings;
    }
}
