package io.github.foretoken.bench.peers;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** What the rows come to: geometric means of ratios, and the least of them, which a mean would hide. */
final class Summary {
    private Summary() {}

    static String of(PeersTable table) {
        StringBuilder text = new StringBuilder();
        for (String column : PeersTable.columnNames()) {
            Map<String, Map<Job, Double>> groups = new LinkedHashMap<>();
            table.ratios(column).forEach((job, ratio) -> {
                String kind = job.kind().label;
                add(groups, kind + ", " + job.type() + ", " + threads(job), job, ratio);
            });
            Map<Job, Double> attention = table.ratios(column);
            attention.keySet().removeIf(job -> job.kind() != Job.Kind.ATTENTION);
            if (!attention.isEmpty()) {
                groups.put(Job.Kind.ATTENTION.label + ", all rows", attention);
            }
            groups.forEach((group, ratios) -> text.append(line(column + " / Foretoken, " + group, ratios)));
        }
        Map<Job, Double> speedups = table.speedups();
        speedups.keySet().removeIf(job -> job.tokens() < 4096);
        return text.append(speedups.isEmpty() ? "" : line("Foretoken, one thread / two, T >= 4096", speedups))
                .toString();
    }

    private static void add(Map<String, Map<Job, Double>> groups, String name, Job job, double ratio) {
        groups.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(job, ratio);
    }

    private static String threads(Job job) {
        return job.threads() + (job.threads() == 1 ? " thread" : " threads");
    }

    private static String line(String name, Map<Job, Double> ratios) {
        double logarithms = 0;
        Entry<Job, Double> least = null;
        for (Entry<Job, Double> ratio : ratios.entrySet()) {
            logarithms += Math.log(ratio.getValue());
            if (least == null || ratio.getValue() < least.getValue()) {
                least = ratio;
            }
        }
        Job job = least.getKey();
        return String.format(Locale.ROOT, "%-55s geometric mean %6.2f, least %6.2f (T=%d, d=%d, %s, %s), %d rows%n",
                name, Math.exp(logarithms / ratios.size()), least.getValue(), job.tokens(), job.dimension(), job.type(),
                threads(job), ratios.size());
    }
}
