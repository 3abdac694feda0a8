package io.github.foretoken.lab.table;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
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
    private String text = "";

    /**
     * Adds a column.
     *
     * @param place what to call it
     * @param quoted what it holds, in quotes; used for the first one of {@link Reason#TEXT}
     */
    public void add(String place, Reason reason, String quoted) {
        text = reason == Reason.TEXT && text.isEmpty() ? quoted : text;
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
        String example = reason == Reason.TEXT ? text : "";
        if (columns.size() == 1) {
            return columns.getFirst() + " is skipped: " + reason.one + example;
        }
        int named = columns.size() > NAMED + 1 ? NAMED : columns.size() - 1;
        String rest = named == columns.size() - 1 ? columns.getLast() : columns.size() - named + " more";
        return String.join(", ", columns.subList(0, named)) + " and " + rest + " are skipped: " + reason.many + example;
    }
}
