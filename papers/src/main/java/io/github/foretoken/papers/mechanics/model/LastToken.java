package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.TableWriter;
import io.github.foretoken.papers.mechanics.graph.GraphSvm;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph.Edge;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;

/**
 * The sequences of one last token, with the tokens that occur in them numbered afresh: their graph, and what attention that is
 * trained on them without end makes of it. Tokens are taken as orthonormal, so that last tokens do not meddle with each other.
 */
public final class LastToken {
    /** Of matrices with a row and a column each. */
    private static final int MOST_COMPONENTS = 2000;
    private static final int MOST_SWEEPS = 1_000_000;
    /** Of steps of the solver, a second or two. */
    private static final long BUDGET = 200_000_000;

    private final String name;
    private final List<String> names;
    private final List<Sample> samples;
    private final PriorityGraphs graphs;
    private final PriorityGraph graph;

    /**
     * One last token's.
     *
     * @param samples that end in one token, one or more
     * @param allNames of the tokens of all samples
     */
    public LastToken(List<Sample> samples, List<String> allNames) {
        name = allNames.get(samples.getFirst().last());
        TreeMap<Integer, Integer> numbers = new TreeMap<>();
        samples.forEach(sample -> sample.tokens().forEach(token -> numbers.put(token, 0)));
        List<Integer> tokens = List.copyOf(numbers.keySet());
        for (int i = 0; i < tokens.size(); i++) {
            numbers.put(tokens.get(i), i);
        }
        names = tokens.stream().map(allNames::get).toList();
        this.samples = samples.stream()
                .map(s -> Sample.of(s.tokens().stream().map(numbers::get).toList(), numbers.get(s.label())))
                .toList();
        graphs = PriorityGraphs.of(names.size(), this.samples);
        graph = graphs.of(this.samples.getFirst().last());
    }

    /** How many sequences. */
    public int size() {
        return samples.size();
    }

    /** Its name, and how many sequences it has. */
    public String title() {
        return "last token " + name + ": " + counted(size(), "sequence");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** A line on the graph. */
    public String summary() {
        List<String> cycles = graph.components()
                .stream()
                .filter(c -> c.size() > 1)
                .map(c -> "{" + String.join(", ", c.stream().map(names::get).toList()) + "}")
                .toList();
        return title() + ", " + counted(graph.edges().size(), "edge") + ", "
                + counted(graph.components().size(), "component")
                + (cycles.isEmpty() ? ", no cycle" : ", in cycles " + String.join(" ", cycles));
    }

    public PriorityGraph graph() {
        return graph;
    }

    public List<String> names() {
        return names;
    }

    /**
     * Lines of CSV, one a token: last, token, component, level, score if there are any, strength, and the learned score if
     * there is a layer.
     */
    public String rows(Optional<double[]> scores, Optional<LearnedLayer> learned) {
        StringBuilder csv = new StringBuilder();
        int[] levels = graph.levels();
        List<List<Sample>> reduced = new ArrayList<>();
        graph.components().forEach(component -> reduced.add(new ArrayList<>()));
        FiniteSolution.reduced(samples, graphs).forEach(s -> reduced.get(graph.component(s.label())).add(s));
        for (int c = 0; c < levels.length; c++) {
            List<Integer> component = graph.components().get(c);
            double[] strengths = LuceChoice.strengths(component, reduced.get(c));
            for (int i = 0; i < strengths.length; i++) {
                String token = names.get(component.get(i));
                csv.append(TableWriter.quote(name)).append(',').append(TableWriter.quote(token)).append(',');
                csv.append(c + 1).append(',').append(levels[c]).append(',');
                csv.append(scores.isEmpty() ? "" : Double.toString(scores.get()[c])).append(',');
                csv.append(strengths[i]);
                csv.append(learned.map(layer -> "," + layer.score(name, token)).orElse("")).append('\n');
            }
        }
        return csv.toString();
    }

    /**
     * The scores that the Graph-SVM gives the components, unless that would take long. A score s that n tokens share counts
     * n s²: with the coordinate s root n, a component is one token, whose embedding is a unit vector over root n. Margins that
     * follow from others can go.
     */
    public Optional<double[]> scores() {
        int m = graph.components().size();
        if (m > MOST_COMPONENTS) {
            return Optional.empty();
        }
        Graph<Integer, DefaultEdge> reduced = graph.reducedCondensation();
        List<Edge> edges = reduced.edgeSet()
                .stream()
                .map(edge -> new Edge(reduced.getEdgeSource(edge), reduced.getEdgeTarget(edge)))
                .toList();
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
}
