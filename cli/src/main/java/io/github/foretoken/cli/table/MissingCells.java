package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import java.util.Optional;
import java.util.stream.IntStream;

/** How many values were missing in one series, or in several, and what became of them. */
final class MissingCells {
    private final Missing missing;
    private int cells;
    private int rows;
    private int dropped;
    private boolean any;

    MissingCells(Missing missing) {
        this.missing = missing;
    }

    /** Takes in those of a table that has some. */
    void add(Table table) {
        any = true;
        int left = table.measured().rows() - table.values().rows();
        dropped += left;
        rows += table.filled().length;
        if (missing == Missing.IMPUTE) {
            cells += table.holes().cardinality();
        } else if (missing == Missing.HOLD) {
            for (int row = left; row < table.measured().rows(); row++) {
                cells += count(table.measured(), row);
            }
        }
    }

    /** For each row that is left, which of all it was. */
    static int[] kept(Table table, Missing missing) {
        int rows = table.measured().rows();
        int left = rows - table.values().rows();
        return missing == Missing.SKIP && left > 0
                ? IntStream.range(0, rows).filter(i -> count(table.measured(), i) == 0).toArray()
                : IntStream.range(left, rows).toArray();
    }

    /** Of a row. */
    static int count(Matrix measured, int row) {
        int count = 0;
        for (int c = 0; c < measured.cols(); c++) {
            count += Double.isNaN(measured.get(row, c)) ? 1 : 0;
        }
        return count;
    }

    /** What the user should know; empty where no value was missing. */
    Optional<String> note() {
        if (!any) {
            return Optional.empty();
        }
        String left = dropped + (dropped == 1 ? " row" : " rows");
        return Optional.of(switch (missing) {
            case SKIP -> left + " with missing values left out";
            case HOLD -> cells + (cells == 1 ? " missing value holds" : " missing values hold") + " the value above"
                    + (dropped == 0 ? "" : ", and " + left + " before the first values left out")
                    + "; no row with one is scored";
            case IMPUTE, ERROR -> cells + (cells == 1 ? " missing value is" : " missing values are") + " imputed, in "
                    + rows + (rows == 1 ? " row" : " rows") + "; no row with one is scored";
        });
    }
}
