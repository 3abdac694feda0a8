package io.github.foretoken.cli.stream;

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
    void write(StreamModel model, double[] estimate) throws IOException {
        line.append(format == Format.CSV ? "" : "{\"token\":").append(model.observed());
        if (format == Format.CSV) {
            for (double number : estimate) {
                line.append(',').append(number);
            }
        } else {
            List<String> parts = model.labels(List.of("prediction"));
            int width = parts.size();
            for (int part = 0; part < width; part++) {
                line.append(",\"").append(parts.get(part).replaceFirst("prediction\\.", "")).append("\":");
                array(estimate, part, width);
            }
            line.append('}');
        }
        flush();
    }

    /** Numbers that JSON has no word for are null. */
    private void array(double[] estimate, int first, int width) {
        for (int at = first; at < estimate.length; at += width) {
            line.append(at == first ? '[' : ',');
            if (Double.isFinite(estimate[at])) {
                line.append(estimate[at]);
            } else {
                line.append("null");
            }
        }
        line.append(']');
    }

    private void flush() throws IOException {
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        out.write(bytes);
        out.flush();
        length += bytes.length;
    }
}
