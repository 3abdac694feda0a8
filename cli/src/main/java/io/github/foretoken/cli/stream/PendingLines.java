package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.stream.PredictionWriter.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of estimates that are still to be put into words: for each what it starts with, and its numbers. */
final class PendingLines {
    /** So few that they stay in the cache, and enough to repay their way to another thread. */
    private static final int MOST_LINES = 256;
    private static final int MOST_NUMBERS = 1 << 14;

    private final Format format;
    private final List<LineStart> starts = new ArrayList<>();
    private double[] numbers = new double[256];
    private int width;
    private int count;
    /** What a line of JSON has before each of its arrays. */
    private List<String> parts = List.of();
    private String header = "";

    PendingLines(Format format) {
        this.format = format;
    }

    boolean isEmpty() {
        return starts.isEmpty() && header.isEmpty();
    }

    boolean isFull() {
        return starts.size() >= MOST_LINES || count >= MOST_NUMBERS;
    }

    /** Whether a line of so many numbers and these parts can stand beside the others. */
    boolean takes(int numbersOfLine, List<String> partsOfLine) {
        return starts.isEmpty() || (width == numbersOfLine && parts.equals(partsOfLine));
    }

    /** A line before all others. */
    void header(String line) {
        header = line + "\n";
    }

    /**
     * Adds a line.
     *
     * @param estimate copied
     * @param partsOfLine for JSON
     */
    void add(LineStart start, double[] estimate, List<String> partsOfLine) {
        starts.add(start);
        width = estimate.length;
        parts = partsOfLine;
        if (count + width > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, count + width));
        }
        System.arraycopy(estimate, 0, numbers, count, width);
        count += width;
    }

    void clear() {
        starts.clear();
        count = 0;
        header = "";
    }

    /** Appends all lines, with their ends. Numbers read back exactly: at most 17 digits. */
    void appendTo(StringBuilder text) {
        text.append(header);
        for (int i = 0; i < starts.size(); i++) {
            starts.get(i).appendTo(text, format);
            if (format == Format.JSONL) {
                for (int part = 0; part < parts.size(); part++) {
                    text.append(parts.get(part));
                    array(text, i * width + part, (i + 1) * width, parts.size());
                }
                text.append('}');
            } else {
                for (int c = 0; c < width; c++) {
                    if (c > 0) {
                        text.append(',');
                    }
                    text.append(numbers[i * width + c]);
                }
            }
            text.append('\n');
        }
    }

    /** Numbers that JSON has no word for are null. */
    private void array(StringBuilder text, int from, int to, int step) {
        for (int at = from; at < to; at += step) {
            text.append(at == from ? '[' : ',');
            if (Double.isFinite(numbers[at])) {
                text.append(numbers[at]);
            } else {
                text.append("null");
            }
        }
        text.append(']');
    }
}
