package io.github.foretoken.cli.table;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns that are left out, said in one line, however many they are. */
public final class SkippedColumns {
    private static final int NAMED = 3;

    /** Why, said of one and of several. */
    public enum Reason {
        /** Something that is no number. */
        TEXT("it holds text such as ", "they hold text such as "),
        /** The rows' own. */
        CLOCK("it holds the times of rows, such as ", "they hold the times of rows, such as "),
        /** Nothing, or what stands for it. */
        MISSING("it holds nothing but missing values, which no --missing can fill",
                "they hold nothing but missing values, which no --missing can fill"),
        /** No number, and no text either. */
        NOTHING("it holds no numbers", "they hold no numbers"),
        /** It numbers the rows. */
        INDEX("it looks like a date or an index; --columns can choose it",
                "they look like a date or an index; --columns can choose them"),
        /** Though its name does not say so. */
        TIME("it holds times; --columns can choose it, with --no-time",
                "they hold times; --columns can choose them, with --no-time"),
        /** What follows the last comma of each line, for instance. */
        NAMELESS("it has neither a name nor a cell", "they have neither a name nor a cell");

        private final String one;
        private final String many;

        Reason(String one, String many) {
            this.one = one;
            this.many = many;
        }
    }

    private final Map<Reason, List<String>> places = new LinkedHashMap<>();
    private final Map<Reason, String> examples = new EnumMap<>(Reason.class);

    /**
     * Adds a column.
     *
     * @param place what to call it
     * @param quoted what it holds, in quotes; used for the first one of {@link Reason#TEXT} and {@link Reason#CLOCK}
     */
    public void add(String place, Reason reason, String quoted) {
        if (reason == Reason.TEXT || reason == Reason.CLOCK) {
            examples.putIfAbsent(reason, quoted);
        }
        places.computeIfAbsent(reason, _ -> new ArrayList<>()).add(place);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** All of it in one line; empty where nothing is left out. */
    @Override
    public String toString() {
        return places.entrySet().stream().map(entry -> note(entry.getKey(), entry.getValue())).collect(joining("; "));
    }

    private String note(Reason reason, List<String> columns) {
        String example = examples.getOrDefault(reason, "");
        if (columns.size() == 1) {
            return columns.getFirst() + " is skipped: " + reason.one + example;
        }
        return ShortList.of(columns, NAMED) + " are skipped: " + reason.many + example;
    }
}
