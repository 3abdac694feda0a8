package io.github.foretoken.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A drawing for the page's script: lines and bands over rows, for each column its own or for all the same. */
final class Chart {
    private final Map<String, Object> parts = new LinkedHashMap<>();
    private final List<Object> lines = new ArrayList<>();
    private final int columns;

    /**
     * An empty one.
     *
     * @param id of the element it is drawn in
     * @param columns that a reader chooses among; 1 for a drawing that is the same for all
     * @param rows where its points lie, by the number of the packed array; -1 for all rows shown
     */
    Chart(String id, int columns, int rows) {
        this.columns = columns;
        parts.put("id", id);
        parts.put("rows", rows);
        parts.put("lines", lines);
    }

    /** Something else that the script understands. */
    Chart with(String name, Object value) {
        parts.put(name, value);
        return this;
    }

    /**
     * Adds a line.
     *
     * @param label in the legend and beside values
     * @param role decides the colour
     * @param data number of the packed array of a column
     */
    Chart line(String label, String role, IntUnaryOperator data) {
        return add(label, role, "y", data);
    }

    /** {@link #line}, dashed and without points. */
    Chart dashed(String label, String role, IntUnaryOperator data) {
        add(label, role, "y", data);
        last().put("dash", true);
        return this;
    }

    /**
     * Adds a band around the line that follows.
     *
     * @param below how far its lower end lies below that line, likewise
     * @param above how far its upper end lies above it
     */
    Chart band(String label, String role, IntUnaryOperator below, IntUnaryOperator above) {
        add(label, role, "below", below);
        last().put("above", IntStream.range(0, columns).map(above).boxed().toList());
        return this;
    }

    private Chart add(String label, String role, String name, IntUnaryOperator data) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("label", Html.plain(label));
        line.put("role", role);
        line.put(name, IntStream.range(0, columns).map(data).boxed().toList());
        lines.add(line);
        return this;
    }

    @SuppressWarnings("unchecked") // put there by add
    private Map<String, Object> last() {
        return (Map<String, Object>) lines.getLast();
    }

    /** For JSON. */
    Map<String, Object> parts() {
        return parts;
    }
}
