package io.github.foretoken.lab.table;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The description in an NPY file: a Python dictionary of descr, fortran_order and shape.
 *
 * @param bytes 4 for float32, 8 for float64
 * @param order byte order of the elements
 * @param fortran whether columns, not rows, are contiguous
 * @param rows number of rows
 * @param cols number of columns, 1 for a one-dimensional array
 */
record NpyHeader(int bytes, ByteOrder order, boolean fortran, int rows, int cols) {
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|(\\[))");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");

    static NpyHeader parse(String dictionary, String source) {
        Matcher descr = DESCR.matcher(dictionary);
        Matcher fortran = FORTRAN.matcher(dictionary);
        Matcher shape = SHAPE.matcher(dictionary);
        if (!descr.find() || !fortran.find() || !shape.find()) {
            throw new InputException(source + " has a damaged NPY header: descr, fortran_order or shape is missing");
        }
        String type = descr.group(1);
        if (type == null || !type.matches("[<>]f[48]")) {
            throw new InputException(source + " holds elements of type " + (type == null ? "record" : "'" + type + "'")
                    + "; float32 and float64 are read: save array.astype('float64')");
        }
        List<Integer> sizes = sizes(shape.group(1), source);
        if (sizes.isEmpty() || sizes.size() > 2) {
            throw new InputException(source + " holds an array of " + sizes.size()
                    + " dimensions; it must have 2 (tokens x coordinates) or 1 (one coordinate)");
        }
        int rows = sizes.getFirst();
        int cols = sizes.size() == 1 ? 1 : sizes.getLast();
        if (rows == 0 || cols == 0) {
            throw new InputException(source + " holds an array of " + rows + " x " + cols
                    + "; at least one token of one coordinate is needed");
        }
        if ((long) rows * cols > Integer.MAX_VALUE - 8) {
            throw new InputException(source + " holds " + rows + " x " + cols + " elements, more than 2^31; split it");
        }
        return new NpyHeader(type.charAt(2) - '0',
                type.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, fortran.group(1).equals("True"),
                rows, cols);
    }

    private static List<Integer> sizes(String tuple, String source) {
        List<Integer> sizes = new ArrayList<>();
        for (String item : tuple.replace("L", "").split(",", -1)) {
            if (!item.isBlank()) {
                try {
                    sizes.add(Integer.parseInt(item.strip()));
                } catch (NumberFormatException e) {
                    throw new InputException(source + " has a size of " + item.strip() + " in its shape; split it", e);
                }
            }
        }
        return sizes;
    }
}
