package io.github.foretoken.papers.mechanics.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.TransitiveReduction;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * The token-priority graph of one last token: an edge from each label to each other token of its sequence. Tokens that beat
 * one another, directly or around a cycle, are one strongly connected component; components are ordered, winners first.
 */
public final class PriorityGraph {
    /**
     * A label was chosen over another token.
     *
     * @param winner the label
     * @param loser the other
     */
    public record Edge(int winner, int loser) {}

    private static final Comparator<Edge> ORDER = Comparator.comparingInt(Edge::winner).thenComparingInt(Edge::loser);

    private final int tokens;
    private final List<Edge> edges;
    private final List<List<Integer>> components = new ArrayList<>();
    private final int[] componentOf;
    private final Graph<Integer, DefaultEdge> condensation = new DefaultDirectedGraph<>(DefaultEdge.class);

    /**
     * The graph on tokens 0, 1, ... with these edges, of which doubles count once.
     *
     * @param tokens how many there are, those without an edge included
     */
    public PriorityGraph(int tokens, List<Edge> edges) {
        this.tokens = tokens;
        this.edges = edges.stream().distinct().sorted(ORDER).toList();
        Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (int token = 0; token < tokens; token++) {
            graph.addVertex(token);
        }
        for (Edge edge : this.edges) {
            if (edge.winner == edge.loser) {
                throw new IllegalArgumentException("token " + edge.winner + " cannot be chosen over itself");
            }
            graph.addEdge(edge.winner, edge.loser);
        }
        componentOf = new int[tokens];
        number(new KosarajuStrongConnectivityInspector<>(graph).getCondensation());
        for (int c = 0; c < components.size(); c++) {
            condensation.addVertex(c);
        }
        for (Edge edge : this.edges) {
            if (!within(edge)) {
                condensation.addEdge(componentOf[edge.winner], componentOf[edge.loser]);
            }
        }
    }

    /** Numbers components so that every edge between two goes from the smaller to the greater; ties by least token. */
    private void number(Graph<Graph<Integer, DefaultEdge>, DefaultEdge> acyclic) {
        Comparator<Graph<Integer, DefaultEdge>> byLeast =
                Comparator.comparing(component -> new TreeSet<>(component.vertexSet()).first());
        new TopologicalOrderIterator<>(acyclic, byLeast).forEachRemaining(component -> {
            List<Integer> sorted = component.vertexSet().stream().sorted().toList();
            sorted.forEach(token -> componentOf[token] = components.size());
            components.add(sorted);
        });
    }

    /** The number of tokens. */
    public int tokens() {
        return tokens;
    }

    /** All edges, sorted. */
    public List<Edge> edges() {
        return edges;
    }

    /** The components in topological order, tokens ascending. */
    public List<List<Integer>> components() {
        return List.copyOf(components);
    }

    /** Which of the components a token is in. */
    public int component(int token) {
        return componentOf[token];
    }

    /** Whether both ends of an edge are in one component. */
    public boolean within(Edge edge) {
        return componentOf[edge.winner] == componentOf[edge.loser];
    }

    /** Whether every component is one token. */
    public boolean isAcyclic() {
        return components.size() == tokens;
    }

    /** The graph of components, by their numbers. */
    public Graph<Integer, DefaultEdge> condensation() {
        Graph<Integer, DefaultEdge> copy = new DefaultDirectedGraph<>(DefaultEdge.class);
        Graphs.addGraph(copy, condensation);
        return copy;
    }

    /** The condensation without the edges that follow from others. */
    public Graph<Integer, DefaultEdge> reducedCondensation() {
        Graph<Integer, DefaultEdge> reduced = condensation();
        TransitiveReduction.INSTANCE.reduce(reduced);
        return reduced;
    }

    /** For each component the number of steps of the longest path that leads to it: 0 for winners. */
    public int[] levels() {
        int[] levels = new int[components.size()];
        // Components are in topological order, so that all that lead to one come before it.
        for (int c = 0; c < levels.length; c++) {
            Set<Integer> losers = Set.copyOf(Graphs.successorListOf(condensation, c));
            for (int loser : losers) {
                levels[loser] = Math.max(levels[loser], levels[c] + 1);
            }
        }
        return levels;
    }
}
