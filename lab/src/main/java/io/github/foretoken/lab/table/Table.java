package io.github.foretoken.lab.table;

import io.github.foretoken.Matrix;
import java.util.List;

/**
 * The columns chosen from a file.
 *
 * @param values one row a token
 * @param labels what to call the columns: their names, or "column 3" where the file has none; one for each column
 * @param header whether the file named its columns
 * @param notes what the user should know about the choice, one line each
 * @param filled rows with a cell that took the value above, because it was missing: nobody measured them; ascending
 * @param breaks rows that do not follow the one before them, because rows between were left out; ascending
 * @param measured all rows of the file, with NaN where a value is missing
 */
@SuppressWarnings("ArrayRecordComponent") // a view by contract, like the matrix beside it
public record Table(Matrix values, List<String> labels, boolean header, List<String> notes, int[] filled, int[] breaks,
        Matrix measured) {
    /** Rows that were all measured, one after the other. */
    Table(Matrix values, List<String> labels, boolean header, List<String> notes) {
        this(values, labels, header, notes, new int[0], new int[0], values);
    }
}
