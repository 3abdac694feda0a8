package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.BenchmarkCase;
import io.github.foretoken.perfkit.CasePattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The benchmarks that the gates look at, as {@code gate.txt} lists them. */
public final class GateList {
    private static final String RESOURCE = "gate.txt";
    private static final String TIME = "time";
    private static final String ALLOCATION = "alloc";

    /**
     * A line of the list.
     *
     * @param text as written, for messages
     * @param matrices how many results of a whole path it may allocate; 0 for a microkernel
     */
    private record Line(String text, String gate, CasePattern pattern, int matrices) {
        static Line of(String text) {
            List<String> words = List.of(text.split("\\s+", -1));
            String[] gate = words.getFirst().split("\\+", 2);
            boolean known = words.size() > 1 && (gate[0].equals(ALLOCATION) || text.startsWith(TIME + " "));
            if (!known) {
                throw new IllegalStateException(RESOURCE + ": not a line of the form GATE CLASS.METHOD: " + text);
            }
            return new Line(text, gate[0], CasePattern.of(words.subList(1, words.size())),
                    gate.length == 2 ? Integer.parseInt(gate[1]) : 0);
        }

        List<BenchmarkCase> cases(List<BenchmarkCase> catalog) {
            List<BenchmarkCase> cases = catalog.stream().filter(pattern::fits).toList();
            if (cases.isEmpty()) {
                throw new IllegalStateException(RESOURCE + ": no benchmark of this build fits the line: " + text);
            }
            return cases;
        }
    }

    private final List<Line> lines;

    private GateList(List<Line> lines) {
        this.lines = lines;
    }

    /** The list this program was built with. */
    public static GateList own() {
        try (InputStream in = GateList.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GateList parse(String text) {
        return new GateList(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Line::of)
                .toList());
    }

    /** The lines of what is compared, as the performance kit reads them. */
    public List<String> timedLines() {
        return lines.stream()
                .filter(line -> line.gate.equals(TIME))
                .map(line -> line.text.substring(TIME.length()).strip())
                .toList();
    }

    /** What is compared and recorded, in the order of the list. */
    List<BenchmarkCase> timed(List<BenchmarkCase> catalog) {
        Set<BenchmarkCase> cases = new LinkedHashSet<>();
        lines.stream().filter(line -> line.gate.equals(TIME)).forEach(line -> cases.addAll(line.cases(catalog)));
        return new ArrayList<>(cases);
    }

    /** What must not allocate, with the bytes a call that are allowed. */
    Map<BenchmarkCase, Double> allocationLimits(List<BenchmarkCase> catalog) {
        Map<BenchmarkCase, Double> limits = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.gate.equals(ALLOCATION)) {
                line.cases(catalog).forEach(one -> limits.put(one, limit(line, one)));
            }
        }
        return limits;
    }

    /** A whole path must return a matrix and needs packed copies of its input; how many is written in the list. */
    private static double limit(Line line, BenchmarkCase one) {
        return line.matrices == 0 ? AllocationGate.MICROKERNEL_LIMIT
                : (double) Double.BYTES * line.matrices * Integer.parseInt(one.parameters().get("tokens"))
                        * Integer.parseInt(one.parameters().get("dimension"));
    }
}
