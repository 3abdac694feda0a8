package io.github.foretoken.cli.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of CSV that say first which series they belong to. */
public final class LongRows {
    private LongRows() {}

    /** What a line of a series starts with. */
    public static String start(List<String> key) {
        return key.stream().map(cell -> TableWriter.quote(cell) + ",").collect(Collectors.joining());
    }

    /** The first line. */
    public static String header(List<String> keys, String clock, List<String> labels) {
        return Stream.of(keys, clock == null ? List.<String>of() : List.of(clock), labels)
                .flatMap(List::stream)
                .map(TableWriter::quote)
                .collect(Collectors.joining(",", "", "\n"));
    }
}
