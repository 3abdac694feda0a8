package io.github.foretoken.bench.peers;

import io.github.foretoken.Acceleration;
import io.github.foretoken.bench.Times;
import io.github.foretoken.bench.process.Figure;
import io.github.foretoken.bench.process.FiguresFile;
import io.github.foretoken.bench.process.Part;
import io.github.foretoken.bench.process.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of a table as figures of the page. */
final class PeersFigures {
    private static final Map<String, String> NAMES =
            Map.of("torch", "PyTorch", "torch-kept", "PyTorch, kept", "torch-blas", "PyTorch, BLAS's threads",
                    "openblas", "OpenBLAS", "limit", "NumPy", Peers.ONE_BY_ONE, "one by one");

    /** Tokens from which two threads should be worth it. */
    private static final int LONG = 4096;

    private static final String PART = "peers";
    private static final String ATTENTION = PART + ".attention-";
    private static final String MEAN_OF_ATTENTION = ATTENTION + "mean";
    private static final String MEAN_OF_THREADS = PART + ".two-threads";
    private static final Set<String> MEANS = Set.of(MEAN_OF_ATTENTION, MEAN_OF_THREADS);

    /** Kind, T, d and type of a row on one thread. */
    private static final Pattern ON_ONE_THREAD = Pattern.compile("(peers\\.[a-z-]+-(\\d+)-\\d+-f\\d+-)1");

    private static final Pattern CORE = Pattern.compile("core (\\w+)");

    private PeersFigures() {}

    /**
     * Replaces the part of this name in the file of figures, or, of a run of some rows, these rows, and the means of all.
     *
     * @param only the regular expression that chose rows, empty for all
     */
    static void store(Path bench, Map<Job, Map<String, Times>> rows, Roofline roofline, boolean quick, String only) {
        FiguresFile file = FiguresFile.of(bench.resolve("..").normalize());
        List<Figure> figures = of(rows, roofline);
        if (only.isEmpty()) {
            file.put(PART, Part.now(quick, withMeans(figures), remarks()));
        } else {
            file.putRows(PART, Part.now(quick, figures, remarks()), "rows with '" + only + "'",
                    PeersFigures::withMeans);
        }
    }

    /** Which kernels the peers' products have: an environment may have chosen some with fewer lanes. */
    private static List<String> remarks() {
        Matcher core = CORE.matcher(Acceleration.describe());
        return core.find() ? List.of("OpenBLAS runs its kernels for " + core.group(1)) : List.of();
    }

    /** A figure a row. */
    static List<Figure> of(Map<Job, Map<String, Times>> rows, Roofline roofline) {
        List<Figure> figures = new ArrayList<>();
        rows.forEach((job, times) -> {
            Times ours = times.get(Peers.OURS);
            if (ours != null) {
                figures.add(figure(job, ours, times, roofline));
            }
        });
        return figures;
    }

    /** The rows, those of means anew and last: attention's, and what a second thread is worth. */
    static List<Figure> withMeans(List<Figure> figures) {
        Map<String, Figure> rows = new LinkedHashMap<>();
        figures.stream().filter(figure -> !MEANS.contains(figure.id())).forEach(row -> rows.put(row.id(), row));
        List<Double> attention = new ArrayList<>();
        List<Double> speedups = new ArrayList<>();
        rows.forEach((id, row) -> {
            if (id.startsWith(ATTENTION)) {
                row.peers()
                        .keySet()
                        .stream()
                        .filter(peer -> peer.startsWith("PyTorch"))
                        .mapToDouble(row::factor)
                        .min()
                        .ifPresent(attention::add);
            }
            Matcher one = ON_ONE_THREAD.matcher(id);
            Figure two = one.matches() ? rows.get(one.group(1) + 2) : null;
            if (two != null && Integer.parseInt(one.group(2)) >= LONG) {
                speedups.add(row.spread().median() / two.spread().median());
            }
        });
        List<Figure> all = new ArrayList<>(rows.values());
        if (!attention.isEmpty()) {
            all.add(mean(MEAN_OF_ATTENTION,
                    "attention, all rows: PyTorch's time over Foretoken's, geometric mean and range", attention));
        }
        if (!speedups.isEmpty()) {
            all.add(mean(MEAN_OF_THREADS,
                    "one thread's time over two threads', T of 4,096 and more, geometric mean and range", speedups));
        }
        return all;
    }

    private static Figure figure(Job job, Times ours, Map<String, Times> times, Roofline roofline) {
        Map<String, Double> peers = new LinkedHashMap<>();
        times.forEach((peer, time) -> {
            if (!peer.equals(Peers.OURS)) {
                peers.put(NAMES.getOrDefault(peer, peer), time.median() / 1e3);
            }
        });
        double roof = roofline.bound(job);
        if (!Double.isNaN(roof)) {
            peers.put(Figure.ROOF, roof / 1e3);
        }
        return new Figure(
                PART + "." + job.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + job.tokens() + "-"
                        + job.dimension() + "-" + job.type() + "-" + job.threads(),
                what(job), "ms", new Spread(ours.median() / 1e3, ours.least() / 1e3, ours.greatest() / 1e3,
                        Effort.of(Peers.OURS, job).brief().forks()),
                peers, "");
    }

    private static String what(Job job) {
        String one = String.format(Locale.ROOT, "%,d tokens in R^%d", job.tokens(), job.dimension());
        String many = job.kind().batch()
                ? String.format(Locale.ROOT, "%,d sequences of %d x %d", job.sequences(), job.tokens(), job.dimension())
                : one;
        return job.kind().label + ", " + many + ", " + job.type() + ", "
                + (job.threads() == 1 ? "one thread" : "two threads");
    }

    private static Figure mean(String id, String what, List<Double> ratios) {
        double logarithms = ratios.stream().mapToDouble(Math::log).sum();
        double least = ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double greatest = ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Figure(id, what, "x",
                new Spread(Math.exp(logarithms / ratios.size()), least, greatest, ratios.size()), Map.of(), "");
    }
}
