package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.internal.Excerpt;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The description in an NPY file: a Python dictionary of descr, fortran_order and shape.
 *
 * @param kind f for floating point, i and u for whole numbers with a sign and without, b for truth values
 * @param bytes of an element: 2 to 8 of f, 1 to 8 of i and u, 1 of b
 * @param order byte order of the elements
 * @param fortran whether columns, not rows, are contiguous
 * @param rows number of rows
 * @param cols number of columns, 1 for a one-dimensional array
 */
record NpyHeader(char kind, int bytes, ByteOrder order, boolean fortran, int rows, int cols) {
    static NpyHeader parse(String text, String source) {
        Map<String, Object> dictionary;
        try {
            dictionary = NpyDictionary.parse(text);
        } catch (NpyDictionary.Flaw e) {
            throw new InputException(source + " has a damaged NPY header: " + e.getMessage(), e);
        }
        if (!(dictionary.get("fortran_order") instanceof Boolean fortran)
                || !(dictionary.get("shape") instanceof List<?> shape) || dictionary.get("descr") == null) {
            throw new InputException(source + " has a damaged NPY header: descr, fortran_order or shape is missing");
        }
        if (dictionary.size() > 3) {
            throw new InputException(
                    source + " has a damaged NPY header: it has other keys than descr, fortran_order " + "and shape");
        }
        if (!(dictionary.get("descr") instanceof String type) || !type.matches("[<>=|]?(f[248]|[iu][1248]|b1|\\?)")) {
            String held = dictionary.get("descr") instanceof String other ? "'" + Excerpt.of(other) + "'" : "record";
            throw new InputException(source + " holds elements of type " + held
                    + "; floating point, whole numbers and truth values are read: save array.astype('float64')");
        }
        List<Integer> sizes = sizes(shape, source);
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
        String element = type.endsWith("?") ? "b1" : type.substring(type.length() - 2);
        ByteOrder order = switch (type.charAt(0)) {
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '=' -> ByteOrder.nativeOrder();
            default -> ByteOrder.LITTLE_ENDIAN;
        };
        return new NpyHeader(element.charAt(0), element.charAt(1) - '0', order, fortran, rows, cols);
    }

    private static List<Integer> sizes(List<?> shape, String source) {
        List<Integer> sizes = new ArrayList<>();
        for (Object size : shape) {
            if (!(size instanceof BigInteger whole)) {
                throw new InputException(
                        source + " has a damaged NPY header: its shape holds something other than whole numbers");
            }
            if (whole.signum() < 0 || whole.bitLength() >= Integer.SIZE) {
                throw new InputException(source + " has a size of " + Excerpt.of(whole) + " in its shape"
                        + (whole.signum() < 0 ? "" : "; split it"));
            }
            sizes.add(whole.intValue());
        }
        return sizes;
    }

    /** Compares what the header announces with the bytes that there are. */
    void requireFit(long length, String source) {
        long announced = (long) rows * cols * bytes;
        if (announced > length) {
            throw new InputException(source + " is truncated: its header announces " + rows + " x " + cols
                    + " elements of " + bytes + " bytes, and it has " + length + " bytes in all");
        }
    }
}
