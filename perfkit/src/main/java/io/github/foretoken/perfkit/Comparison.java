package io.github.foretoken.perfkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures cases on two builds, fork by fork, in the order A B B A, so that neither a drift of the machine nor the place in
 * the order favours a build. One pair of every case comes before the next pair of any, so that a disturbance of some
 * seconds meets one pair of a few cases and not all pairs of one.
 */
final class Comparison {
    /** Of all intervals. */
    static final double CONFIDENCE = 0.95;

    /** How many times the pairs a repetition has: it must confirm what is there, and is only paid for on suspicion. */
    private static final int AGAIN = 2;

    /** Told what is about to be measured. */
    interface Progress {
        /** More forks than were known of so far will run. */
        void expect(int forks);

        /** A fork starts. */
        void fork(Side side, BenchmarkCase one);

        /** Something worth a line. */
        void note(String line);
    }

    /**
     * All rounds of one case: one, or two if the first one was suspicious.
     *
     * @param benchmark what was measured
     * @param rounds in the order in which they were measured
     * @param verdict in a word
     */
    record Outcome(BenchmarkCase benchmark, List<Round> rounds, Verdict verdict) {
        /** The round that decides. */
        Round last() {
            return rounds.get(rounds.size() - 1);
        }
    }

    private final Stopwatch stopwatch;
    private final Progress progress;
    private final int pairs;
    private final double threshold;

    Comparison(Stopwatch stopwatch, Progress progress, int pairs, double threshold) {
        this.stopwatch = stopwatch;
        this.progress = progress;
        this.pairs = pairs;
        this.threshold = threshold;
    }

    /** Measures; suspicious cases twice. */
    List<Outcome> run(List<BenchmarkCase> cases) {
        Map<BenchmarkCase, List<Round>> rounds = new LinkedHashMap<>();
        round(cases, pairs).forEach((one, round) -> rounds.put(one, new ArrayList<>(List.of(round))));
        List<BenchmarkCase> suspicious =
                cases.stream().filter(one -> rounds.get(one).get(0).interval().beyond(threshold)).toList();
        if (!suspicious.isEmpty()) {
            for (BenchmarkCase one : suspicious) {
                Interval interval = rounds.get(one).get(0).interval();
                progress.note("warning: " + one + " is slower by " + ComparisonReport.percent(interval.centre())
                        + ", all of its interval beyond the threshold; it is measured once more");
            }
            round(suspicious, AGAIN * pairs).forEach((one, round) -> rounds.get(one).add(round));
        }
        List<Outcome> outcomes = new ArrayList<>();
        rounds.forEach((one, all) -> outcomes.add(new Outcome(one, all, Verdict.of(all, threshold))));
        return outcomes;
    }

    private Map<BenchmarkCase, Round> round(List<BenchmarkCase> cases, int count) {
        Map<BenchmarkCase, Round> rounds = new LinkedHashMap<>();
        cases.forEach(one -> rounds.put(one, new Round(count)));
        progress.expect(2 * count * cases.size());
        for (int pair = 0; pair < count; pair++) {
            for (BenchmarkCase one : cases) {
                List<Side> order = pair % 2 == 0 ? List.of(Side.BASE, Side.HEAD) : List.of(Side.HEAD, Side.BASE);
                for (Side side : order) {
                    progress.fork(side, one);
                    rounds.get(one).set(side, pair, stopwatch.microseconds(side, one));
                }
            }
        }
        return rounds;
    }
}
