package io.github.foretoken.predict;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which columns of tokens are predicted from which. Immutable.
 *
 * @param separate whether each is predicted by itself
 * @param shared indices of columns, ascending from 0, that all the others are predicted from, too
 */
public record Columns(boolean separate, List<Integer> shared) {
    /** All from all. */
    public static final Columns TOGETHER = new Columns(false, List.of());

    /**
     * Checks the indices; whether there are as many columns is checked by the predictor.
     *
     * @throws IllegalArgumentException if one is negative or given twice, or they do not ascend
     */
    public Columns {
        shared = List.copyOf(Objects.requireNonNull(shared, "shared"));
        for (int i = 0; i < shared.size(); i++) {
            if (shared.get(i) < 0) {
                throw new IllegalArgumentException(
                        "shared column " + shared.get(i) + " is not one, which are counted from 0");
            }
            if (i > 0 && shared.get(i) <= shared.get(i - 1)) {
                throw new IllegalArgumentException(
                        shared.get(i).equals(shared.get(i - 1)) ? "column " + shared.get(i) + " is shared twice"
                                : "shared columns must ascend, unlike " + shared);
            }
        }
        if (!separate && !shared.isEmpty()) {
            throw new IllegalArgumentException("columns are shared only where they are separate; leave out " + shared);
        }
    }

    void requireWithin(int dimension) {
        if (!shared.isEmpty() && shared.get(shared.size() - 1) >= dimension) {
            throw new IllegalArgumentException("shared column " + shared.get(shared.size() - 1) + " is not one of "
                    + dimension + ", which are counted from 0");
        }
    }

    /** What the prediction of one of separate columns is made of: itself, and those that are shared. */
    int[] of(int column) {
        return IntStream
                .concat(IntStream.of(column),
                        shared.stream().mapToInt(Integer::intValue).filter(other -> other != column))
                .toArray();
    }
}
