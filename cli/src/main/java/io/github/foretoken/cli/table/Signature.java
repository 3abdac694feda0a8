package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What an input is by its first bytes. */
public enum Signature {
    /** Packed by gzip. */
    GZIP,
    /** An array of NumPy. */
    NPY,
    /** A columnar file of its own kind. */
    PARQUET,
    /** None of those that are known: text, if anything. */
    TEXT;

    private static final int LONGEST = 8;

    /**
     * Looks at the first bytes, which are read again later.
     *
     * @param source what to call it in a message
     * @throws InputException if it is of a known kind that is not read
     */
    public static Signature of(BufferedInputStream in, String source) throws IOException {
        in.mark(LONGEST);
        String start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        in.reset();
        if (start.startsWith("\u001F\u008B\b")) {
            return GZIP;
        }
        if (start.startsWith("\u0093NUMPY")) {
            return NPY;
        }
        if (start.startsWith("PAR1")) {
            return PARQUET;
        }
        String other = other(start);
        if (other != null) {
            throw new InputException(source + " is " + other);
        }
        return TEXT;
    }

    private static String other(String start) {
        if (start.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive, as Excel workbooks and .npz files are: save the sheet as CSV, the array as .npy, or"
                    + " unpack the archive first";
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return "an old Excel workbook: save the sheet as CSV";
        }
        if (start.startsWith("BZh") && start.length() > 3 && Character.isDigit(start.charAt(3))) {
            return packed("bzip2", "bzcat");
        }
        if (start.startsWith("\u00FD7zXZ")) {
            return packed("xz", "xzcat");
        }
        if (start.startsWith("(\u00B5/\u00FD")) {
            return packed("Zstandard", "zstdcat");
        }
        if (start.startsWith("\u0089HDF")) {
            return "an HDF5 file: save the table as CSV or .npy";
        }
        return isArrow(start)
                ? "an Arrow or Feather file, which is not read: make Parquet or CSV of it, as"
                        + " pandas.read_feather('in.arrow').to_parquet('out.parquet') does"
                : null;
    }

    /** A file, a stream, or a file of Feather's first version. */
    private static boolean isArrow(String start) {
        return start.startsWith("ARROW1") || start.startsWith("FEA1")
                || (start.length() == LONGEST && start.startsWith("\u00FF\u00FF\u00FF\u00FF"));
    }

    private static String packed(String format, String program) {
        return "packed by " + format + ": give what " + program + " makes of it, for which - stands";
    }
}
