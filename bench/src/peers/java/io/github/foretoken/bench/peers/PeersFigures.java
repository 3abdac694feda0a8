package io.github.foretoken.bench.peers;

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

/** The rows of a table as figures of the page. */
final class PeersFigures {
    private static final Map<String, String> NAMES =
            Map.of("torch", "PyTorch", "torch-kept", "PyTorch, kept", "torch-blas", "PyTorch, BLAS's threads",
                    "openblas", "OpenBLAS", "limit", "NumPy", Peers.ONE_BY_ONE, "one by one");

    /** Tokens from which two threads should be worth it. */
    private static final int LONG = 4096;

    private PeersFigures() {}

    /** Replaces the part of this name in the file of figures. */
    static void store(Path bench, Map<Job, Map<String, Times>> rows, Roofline roofline, boolean quick) {
        FiguresFile.of(bench.resolve("..").normalize()).put("peers", Part.now(quick, of(rows, roofline), List.of()));
    }

    /** A figure a row, and one for the mean of attention. */
    static List<Figure> of(Map<Job, Map<String, Times>> rows, Roofline roofline) {
        List<Figure> figures = new ArrayList<>();
        List<Double> attention = new ArrayList<>();
        List<Double> speedups = new ArrayList<>();
        rows.forEach((job, times) -> {
            Times ours = times.get(Peers.OURS);
            if (ours != null) {
                Figure figure = figure(job, ours, times, roofline);
                figures.add(figure);
                Map<String, Times> twice = rows.get(job.onThreads(2));
                if (job.threads() == 1 && job.tokens() >= LONG && twice != null && twice.containsKey(Peers.OURS)) {
                    speedups.add(ours.median() / twice.get(Peers.OURS).median());
                }
                if (job.kind() == Job.Kind.ATTENTION) {
                    times.entrySet()
                            .stream()
                            .filter(entry -> entry.getKey().startsWith("torch"))
                            .mapToDouble(entry -> entry.getValue().median() / ours.median())
                            .min()
                            .ifPresent(attention::add);
                }
            }
        });
        if (!attention.isEmpty()) {
            figures.add(mean("attention-mean",
                    "attention, all rows: PyTorch's time over Foretoken's, geometric mean and range", attention));
        }
        if (!speedups.isEmpty()) {
            figures.add(mean("two-threads",
                    "one thread's time over two threads', T of 4,096 and more, geometric mean and range", speedups));
        }
        return figures;
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
                "peers." + job.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + job.tokens() + "-"
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
        return new Figure("peers." + id, what, "x",
                new Spread(Math.exp(logarithms / ratios.size()), least, greatest, ratios.size()), Map.of(), "");
    }
}
