package io.github.foretoken.bench.process;

import io.github.foretoken.bench.BenchmarkSettings;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows a second through whole commands, start included, with their processor time. */
final class Pipes {
    private static final int COLUMNS = 7;
    /** What is slower than a stream of least squares gets one row of so many, or it would take minutes. */
    private static final int FEWER = 30;
    private static final String METHOD = "least-squares";

    private final Workshop workshop;
    private final Extent extent;
    private final Rounds rounds = new Rounds();
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();

    private Pipes(Workshop workshop, Extent extent) {
        this.workshop = workshop;
        this.extent = extent;
    }

    /** Measures. */
    static Report measure(Workshop workshop, Extent extent) {
        return new Pipes(workshop, extent).measure();
    }

    private Report measure() {
        int all = extent.rows();
        int fewer = Math.max(1_000, all / FEWER);
        Path large = file(all);
        Path small = file(fewer);
        add("stream-csv", "`stream` to CSV, least squares", all, "stream", large, ".csv", "--method", METHOD);
        add("stream-checkpoint", "`stream` to CSV, least squares, `--checkpoint`", all, "stream", large, ".csv",
                "--method", METHOD, "--checkpoint", workshop.file("stream.ftk").toString());
        add("stream-jsonl", "`stream` to JSON lines, least squares", all, "stream", large, ".jsonl", "--method", METHOD,
                "--format", "jsonl");
        add("stream-forecaster", "`stream`, forecaster", fewer, "stream", small, ".csv");
        add("predict", "`predict`, least squares", all, "predict", large, ".csv", "--method", METHOD);
        add("predict-forecaster", "`predict`, forecaster", fewer, "predict", small, ".csv");
        add("evaluate", "`evaluate`, least squares with intervals", fewer, "evaluate", small, ".csv", "--method",
                METHOD);
        workshop.child.run(workshop.foretoken("--version"));
        Map<String, Spread> spreads = rounds.run(extent.fewRounds());
        Report report = new Report();
        rows.forEach((name, count) -> report.figures().add(figure(name, count, spreads)));
        return report;
    }

    private Figure figure(String name, int count, Map<String, Spread> spreads) {
        Spread wall = spreads.get(name + ".wall");
        Spread processor = spreads.get(name + ".processor");
        return Figure.alone("streams." + name,
                String.format(Locale.ROOT, "%s, %,d rows of %d columns, process", labels.get(name), count, COLUMNS),
                "rows/s", wall.rate(count),
                String.format(Locale.ROOT, "wall %.2f s, processor time %.2f s", wall.median(), processor.median()));
    }

    private Path file(int count) {
        Path file = workshop.file("series-" + count + ".csv");
        TokenFile.writeSeries(file, count, COLUMNS, BenchmarkSettings.SEED);
        return file;
    }

    private void add(String name, String label, int count, String command, Path input, String ending,
            String... options) {
        Path output = workshop.file(name + ending);
        List<String> arguments = new ArrayList<>(List.of(command, input.toString(), "--output", output.toString()));
        arguments.addAll(List.of(options));
        arguments.add("--quiet");
        List<String> line = workshop.foretoken(arguments.toArray(String[]::new));
        rows.put(name, count);
        labels.put(name, label);
        rounds.add(name, () -> {
            // A stream would go on where its checkpoint is.
            remove(output);
            remove(workshop.file("stream.ftk"));
            Child.Run run = workshop.child.runWithProcessorTime(line);
            return Map.of(name + ".wall", run.wall(), name + ".processor", run.processor());
        });
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PerfkitException(file + " cannot be removed (" + e + ")", e);
        }
    }
}
