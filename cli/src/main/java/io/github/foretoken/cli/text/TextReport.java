package io.github.foretoken.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The accuracy of each method, as a table for people. */
public final class TextReport {
    private static final int CELL = 13;

    private TextReport() {}

    /**
     * Lines of text.
     *
     * @param text not modified
     * @param results at least one, all from the same place
     * @param passage one that comes twice, or null
     */
    public static List<String> lines(byte[] text, List<MethodResult> results, Passage passage) {
        int from = results.getFirst().from();
        int half = from + (text.length - from) / 2;
        int name = results.stream().mapToInt(result -> result.name().length()).max().orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(name) + right("all") + right("second half")
                + (passage == null ? "" : right("passage") + right("again")));
        for (MethodResult result : results) {
            lines.add(result.name() + " ".repeat(name - result.name().length())
                    + right(percent(result.accuracy(text, from, text.length)))
                    + right(percent(result.accuracy(text, half, text.length)))
                    + (passage == null ? ""
                            : right(percent(first(text, result, passage)))
                                    + right(percent(again(text, result, passage)))));
        }
        return lines;
    }

    /** Accuracy over a passage where it first comes. */
    static double first(byte[] text, MethodResult result, Passage passage) {
        return result.accuracy(text, passage.first(), passage.first() + passage.length());
    }

    /** Accuracy over a passage where it comes again. */
    static double again(byte[] text, MethodResult result, Passage passage) {
        return result.accuracy(text, passage.second(), passage.second() + passage.length());
    }

    private static String right(String cell) {
        return " ".repeat(Math.max(1, CELL - cell.length())) + cell;
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-"
                : BigDecimal.valueOf(100 * share).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
    }
}
