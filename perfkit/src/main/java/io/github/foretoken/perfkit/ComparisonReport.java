package io.github.foretoken.perfkit;

import io.github.foretoken.perfkit.Comparison.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A comparison as a text with a table.
 *
 * @param base what it was compared with
 * @param head what was compared
 * @param machine where
 * @param clock which clock was read
 * @param effort how long a fork ran
 * @param pairs forks of each build in a round
 * @param threshold tolerated slowdown, 0.05 being 5 %
 * @param outcomes in the order of the list
 * @param skipped cases of one build only, each with its reason
 */
record ComparisonReport(String base, String head, Machine machine, String clock, String effort, int pairs,
        double threshold, List<Outcome> outcomes, List<String> skipped) {
    /** Whether any case is a confirmed regression. */
    boolean failed() {
        return !regressions().isEmpty();
    }

    /** A line for each confirmed regression. */
    List<String> regressions() {
        return outcomes.stream()
                .filter(outcome -> outcome.verdict() == Verdict.REGRESSION)
                .map(outcome -> outcome.benchmark() + " is slower by " + percent(outcome.last().interval().centre()))
                .toList();
    }

    /** A log-ratio as a signed change in per cent. */
    static String percent(double logRatio) {
        return String.format(Locale.ROOT, "%+.1f %%", Interval.percent(logRatio));
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## " + head + " against " + base + "\n\n");
        text.append("| benchmark | base us | head us | change | 95 % interval | verdict |\n");
        text.append("|---|---:|---:|---:|---:|---|\n");
        for (Outcome outcome : outcomes) {
            if (outcome.rounds().size() > 1) {
                text.append(row(outcome, outcome.rounds().get(0), "suspicious, measured again"));
            }
            text.append(row(outcome, outcome.last(), outcome.verdict().toString()));
        }
        text.append("\nTimes are medians of the forks' fastest iterations (")
                .append(clock)
                .append("). The change is that of the lower quartile of ")
                .append(pairs)
                .append(" forks of each, interleaved A B B A; its interval is the bootstrap's.\nA case fails");
        text.append(String.format(Locale.ROOT,
                " when all of its interval is beyond %+.1f %%, and is again with twice the pairs. ", 100 * threshold));
        text.append(machine).append(".\n");
        if (!skipped.isEmpty()) {
            text.append("\nSkipped:\n\n");
            skipped.forEach(line -> text.append("- ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String row(Outcome outcome, Round round, String verdict) {
        Interval interval = round.interval();
        return String.format(Locale.ROOT, "| %s | %s | %s | %s | %s .. %s | %s |%n", outcome.benchmark(),
                time(round.median(Side.BASE)), time(round.median(Side.HEAD)), percent(interval.centre()),
                percent(interval.low()), percent(interval.high()), verdict);
    }

    /** Four significant digits. */
    private static String time(double microseconds) {
        int decimals = Math.min(6, Math.max(0, 3 - (int) Math.floor(Math.log10(microseconds))));
        return String.format(Locale.ROOT, "%." + decimals + "f", microseconds);
    }

    /** Everything, each fork's time included. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("base", base);
        all.put("head", head);
        all.put("machine", machine);
        all.put("clock", clock);
        all.put("effort", effort);
        all.put("pairs", pairs);
        all.put("threshold", threshold);
        all.put("confidence", Comparison.CONFIDENCE);
        all.put("failed", failed());
        all.put("benchmarks", outcomes.stream().map(ComparisonReport::node).toList());
        all.put("skipped", skipped);
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> node(Outcome outcome) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("benchmark", outcome.benchmark().toString());
        node.put("verdict", outcome.verdict().name());
        node.putAll(interval(outcome.last().interval()));
        List<Map<String, Object>> rounds = new ArrayList<>();
        for (Round round : outcome.rounds()) {
            Map<String, Object> one = interval(round.interval());
            one.put("baseMicroseconds", round.times(Side.BASE));
            one.put("headMicroseconds", round.times(Side.HEAD));
            rounds.add(one);
        }
        node.put("rounds", rounds);
        return node;
    }

    private static Map<String, Object> interval(Interval interval) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("change", Math.expm1(interval.centre()));
        node.put("low", Math.expm1(interval.low()));
        node.put("high", Math.expm1(interval.high()));
        return node;
    }
}
