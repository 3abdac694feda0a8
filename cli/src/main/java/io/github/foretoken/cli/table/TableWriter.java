package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a table so that its numbers read back to the bit. */
public final class TableWriter {
    private static final int FLUSH = 1 << 16;

    private TableWriter() {}

    /** Writes in that format; header may be empty, and NPY has none. */
    public static void write(OutputStream out, TableFormat format, Matrix values, List<String> header)
            throws IOException {
        if (format == TableFormat.NPY) {
            npy(out, values);
        } else {
            csv(out, values, header);
        }
    }

    private static void csv(OutputStream out, Matrix values, List<String> header) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < header.size(); j++) {
            text.append(j == 0 ? "" : ",").append(quote(header.get(j)));
        }
        text.append(header.isEmpty() ? "" : "\n");
        for (int i = 0; i < values.rows(); i++) {
            for (int j = 0; j < values.cols(); j++) {
                // The shortest decimal that reads back as the same float64: at most 17 significant digits.
                text.append(values.get(i, j)).append(j + 1 < values.cols() ? ',' : '\n');
            }
            if (text.length() >= FLUSH) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A cell of text. */
    public static String quote(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static void npy(OutputStream out, Matrix values) throws IOException {
        String dictionary =
                "{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.rows() + ", " + values.cols() + "), }";
        // The format asks that the elements start at a multiple of 64 bytes, after a newline.
        int length = (10 + dictionary.length() + 1 + 63) / 64 * 64 - 10;
        ByteBuffer head = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        head.putShort((short) length).put(dictionary.getBytes(StandardCharsets.US_ASCII));
        while (head.position() < 10 + length - 1) {
            head.put((byte) ' ');
        }
        head.put((byte) '\n');
        out.write(head.array());
        ByteBuffer row = ByteBuffer.allocate(Math.multiplyExact(8, values.cols())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.rows(); i++) {
            row.clear();
            for (int j = 0; j < values.cols(); j++) {
                row.putDouble(values.get(i, j));
            }
            out.write(row.array());
        }
    }
}
