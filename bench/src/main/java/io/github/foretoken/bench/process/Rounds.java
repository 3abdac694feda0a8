package io.github.foretoken.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs things in turn, A B C A B C, so that what disturbs the machine for a while disturbs all of them. */
final class Rounds {
    private final Map<String, Supplier<Map<String, Double>>> contenders = new LinkedHashMap<>();

    /**
     * One more, after those that are there.
     *
     * @param name for progress
     * @param run measures once, and gives values by name
     */
    void add(String name, Supplier<Map<String, Double>> run) {
        contenders.put(name, run);
    }

    /** Runs all in turn, that often; the values of each name. */
    Map<String, Spread> run(int rounds) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Supplier<Map<String, Double>>> contender : contenders.entrySet()) {
                System.err.printf("round %d of %d: %s%n", round, rounds, contender.getKey());
                contender.getValue()
                        .get()
                        .forEach((name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
            }
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        values.forEach((name, each) -> spreads.put(name, Spread.of(each)));
        return spreads;
    }
}
