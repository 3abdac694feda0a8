package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained layer on tokens that are orthonormal, by their names: for each last token the scores that W gives other tokens. A
 * token that training has not seen before a last token has score 0 there, as W had it before training.
 *
 * @param names of the tokens of all training sequences
 * @param scores by last token and token, all of them among the names; other scores are 0
 * @param ridge that was added to the loss
 * @param samples how many sequences it was trained on
 */
public record LearnedLayer(List<String> names, Map<String, Map<String, Double>> scores, double ridge, int samples) {
    /** Copies the names, and the scores in their order. */
    public LearnedLayer {
        names = List.copyOf(names);
        Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
        scores.forEach((last, row) -> copy.put(last, Collections.unmodifiableMap(new LinkedHashMap<>(row))));
        scores = Collections.unmodifiableMap(copy);
    }

    /**
     * Trains it: the minimum of the log-loss, summed over samples, plus {@code ridge/2} times the squares of the scores.
     *
     * @param allNames of tokens 0, 1, ...; those that are in no sample are left out
     * @param samples one or more
     * @param ridge more than 0
     */
    public static LearnedLayer train(List<String> allNames, List<Sample> samples, double ridge) {
        if (samples.isEmpty() || !(ridge > 0) || ridge == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "there must be a sample, and ridge must be positive and finite, not " + ridge);
        }
        Map<Integer, List<Sample>> byLast = new TreeMap<>();
        samples.forEach(s -> byLast.computeIfAbsent(s.last(), last -> new ArrayList<>()).add(s));
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        byLast.forEach((last, ofLast) -> {
            Map<String, Double> row = new LinkedHashMap<>();
            ScoreFit.of(ofLast, ridge).forEach((token, score) -> row.put(allNames.get(token), score));
            scores.put(allNames.get(last), row);
        });
        List<String> seen = samples.stream()
                .flatMap(sample -> sample.tokens().stream())
                .distinct()
                .sorted()
                .map(allNames::get)
                .toList();
        return new LearnedLayer(seen, scores, ridge, samples.size());
    }

    /** The score of a token before a last token. */
    public double score(String last, String token) {
        return scores.getOrDefault(last, Map.of()).getOrDefault(token, 0.0);
    }

    /**
     * The attention on each token of a sequence, of which equal ones count together: the probability that it comes next.
     *
     * @param sequence one token or more, known or not
     * @return in order of appearance
     */
    public Map<String, Double> chances(List<String> sequence) {
        String last = sequence.getLast();
        double[] attention =
                AttentionLayer.softmax(sequence.stream().mapToDouble(token -> score(last, token)).toArray());
        Map<String, Double> chances = new LinkedHashMap<>();
        for (int t = 0; t < attention.length; t++) {
            chances.merge(sequence.get(t), attention[t], Double::sum);
        }
        return chances;
    }
}
