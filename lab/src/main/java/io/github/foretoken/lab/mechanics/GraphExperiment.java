package io.github.foretoken.lab.mechanics;

import io.github.foretoken.Matrix;
import io.github.foretoken.lab.mechanics.PriorityGraph.Edge;
import io.github.foretoken.lab.plot.GraphDrawing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;

/**
 * Token-priority graphs of any sequences: components and their order, and what attention that is trained on them without end
 * makes of them. Tokens are taken as orthonormal, so that last tokens do not meddle with each other's scores.
 */
final class GraphExperiment {
    /** A picture of more is no picture; the table has all. */
    private static final int MOST_DRAWN = 12;
    private static final int MOST_COMPONENTS = 60;
    private static final int PAGE = 1240;
    private static final int MOST_SWEEPS = 1_000_000;
    /** Of steps of the solver, a second or two. */
    private static final long BUDGET = 200_000_000;

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
            rows(report, csv, last, graph, reduced);
            if (drawings.size() < MOST_DRAWN && drawn(graph) <= MOST_COMPONENTS) {
                long n = sequences(last);
                drawings.add(GraphPictures.of(
                        "last token " + names.get(last) + ": " + n + (n == 1 ? " sequence" : " sequences"), graph,
                        names));
            } else {
                skipped++;
            }
        }
        if (skipped > 0) {
            report.say("graph: %d of %d graphs are in the table only: a picture shows %d, of at most %d components",
                    skipped, byWeight.size(), MOST_DRAWN, MOST_COMPONENTS);
        }
        if (drawings.isEmpty()) {
            drawings.add(GraphPictures.of("too large to be drawn", new PriorityGraph(0, List.of()), names));
        }
        report.write("mechanics-graph", GraphDrawing.picture(drawings, PAGE), csv.toString());
    }

    private long sequences(int last) {
        return content.samples().stream().filter(sample -> sample.last() == last).count();
    }

    private String counted(int last) {
        long n = sequences(last);
        return n + (n == 1 ? " sequence" : " sequences");
    }

    private static long drawn(PriorityGraph graph) {
        return graph.components().stream().filter(c -> !graph.isIsolated(c.getFirst())).count();
    }

    private void describe(Report report, int last, PriorityGraph graph) {
        List<String> cycles = graph.components()
                .stream()
                .filter(c -> c.size() > 1)
                .map(c -> "{" + String.join(", ", c.stream().map(content.names()::get).toList()) + "}")
                .toList();
        report.say("graph: last token %s: %s, %d edges, %d components%s", name(last), counted(last),
                graph.edges().size(), drawn(graph),
                cycles.isEmpty() ? ", no cycle" : ", in cycles " + String.join(" ", cycles));
    }

    /** Score: W_svm's, whose winner takes all. Strength: W_fin's, by which a component shares what it took. */
    private void rows(Report report, StringBuilder csv, int last, PriorityGraph graph, List<Sample> reduced) {
        Optional<double[]> scores = scores(graph);
        if (scores.isEmpty()) {
            report.say("graph: last token %s: too large for scores, which are left out of the table", name(last));
        }
        int[] levels = graph.levels();
        int number = 0;
        for (int c = 0; c < levels.length; c++) {
            List<Integer> component = graph.components().get(c);
            if (graph.isIsolated(component.getFirst())) {
                continue;
            }
            number++;
            String score = scores.isEmpty() ? "" : Double.toString(scores.get()[c]);
            double[] strengths = LuceChoice.strengths(component,
                    reduced.stream().filter(s -> s.last() == last && component.contains(s.label())).toList());
            for (int i = 0; i < strengths.length; i++) {
                csv.append(quoted(name(last))).append(',').append(quoted(name(component.get(i)))).append(',');
                csv.append(number).append(',').append(levels[c]).append(',').append(score).append(',');
                csv.append(strengths[i]).append('\n');
            }
        }
    }

    /**
     * The scores that the Graph-SVM gives the components of one last token when tokens are orthonormal. Components then are
     * vectors of their own, the sums of their tokens over the root of their number, and margins that follow from others can
     * go.
     */
    private static Optional<double[]> scores(PriorityGraph graph) {
        int m = graph.components().size();
        Graph<Integer, DefaultEdge> reduced = graph.reducedCondensation();
        List<Edge> edges = reduced.edgeSet()
                .stream()
                .map(edge -> new Edge(reduced.getEdgeSource(edge), reduced.getEdgeTarget(edge)))
                .toList();
        // A score s that n tokens share counts n s^2: with coordinate s root n, the embedding is a unit over root n.
        double[] embedding = new double[m];
        Matrix vocabulary = Matrix.zeros(m, m);
        for (int c = 0; c < m; c++) {
            embedding[c] = 1 / Math.sqrt(graph.components().get(c).size());
            vocabulary.data()[c * m + c] = embedding[c];
        }
        int sweeps = (int) Math.min(MOST_SWEEPS, BUDGET / Math.max(1, edges.size()));
        return GraphSvm.attempt(vocabulary, PriorityGraphs.of(m, 0, edges), sweeps).map(svm -> {
            // Scores do not depend on the embedding of the last token, so that any will do.
            double[] scores = Vectors.multiply(svm.w().toArray(), vocabulary.row(0));
            Arrays.setAll(scores, c -> scores[c] * embedding[c]);
            return scores;
        });
    }

    private String name(int token) {
        return content.names().get(token);
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
