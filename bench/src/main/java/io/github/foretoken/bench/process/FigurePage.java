package io.github.foretoken.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All figures as one Markdown table, with where and when they were measured. */
final class FigurePage {
    private static final String INTRODUCTION =
            """
                    # Figures

                    Every speed that this project measures, written by `bench/figures` ([how](performance.md#speed)). Times belong to the
                    machine; peers ran beside them, in the same run. A median is of whole processes (first calls, streams) or of forks, each of which counts
                    once; the spread is the least and the greatest of them. n x: Foretoken is n times as fast as that peer.

                    """;
    private static final String HEADER = """
            | what | median | spread | beside it | target | reached, or what limits it |
            |---|---|---|---|---|---|
            """;

    private FigurePage() {}

    /** The page. */
    static String of(Map<String, Part> parts, Goals goals) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Map<String, List<String>> runs = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        parts.forEach((name, part) -> {
            runs.computeIfAbsent(part.machine().toString(), key -> new ArrayList<>())
                    .add(name + " " + part.date() + (part.quick() ? " (quick)" : "")
                            + (part.busy().isEmpty() ? "" : " (busy machine)"));
            part.remarks().forEach(line -> rest.add("- " + name + ": " + line + "\n"));
        });
        runs.forEach(
                (machine, dates) -> page.append(machine).append(": ").append(String.join(", ", dates)).append(".\n"));
        page.append('\n')
                .append(table(parts.values().stream().flatMap(part -> part.figures().stream()).toList(), goals));
        if (!rest.isEmpty()) {
            page.append("\nRemarks:\n\n");
            rest.forEach(page::append);
        }
        return page.toString();
    }

    /** The rows alone. */
    static String table(List<Figure> figures, Goals goals) {
        StringBuilder table = new StringBuilder(HEADER);
        for (Figure figure : figures) {
            String verdict = goals.verdict(figure);
            row(table, figure.what(), amount(figure.spread().median(), figure.unit()), spread(figure), beside(figure),
                    goals.target(figure),
                    verdict + (verdict.isEmpty() || figure.note().isEmpty() ? "" : "; ") + figure.note());
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String... cells) {
        for (String cell : cells) {
            table.append("| ")
                    .append(cell.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
                    .append(cell.isEmpty() ? "" : " ");
        }
        table.append("|\n");
    }

    private static String spread(Figure figure) {
        Spread spread = figure.spread();
        return spread.runs() == 1 ? "one run"
                : digits(spread.least()) + " to " + digits(spread.greatest()) + " (" + spread.runs() + ")";
    }

    private static String beside(Figure figure) {
        List<String> peers = new ArrayList<>();
        figure.peers()
                .forEach((peer, value) -> peers
                        .add(peer + " " + amount(value, figure.unit()) + ", " + digits(figure.factor(peer)) + " x"));
        return String.join("; ", peers);
    }

    private static String amount(double value, String unit) {
        return digits(value) + " " + unit;
    }

    /** Three significant digits, no exponent, thousands set apart. */
    static String digits(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "unknown";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        double unit = Math.pow(10, Math.max(0, exponent - 2));
        return String.format(Locale.ROOT, "%,." + Math.max(0, 2 - exponent) + "f",
                exponent > 2 ? Math.rint(value / unit) * unit : value);
    }
}
