package io.github.foretoken.lab.mechanics;

import io.github.foretoken.Matrix;
import io.github.foretoken.lab.plot.GraphDrawing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Token-priority graphs of any sequences: components and their order, and what attention that is trained on them without end
 * makes of them. Tokens are taken as orthonormal, so that last tokens do not meddle with each other's scores.
 */
final class GraphExperiment {
    /** A picture of more is no picture; the table has all. */
    private static final int MOST_DRAWN = 12;
    private static final int MOST_COMPONENTS = 60;
    private static final int PAGE = 1240;

    private final SampleFile.Content content;

    GraphExperiment(SampleFile.Content content) {
        this.content = content;
    }

    void run(Report report) throws IOException {
        List<String> names = content.names();
        PriorityGraphs graphs = PriorityGraphs.of(names.size(), content.samples());
        List<Sample> reduced = FiniteSolution.reduced(content.samples(), graphs);
        StringBuilder csv = new StringBuilder("last,token,component,level,score,strength\n");
        int skipped = 0;
        List<Map.Entry<Integer, PriorityGraph>> byWeight = new ArrayList<>(graphs.byLast().entrySet());
        byWeight.sort(Comparator.comparingLong(entry -> -sequences(entry.getKey())));
        List<GraphDrawing> drawings = new ArrayList<>();
        for (Map.Entry<Integer, PriorityGraph> entry : byWeight) {
            int last = entry.getKey();
            PriorityGraph graph = entry.getValue();
            describe(report, last, graph);
            rows(csv, last, graph, reduced);
            if (drawings.size() < MOST_DRAWN && drawn(graph) <= MOST_COMPONENTS) {
                long n = sequences(last);
                drawings.add(GraphPictures.of(
                        "last token " + names.get(last) + ": " + n + (n == 1 ? " sequence" : " sequences"), graph, names));
            } else {
                skipped++;
            }
        }
        if (skipped > 0) {
            report.say("graph: %d of %d graphs are in the table only: a picture shows %d, of at most %d components", skipped,
                    byWeight.size(), MOST_DRAWN, MOST_COMPONENTS);
        }
        if (drawings.isEmpty()) {
            drawings.add(GraphPictures.of("too large to be drawn", new PriorityGraph(0, List.of()), names));
        }
        report.write("mechanics-graph", GraphDrawing.picture(drawings, PAGE), csv.toString());
    }

    private long sequences(int last) {
        return content.samples().stream().filter(sample -> sample.last() == last).count();
    }

    private static long drawn(PriorityGraph graph) {
        return graph.components().stream().filter(c -> !graph.isIsolated(c.getFirst())).count();
    }

    private void describe(Report report, int last, PriorityGraph graph) {
        List<String> cycles = graph.components().stream()
                .filter(c -> c.size() > 1)
                .map(c -> "{" + String.join(", ", c.stream().map(content.names()::get).toList()) + "}")
                .toList();
        report.say("graph: last token %s: %d sequences, %d edges, %d components%s", content.names().get(last),
                sequences(last), graph.edges().size(), drawn(graph),
                cycles.isEmpty() ? ", no cycle" : ", in cycles " + String.join(" ", cycles));
    }

    /** Score: W_svm's, whose winner takes all. Strength: W_fin's, by which a component shares what it took. */
    private void rows(StringBuilder csv, int last, PriorityGraph graph, List<Sample> reduced) {
        List<Integer> tokens = graph.components().stream().flatMap(List::stream).filter(t -> !graph.isIsolated(t)).toList();
        double[] scores = scores(tokens, graph);
        int[] levels = graph.levels();
        int number = 0;
        for (int c = 0; c < levels.length; c++) {
            List<Integer> component = graph.components().get(c);
            if (graph.isIsolated(component.getFirst())) {
                continue;
            }
            number++;
            double[] strengths = LuceChoice.strengths(component,
                    reduced.stream().filter(s -> s.last() == last && component.contains(s.label())).toList());
            for (int i = 0; i < strengths.length; i++) {
                csv.append(quoted(content.names().get(last))).append(',');
                csv.append(quoted(content.names().get(component.get(i)))).append(',').append(number).append(',');
                csv.append(levels[c]).append(',').append(scores[tokens.indexOf(component.get(i))]).append(',');
                csv.append(strengths[i]).append('\n');
            }
        }
    }

    /** The scores that the Graph-SVM of one last token gives its tokens, when all are orthonormal. */
    private static double[] scores(List<Integer> tokens, PriorityGraph graph) {
        int m = tokens.size();
        if (m == 0) {
            return new double[0];
        }
        // Only differences count, and the last token's own embedding is but a unit vector: any will do.
        Matrix identity = Matrix.zeros(m, m);
        for (int i = 0; i < m; i++) {
            identity.data()[i * m + i] = 1;
        }
        List<PriorityGraph.Edge> edges = graph.edges().stream()
                .map(edge -> new PriorityGraph.Edge(tokens.indexOf(edge.winner()), tokens.indexOf(edge.loser())))
                .toList();
        GraphSvm.Solution svm = GraphSvm.solve(identity, PriorityGraphs.of(m, 0, edges));
        return Vectors.multiply(svm.w().toArray(), identity.row(0));
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
