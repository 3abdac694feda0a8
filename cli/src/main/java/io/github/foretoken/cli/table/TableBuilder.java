package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Makes a table of the numbers of a file, some of which may be missing.
 *
 * @param labels of the columns
 * @param header whether the file named them
 * @param notes of what is known before the missing values are dealt with
 * @param times as in {@link Table}
 */
record TableBuilder(List<String> labels, boolean header, List<String> notes, Optional<TimeColumn> times) {
    /** Of numbers, row-major, none of which is missing; not copied. */
    Table whole(double[] data) {
        int d = labels.size();
        return new Table(Matrix.of(data, data.length / d, d), labels, header, notes, times);
    }

    /**
     * Of numbers some of which are missing.
     *
     * @param data row-major, NaN where there is none; kept
     * @param missing anything but {@link Missing#ERROR}
     * @param none what to say where no row is left
     * @throws InputException where that is so
     */
    Table withGaps(double[] data, Missing missing, String none) {
        if (missing == Missing.IMPUTE) {
            return imputed(data);
        }
        int d = labels.size();
        Gaps gaps = Gaps.close(data, d, missing);
        if (gaps.data().length == 0) {
            throw new InputException(none);
        }
        return new Table(Matrix.of(gaps.data(), gaps.data().length / d, d), labels, header, and(gaps.note(missing)),
                gaps.filled(), gaps.breaks(), Matrix.of(data, data.length / d, d), new BitSet(), times);
    }

    private Table imputed(double[] data) {
        int d = labels.size();
        Matrix measured = Matrix.of(data.clone(), data.length / d, d);
        BitSet holes = Gaps.fill(data, d);
        int[] filled = Gaps.rows(holes, d);
        int count = holes.cardinality();
        String note = count + (count == 1 ? " missing value is" : " missing values are") + " imputed, in "
                + filled.length + (filled.length == 1 ? " row" : " rows") + "; no row with one is scored";
        return new Table(Matrix.of(data, data.length / d, d), labels, header, and(note), filled, new int[0], measured,
                holes, times);
    }

    private List<String> and(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return all;
    }
}
