package io.github.foretoken.cli.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line for each token: its number, and the estimate of the token after it. Lines are handed on together, no later than {@link
 * #flush}: one write to the system for each of them would take longer than to compute it.
 */
final class PredictionWriter {
    /** Of the lines. */
    enum Format {
        CSV, JSONL
    }

    private final OutputStream out;
    private final Format format;
    private final StringBuilder text = new StringBuilder();
    private long length;
    private PendingLines pending;
    /** To be filled while others are written; null until there is a thread for that. */
    private PendingLines spare;
    private LineThread thread;
    /** The last model that was written, and what a line of JSON has before each of its arrays. */
    private StreamModel model;
    private List<String> parts = List.of();

    /** @param length bytes that are there already */
    PredictionWriter(OutputStream out, Format format, long length) {
        this.out = out;
        this.format = format;
        this.length = length;
        pending = new PendingLines(format);
    }

    /** Bytes that were handed on. */
    long length() {
        return length;
    }

    Format format() {
        return format;
    }

    /**
     * Names the columns of CSV.
     *
     * @param keys names of what tells series apart
     */
    void header(List<String> keys, List<String> names) {
        if (format == Format.CSV) {
            pending.header(
                    LineStart.header(keys) + names.stream().map(LineStart::quote).collect(Collectors.joining(",")));
        }
    }

    /**
     * The line of a token.
     *
     * @param start of it
     * @param of what made the estimate
     * @param estimate copied
     * @throws IOException if lines before it cannot be written
     */
    @SuppressWarnings("ReferenceEquality") // of streams with keys each line may have another, which costs a few lists
    void write(LineStart start, StreamModel of, double[] estimate) throws IOException {
        if (of != model) {
            model = of;
            parts = format == Format.CSV ? List.of() : parts(of);
        }
        if (!pending.takes(estimate.length, parts)) {
            flush();
        }
        pending.add(start, estimate, parts);
        if (pending.isFull()) {
            handOver();
        }
    }

    private static List<String> parts(StreamModel model) {
        List<String> names = model.labels(List.of("prediction"));
        return IntStream.range(0, names.size())
                .mapToObj(i -> (i == 0 ? "\"" : ",\"") + names.get(i).replaceFirst("prediction\\.", "") + "\":")
                .toList();
    }

    private void handOver() throws IOException {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            flush();
            return;
        }
        if (thread == null) {
            thread = new LineThread(this::writeAll);
            spare = new PendingLines(format);
        }
        thread.write(pending);
        PendingLines filled = pending;
        pending = spare;
        spare = filled;
    }

    private void writeAll(PendingLines lines) throws IOException {
        if (!lines.isEmpty()) {
            text.setLength(0);
            lines.appendTo(text);
            lines.clear();
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            out.flush();
            length += bytes.length;
        }
    }

    /**
     * Hands on all lines.
     *
     * @throws IOException if one cannot be written
     */
    void flush() throws IOException {
        if (thread != null) {
            thread.drain();
        }
        writeAll(pending);
    }

    /** Ends the thread that writes, if there is one; there will be no more lines. */
    void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
