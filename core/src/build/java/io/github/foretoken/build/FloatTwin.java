package io.github.foretoken.build;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a source in float64 into its twin in float32, in which types and names are exchanged and nothing else. */
final class FloatTwin {
    /** A line that ends with it is right for both and stays as it is. */
    private static final String BOTH = "// float64 in both";
    /** On a line that ends with it a class and its twin change places. */
    private static final String SWAPPED = "// swapped in the twin";
    private static final Pattern REAL = Pattern.compile("\\bdouble\\b");
    private static final Pattern TYPE = Pattern.compile("\\bDouble(Vector|Buffer)?\\b");
    private static final Pattern PRECISION = Pattern.compile("\\bfloat64\\b");
    private static final Pattern LOOPS = Pattern.compile("\\bMicrokernelSelection\\.(forPairs|laneLoops)\\b");
    /** What makes a float32 twin compute in float64 after all: the type under any other name, and literals of it. */
    private static final Pattern SURVIVOR = Pattern
            .compile("(?i)double|(?<![\\w.])(?:\\d+\\.\\d*|\\.\\d+|\\d+e[+-]?\\d+|0x[\\w.]+p[+-]?\\d+)(?![\\w.])");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    private final Pattern names;
    private final Pattern twins;

    /** @param names of the classes that have twins, separated by {@code |} */
    FloatTwin(String names) {
        this.names = Pattern.compile("\\b(" + names + ")\\b");
        twins = Pattern.compile("\\bFloat(" + names + ")\\b|\\b(" + names + ")\\b");
    }

    /** @throws IllegalArgumentException naming the first line that would still compute in float64 */
    String of(String file, String source) {
        StringBuilder twin = new StringBuilder();
        for (String line : source.split("\n", -1)) {
            twin.append(both(line) ? line : exchanged(line)).append('\n');
        }
        twin.setLength(twin.length() - 1);
        check(file, twin.toString());
        return twin.toString();
    }

    private static boolean both(String line) {
        return line.stripTrailing().endsWith(BOTH);
    }

    private String exchanged(String line) {
        String types = TYPE.matcher(REAL.matcher(line).replaceAll("float")).replaceAll("Float$1");
        String loops = LOOPS.matcher(PRECISION.matcher(types).replaceAll("float32"))
                .replaceAll(match -> "MicrokernelSelection."
                        + (match.group(1).equals("forPairs") ? "floatsForPairs" : "floatLaneLoops"));
        return line.stripTrailing().endsWith(SWAPPED)
                ? twins.matcher(loops)
                        .replaceAll(match -> match.group(1) == null ? "Float" + match.group(2) : match.group(1))
                : names.matcher(loops).replaceAll("Float$1");
    }

    private static void check(String file, String twin) {
        // Comments become blanks, so that lines keep their numbers; the marker alone is kept.
        String code = COMMENT.matcher(twin)
                .replaceAll(match -> match.group().equals(BOTH) ? Matcher.quoteReplacement(BOTH)
                        : match.group().replaceAll("[^\n]", " "));
        String[] lines = code.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!both(lines[i]) && SURVIVOR.matcher(lines[i]).find()) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 1) + ": the float32 twin would compute in float64: " + lines[i].strip()
                                + " (end the line with " + BOTH + " if that is right)");
            }
        }
    }
}
