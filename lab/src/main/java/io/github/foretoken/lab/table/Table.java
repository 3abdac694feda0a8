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
 */
public record Table(Matrix values, List<String> labels, boolean header, List<String> notes) {}
