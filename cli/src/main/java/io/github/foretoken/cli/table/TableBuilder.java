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
        Table table = missing == Missing.IMPUTE ? imputed(data) : closed(data, missing, none);
        MissingCells cells = new MissingCells(missing);
        cells.add(table);
        List<String> all = new ArrayList<>(notes);
        cells.note().ifPresent(all::add);
        return table.with(all);
    }

    private Table closed(double[] data, Missing missing, String none) {
        int d = labels.size();
        Gaps gaps = Gaps.close(data, d, missing);
        if (gaps.data().length == 0) {
            throw new InputException(none);
        }
        return new Table(Matrix.of(gaps.data(), gaps.data().length / d, d), labels, header, notes, gaps.filled(),
                gaps.breaks(), Matrix.of(data, data.length / d, d), new BitSet(), times, KnownAhead.NONE);
    }

    private Table imputed(double[] data) {
        int d = labels.size();
        Matrix measured = Matrix.of(data.clone(), data.length / d, d);
        BitSet holes = Gaps.fill(data, d);
        return new Table(Matrix.of(data, data.length / d, d), labels, header, notes, Gaps.rows(holes, d), new int[0],
                measured, holes, times, KnownAhead.NONE);
    }
}
