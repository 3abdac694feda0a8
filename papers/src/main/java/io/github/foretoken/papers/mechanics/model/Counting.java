package io.github.foretoken.papers.mechanics.model;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prediction by counting, for comparison: how often each token came after the last ones of a sequence, or at all. It chooses among
 * the tokens of the sequence, as attention does, and every one of them counts once more than it was seen. Last tokens that were not
 * seen together are shortened until they were.
 */
public final class Counting {
    private final int order;
    /** By the last tokens, as many as the order or fewer, and token. */
    private final Map<List<String>, Map<String, Integer>> counts = new HashMap<>();

    /** By that many last tokens; 0 for how often a token comes at all. */
    public Counting(int order) {
        this.order = order;
    }

    /** Counts one sequence and what came after it. */
    public void add(List<String> sequence, String label) {
        for (int k = 0; k <= Math.min(order, sequence.size()); k++) {
            counts.computeIfAbsent(end(sequence, k), context -> new HashMap<>()).merge(label, 1, Integer::sum);
        }
    }

    /** The probability of each token of a sequence, in order of appearance. */
    public Map<String, Double> chances(List<String> sequence) {
        int k = Math.min(order, sequence.size());
        while (k > 0 && !counts.containsKey(end(sequence, k))) {
            k--;
        }
        Map<String, Integer> seen = counts.getOrDefault(end(sequence, k), Map.of());
        Map<String, Double> chances = new LinkedHashMap<>();
        sequence.forEach(token -> chances.put(token, 1.0 + seen.getOrDefault(token, 0)));
        double sum = chances.values().stream().mapToDouble(Double::doubleValue).sum();
        chances.replaceAll((token, count) -> count / sum);
        return chances;
    }

    private static List<String> end(List<String> sequence, int k) {
        return List.copyOf(sequence.subList(sequence.size() - k, sequence.size()));
    }
}
