package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.papers.mechanics.graph.PriorityGraph.Edge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The token-priority graphs of a set of samples, one for each last token that occurs. */
public final class PriorityGraphs {
    private final int tokens;
    private final SortedMap<Integer, PriorityGraph> graphs = new TreeMap<>();

    private PriorityGraphs(int tokens, SortedMap<Integer, List<Edge>> edges) {
        this.tokens = tokens;
        edges.forEach((last, ofLast) -> graphs.put(last, new PriorityGraph(tokens, ofLast)));
    }

    /**
     * The graphs that labels induce.
     *
     * @param tokens the size of the vocabulary
     */
    public static PriorityGraphs of(int tokens, List<Sample> samples) {
        SortedMap<Integer, List<Edge>> edges = new TreeMap<>();
        for (Sample sample : samples) {
            add(edges, sample, List.of(sample.label()), List.of());
        }
        return new PriorityGraphs(tokens, edges);
    }

    /** One last token's graph alone, from its edges. */
    public static PriorityGraphs of(int tokens, int last, List<Edge> edges) {
        return new PriorityGraphs(tokens, new TreeMap<>(Map.of(last, edges)));
    }

    /**
     * The local graphs: those that the tokens induce which attention has settled on.
     *
     * @param tokens the size of the vocabulary
     * @param attention for each sample the attention on each of its tokens; not modified
     * @param selected attention above this counts as selected
     * @param ignored attention above this, but not selected, counts as neither
     */
    public static PriorityGraphs local(int tokens, List<Sample> samples, double[][] attention, double selected,
            double ignored) {
        SortedMap<Integer, List<Edge>> edges = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            add(edges, samples.get(i), above(samples.get(i), attention[i], selected, 2),
                    above(samples.get(i), attention[i], ignored, selected));
        }
        return new PriorityGraphs(tokens, edges);
    }

    /** The tokens that attention is on, more than {@code least} and at most {@code most}; repetitions count together. */
    public static List<Integer> above(Sample sample, double[] attention, double least, double most) {
        return sample.tokens().stream().distinct().sorted().filter(token -> {
            double mass = 0;
            for (int t = 0; t < attention.length; t++) {
                mass += sample.tokens().get(t).equals(token) ? attention[t] : 0;
            }
            return mass > least && mass <= most;
        }).toList();
    }

    private static void add(SortedMap<Integer, List<Edge>> edges, Sample sample, List<Integer> winners,
            List<Integer> ignored) {
        List<Edge> ofLast = edges.computeIfAbsent(sample.last(), last -> new ArrayList<>());
        for (int winner : winners) {
            for (int loser : sample.tokens()) {
                if (loser != winner && !ignored.contains(loser)) {
                    ofLast.add(new Edge(winner, loser));
                }
            }
        }
    }

    /** The size of the vocabulary. */
    public int tokens() {
        return tokens;
    }

    /** The graphs by last token, ascending. */
    public SortedMap<Integer, PriorityGraph> byLast() {
        return Collections.unmodifiableSortedMap(graphs);
    }

    /** The graph of a last token that occurs. */
    public PriorityGraph of(int last) {
        return graphs.get(last);
    }

    /** Whether no graph has a cycle. */
    public boolean areAcyclic() {
        return graphs.values().stream().allMatch(PriorityGraph::isAcyclic);
    }
}
