package io.github.foretoken.bench.process;

import io.github.foretoken.bench.Agreement;
import io.github.foretoken.bench.BenchmarkSettings;
import io.github.foretoken.bench.Inputs;
import io.github.foretoken.perfkit.PerfkitException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** First calls: what a fresh process takes for a file, beside one that does nothing and one of NumPy; and in a JVM of one's own. */
final class Cold {
    private static final int DIMENSION = 16;
    private static final int FORECAST_ROWS = 309;
    private static final int CALLS = 100;
    private static final String BARE = "bare JVM";
    private static final String NUMPY = "NumPy";
    private static final String EMBEDDED = "u* of 4,096 tokens in R^16 in a JVM of one's own, ";

    private final Workshop workshop;
    private final Extent extent;
    private final Rounds rounds = new Rounds();
    private final Report report = new Report();

    private Cold(Workshop workshop, Extent extent) {
        this.workshop = workshop;
        this.extent = extent;
    }

    /** Measures. */
    static Report measure(Workshop workshop, Extent extent) {
        return new Cold(workshop, extent).measure();
    }

    private Report measure() {
        List<String> nothing = workshop.nothing();
        process("bare", nothing);
        boolean numpy = numpy();
        for (int rows : extent.sizes()) {
            Path file = workshop.file("tokens-" + rows + ".csv");
            TokenFile.write(file, Inputs.unitTokens(rows, DIMENSION, BenchmarkSettings.SEED));
            Path ours = predicted(rows);
            Path theirs = byNumpy(rows);
            process("predict-" + rows, workshop.foretoken("predict", file.toString(), "--kernel", "gaussian:1",
                    "--output", ours.toString(), "--quiet"));
            if (numpy) {
                process("numpy-" + rows, script(file, theirs));
            }
        }
        Path series = workshop.file("series-309.csv");
        TokenFile.writeSeries(series, FORECAST_ROWS, 1, BenchmarkSettings.SEED);
        process("forecast", workshop.foretoken("forecast", series.toString(), "--output",
                workshop.file("forecast.csv").toString(), "--quiet"));
        embedded("plain", List.of());
        embedded("vector", List.of(Workshop.MODULE));
        embedded("warmed", List.of(Workshop.MODULE), "warm-up");
        // Builds the command line if need be, and brings its files into memory.
        workshop.child.run(workshop.foretoken("--version"));
        Map<String, Spread> spreads = rounds.run(extent.rounds());
        if (numpy) {
            extent.sizes().forEach(this::requireAgreement);
        }
        figures(spreads, numpy);
        return report;
    }

    private List<String> script(Path file, Path output) {
        return List.of("python3", workshop.source("bench/peers/numpy_cold.py").toString(), file.toString(),
                output.toString());
    }

    private boolean numpy() {
        try {
            workshop.child.run(List.of("python3", "-c", "import numpy, scipy.linalg"));
            return true;
        } catch (PerfkitException e) {
            report.leftOut().add("NumPy: " + e.getMessage());
            return false;
        }
    }

    private void process(String name, List<String> command) {
        rounds.add(name, () -> Map.of(name, workshop.child.run(command).wall()));
    }

    private void embedded(String name, List<String> options, String... arguments) {
        String[] all = new String[3 + arguments.length];
        System.arraycopy(new String[]{"first", "limit:4096:16", Integer.toString(CALLS)}, 0, all, 0, 3);
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        List<String> command = workshop.program(Probe.class, options, all);
        rounds.add("embedded, " + name, () -> {
            Map<String, Double> times = new LinkedHashMap<>();
            workshop.child.run(command).values().forEach((key, value) -> {
                if (!key.equals("loops") && !key.equals("WARNING:")) {
                    times.put(name + "." + key, Double.valueOf(value));
                }
            });
            return times;
        });
    }

    /**
     * Throws unless both wrote the same estimates, up to {@code 4 T (T + d + 8) u} times the norm of what was to be learned: see
     * {@link Agreement}, for a matrix whose inverse is of norm 2 or so.
     */
    private void requireAgreement(int rows) {
        Agreement.requireWithin("NumPy's predictions of " + rows + " rows",
                distance(TokenFile.read(predicted(rows)), TokenFile.read(byNumpy(rows))),
                4.0 * rows * (rows + DIMENSION + 8) * Agreement.ROUNDOFF * Math.sqrt(rows));
    }

    private Path predicted(int rows) {
        return workshop.file("predicted-" + rows + ".csv");
    }

    private Path byNumpy(int rows) {
        return workshop.file("numpy-" + rows + ".csv");
    }

    private static double distance(List<double[]> x, List<double[]> y) {
        if (x.size() != y.size()) {
            throw new PerfkitException("Foretoken predicted " + x.size() + " rows, NumPy " + y.size());
        }
        double sum = 0;
        for (int t = 0; t < x.size(); t++) {
            for (int c = 0; c < x.get(t).length; c++) {
                sum += Math.pow(x.get(t)[c] - y.get(t)[c], 2);
            }
        }
        return Math.sqrt(sum);
    }

    private void figures(Map<String, Spread> spreads, boolean numpy) {
        double bare = spreads.get("bare").median();
        add("bare", "Java with a class that does nothing, process", spreads.get("bare"), Map.of());
        for (int rows : extent.sizes()) {
            Map<String, Double> peers = new LinkedHashMap<>();
            if (numpy) {
                peers.put(NUMPY, spreads.get("numpy-" + rows).median());
            }
            peers.put(BARE, bare);
            add("predict-" + rows,
                    String.format(Locale.ROOT, "`predict` of %,d rows in R^16, Gaussian kernel, process", rows),
                    spreads.get("predict-" + rows), peers);
        }
        add("forecast", "`forecast` after 309 rows, process", spreads.get("forecast"), Map.of(BARE, bare));
        String[][] ways = {{"plain", "no flag"}, {"vector", "`--add-modules jdk.incubator.vector`"},
            {"warmed", "the same after `Acceleration.warmUp()`"}};
        for (String[] way : ways) {
            add(way[0] + "-first", EMBEDDED + way[1] + ": first call", spreads.get(way[0] + ".first"), Map.of());
            add(way[0] + "-hundredth", EMBEDDED + way[1] + ": hundredth call", spreads.get(way[0] + ".last"), Map.of());
        }
        add("warm-up", "`Acceleration.warmUp()` itself", spreads.get("warmed.warm-up"), Map.of());
    }

    private void add(String id, String what, Spread spread, Map<String, Double> peers) {
        report.figures().add(new Figure("cold." + id, what, "s", spread, peers, ""));
    }
}
