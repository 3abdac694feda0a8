package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.GraphDrawing;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph;
import java.util.Arrays;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;

/** Token-priority graphs as drawings: components, winners on top, and the edges that do not follow from others. */
final class GraphPictures {
    private GraphPictures() {}

    /** One graph, whose tokens have these names. */
    static GraphDrawing of(String title, PriorityGraph graph, List<String> names) {
        List<List<String>> components =
                graph.components().stream().map(component -> component.stream().map(names::get).toList()).toList();
        List<List<List<Integer>>> within = graph.components()
                .stream()
                .map(component -> graph.edges()
                        .stream()
                        .filter(edge -> component.contains(edge.winner()) && component.contains(edge.loser()))
                        .map(edge -> List.of(component.indexOf(edge.winner()), component.indexOf(edge.loser())))
                        .toList())
                .toList();
        Graph<Integer, DefaultEdge> reduced = graph.reducedCondensation();
        List<List<Integer>> between = reduced.edgeSet()
                .stream()
                .map(edge -> List.of(reduced.getEdgeSource(edge), reduced.getEdgeTarget(edge)))
                .toList();
        return new GraphDrawing(title,
                new GraphDrawing.Content(components, Arrays.stream(graph.levels()).boxed().toList(), between, within),
                graph.edges().isEmpty() ? "nothing was chosen over anything" : "");
    }
}
