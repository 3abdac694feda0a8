package io.github.foretoken.lab.mechanics;

import io.github.foretoken.lab.plot.GraphDrawing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;

/** Token-priority graphs as drawings: components, winners on top, and the edges that do not follow from others. */
final class GraphPictures {
    private GraphPictures() {}

    /** One graph; tokens without an edge are left out, and counted below. */
    static GraphDrawing of(String title, PriorityGraph graph, List<String> names) {
        int[] levels = graph.levels();
        int[] shown = IntStream.range(0, levels.length)
                .filter(c -> !graph.isIsolated(graph.components().get(c).getFirst()))
                .toArray();
        List<List<String>> components = new ArrayList<>();
        List<List<List<Integer>>> within = new ArrayList<>();
        for (int c : shown) {
            List<Integer> component = graph.components().get(c);
            components.add(component.stream().map(names::get).toList());
            within.add(graph.edges()
                    .stream()
                    .filter(edge -> component.contains(edge.winner()) && component.contains(edge.loser()))
                    .map(edge -> List.of(component.indexOf(edge.winner()), component.indexOf(edge.loser())))
                    .toList());
        }
        Graph<Integer, DefaultEdge> reduced = graph.reducedCondensation();
        List<List<Integer>> between = reduced.edgeSet()
                .stream()
                .map(edge -> List.of(Arrays.binarySearch(shown, reduced.getEdgeSource(edge)),
                        Arrays.binarySearch(shown, reduced.getEdgeTarget(edge))))
                .toList();
        return new GraphDrawing(title, new GraphDrawing.Content(components,
                Arrays.stream(shown).mapToObj(c -> levels[c]).toList(), between, within),
                shown.length == 0 ? "no choice was made" : "");
    }
}
