package io.github.foretoken.cli.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A line for each token, handed on at once: its number, and the estimate of the token after it. */
final class PredictionWriter {
    /** Of the lines. */
    enum Format {
        CSV, JSONL
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    /**
     * Names the columns of CSV.
     *
     * @param keys names of what tells series apart
     */
    void header(List<String> keys, List<String> names) throws IOException {
        if (format == Format.CSV) {
            line.append(headerStart(keys))
                    .append(names.stream().map(PredictionWriter::quote).collect(Collectors.joining(",")));
            flush();
        }
    }

    /** What the first line of CSV starts with, if it names columns. */
    static String headerStart(List<String> keys) {
        return keys.stream().map(key -> quote(key) + ",").collect(Collectors.joining()) + "token,";
    }

    /**
     * What the line of a token starts with.
     *
     * @param keys names of what tells series apart
     * @param key of the series it belongs to
     * @param number of it in its series
     */
    static String start(Format format, List<String> keys, List<String> key, long number) {
        if (format == Format.CSV) {
            return key.stream().map(cell -> quote(cell) + ",").collect(Collectors.joining()) + number + ",";
        }
        StringBuilder start = new StringBuilder("{");
        for (int i = 0; i < key.size(); i++) {
            start.append(json(keys.get(i))).append(':').append(json(key.get(i))).append(',');
        }
        return start.append("\"token\":").append(number).append(',').toString();
    }

    /** What each line of JSON starts with where series have keys. */
    static String objectStart(List<String> keys) {
        return "{" + json(keys.getFirst()) + ":";
    }

    private static String json(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String quote(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /**
     * Numbers read back exactly: at most 17 digits.
     *
     * @param keys names of what tells series apart
     * @param key of the series that the token belongs to
     * @return what the line starts with
     */
    String write(List<String> keys, List<String> key, StreamModel model, double[] estimate) throws IOException {
        String start = start(format, keys, key, model.observed());
        line.append(start);
        if (format == Format.CSV) {
            for (int i = 0; i < estimate.length; i++) {
                line.append(i == 0 ? "" : ",").append(estimate[i]);
            }
        } else {
            List<String> parts = model.labels(List.of("prediction"));
            int width = parts.size();
            for (int part = 0; part < width; part++) {
                line.append(part == 0 ? "\"" : ",\"")
                        .append(parts.get(part).replaceFirst("prediction\\.", ""))
                        .append("\":");
                array(estimate, part, width);
            }
            line.append('}');
        }
        flush();
        return start;
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
