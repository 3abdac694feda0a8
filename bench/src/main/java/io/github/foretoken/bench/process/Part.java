package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.Machine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What one option measured, in one run.
 *
 * @param date when it ended, UTC
 * @param machine where
 * @param busy a warning that other programs ran when it ended, or empty
 * @param quick whether with fewer and smaller runs
 * @param figures the rows
 * @param leftOut what could not be measured, and why; a line each
 */
public record Part(String date, Machine machine, String busy, boolean quick, List<Figure> figures,
        List<String> leftOut) {
    /** Of now and here. */
    public static Part now(boolean quick, List<Figure> figures, List<String> leftOut) {
        return new Part(Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(), Machine.here(),
                Machine.busy().orElse(""), quick, List.copyOf(figures), List.copyOf(leftOut));
    }
}
