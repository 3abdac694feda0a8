package io.github.foretoken.lab.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A line for each token, handed on at once: its number, and the estimate of the token after it. */
final class PredictionWriter {
    /** Of the lines. */
    enum Format {
        CSV, JSONL
    }

    private final OutputStream out;
    private final Format format;
    private final StringBuilder line = new StringBuilder();
    private long length;

    /** @param length bytes that are there already */
    PredictionWriter(OutputStream out, Format format, long length) {
        this.out = out;
        this.format = format;
        this.length = length;
    }

    /** Bytes so far. */
    long length() {
        return length;
    }

    /** Names the columns of CSV. */
    void header(List<String> names) throws IOException {
        if (format == Format.CSV) {
            line.append("token,").append(names.stream().map(PredictionWriter::quote).collect(Collectors.joining(",")));
            flush();
        }
    }

    private static String quote(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Numbers read back exactly: at most 17 digits. */
    void write(long token, double[] prediction) throws IOException {
        line.append(format == Format.CSV ? "" : "{\"token\":").append(token);
        line.append(format == Format.CSV ? "" : ",\"prediction\":");
        for (int c = 0; c < prediction.length; c++) {
            line.append(format == Format.CSV || c > 0 ? ',' : '[').append(prediction[c]);
        }
        line.append(format == Format.CSV ? "" : "]}");
        flush();
    }

    private void flush() throws IOException {
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        out.write(bytes);
        out.flush();
        length += bytes.length;
    }
}
