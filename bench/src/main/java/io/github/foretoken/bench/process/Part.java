package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.Machine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one option measured, in one run.
 *
 * @param date when it ended, UTC
 * @param machine where
 * @param busy a warning that other programs ran when it ended, or empty
 * @param quick whether with fewer and smaller runs
 * @param figures the rows
 * @param remarks what could not be measured, and why, or was measured later; a line each
 */
public record Part(String date, Machine machine, String busy, boolean quick, List<Figure> figures,
        List<String> remarks) {
    /** Of now and here. */
    public static Part now(boolean quick, List<Figure> figures, List<String> remarks) {
        return new Part(Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(), Machine.here(),
                Machine.busy().orElse(""), quick, List.copyOf(figures), List.copyOf(remarks));
    }

    /** The same run with these rows. */
    Part of(List<Figure> rows) {
        return new Part(date, machine, busy, quick, List.copyOf(rows), remarks);
    }

    /**
     * This run with some rows measured again: those of the other run take the places of rows of the same name, or come last.
     *
     * @param which rows, in words
     */
    Part with(Part again, String which) {
        Map<String, Figure> merged = new LinkedHashMap<>();
        figures.forEach(figure -> merged.put(figure.id(), figure));
        again.figures.forEach(figure -> merged.put(figure.id(), figure));
        List<String> lines = new ArrayList<>(remarks);
        lines.add(which + ": measured again " + again.date + (again.quick ? " (quick)" : "")
                + (again.busy.isEmpty() ? "" : " (busy machine)")
                + (again.machine.equals(machine) ? "" : " on " + again.machine));
        return new Part(date, machine, busy, quick, List.copyOf(merged.values()), List.copyOf(lines));
    }
}
