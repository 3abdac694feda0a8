package io.github.foretoken.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Some kernels in many processes, in turn: what the compiler makes of one may differ between them. So does what else a machine does: a
 * process counts where its own fma peak, a loop without memory that was timed between its calls, is nearly that of the best.
 */
final class Forks {
    /** By how much a process's fma may take longer than the best one's. */
    private static final double QUIET = 0.03;

    private static final List<String> KERNELS = List.of("limit-16", "limit-64", "attention32-64", "batch-64-8");
    private static final String ALIGNED = "-aligned";
    /** Where arrays lie, in cache lines and in the caches' sets, is what differs between processes by chance. */
    private static final List<String> ALIGNMENT =
            List.of("-XX:ObjectAlignmentInBytes=64", "-XX:+UseTransparentHugePages");

    private Forks() {}

    /** A process: seconds of the kernel's call and of a number of fma. */
    private record Fork(double median, double peak) {}

    /** All of them. */
    static Report measure(Workshop workshop, Extent extent) {
        Map<String, List<Fork>> forks = new LinkedHashMap<>();
        Rounds rounds = new Rounds();
        for (String kernel : KERNELS) {
            List<String> aligned = new ArrayList<>(ALIGNMENT);
            aligned.add(Workshop.MODULE);
            add(kernel, kernel, List.of(Workshop.MODULE), workshop, extent, rounds, forks);
            add(kernel + ALIGNED, kernel, aligned, workshop, extent, rounds, forks);
        }
        rounds.run(extent.forks());
        double best = forks.values().stream().flatMap(List::stream).mapToDouble(Fork::peak).min().orElse(Double.NaN);
        Report report = new Report();
        forks.forEach((name, all) -> report.figures().add(figure(name, all, best)));
        return report;
    }

    private static void add(String name, String kernel, List<String> options, Workshop workshop, Extent extent,
            Rounds rounds, Map<String, List<Fork>> forks) {
        List<Fork> all = new ArrayList<>();
        forks.put(name, all);
        rounds.add(name, () -> {
            Map<String, String> values = Kernels.probe(workshop, options, "fork", kernel, extent);
            all.add(new Fork(Kernels.median(values), Double.parseDouble(values.get("peak"))));
            return Map.of();
        });
    }

    private static Figure figure(String name, List<Fork> all, double best) {
        boolean aligned = name.endsWith(ALIGNED);
        String kernel = aligned ? name.substring(0, name.length() - ALIGNED.length()) : name;
        List<Double> every = all.stream().map(Fork::median).toList();
        List<Double> quiet = all.stream().filter(fork -> fork.peak <= (1 + QUIET) * best).map(Fork::median).toList();
        Spread spread = Spread.of(quiet.isEmpty() ? every : quiet);
        Spread whole = Spread.of(every);
        String counted = quiet.isEmpty() ? "no fork was undisturbed"
                : String.format(Locale.ROOT, "%d of %d forks had their fma peak within %.0f %% of the best one's",
                        quiet.size(), all.size(), 100 * QUIET);
        return Figure.alone("forks." + name,
                Kernels.LABELS.get(kernel)
                        + ", " + all.size() + " forks" + (aligned ? ", `" + String.join(" ", ALIGNMENT) + "`" : ""),
                "ms", spread,
                String.format(Locale.ROOT,
                        "%s: their slowest takes %.0f %% more than their fastest; all took %.3g to %.3g ms", counted,
                        100 * spread.excess(), whole.least(), whole.greatest()));
    }
}
