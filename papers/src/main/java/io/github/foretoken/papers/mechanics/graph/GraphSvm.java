package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The Graph-SVM: the W of least Frobenius norm with {@code (e_i - e_j)' W e_k = 0} for edges i to j inside a component of
 * the graph of last token k, and {@code >= 1} for edges between components.
 *
 * <p>Solved by dual coordinate ascent (Hildreth): rows need not be independent, and inside a component they never are, since
 * a cycle's sum to zero. Its multipliers are the certificate: see {@link KktCertificate}.
 */
public final class GraphSvm {
    private static final int MOST_SWEEPS = 100_000;
    /** Of a step of W in the last sweep, relative to the multipliers: some tens of roundings. */
    private static final double TOLERANCE = 1e-14;
    private static final double ACTIVE = 1e-9;

    /**
     * One constraint.
     *
     * @param winner i
     * @param loser j
     * @param last k
     * @param margin whether the two must be 1 apart, rather than equal
     */
    public record Row(int winner, int loser, int last, boolean margin) {}

    /**
     * A solution.
     *
     * @param w d x d
     * @param rows the constraints
     * @param multipliers one for each: {@code W = sum of multiplier (e_i - e_j) e_k'}
     * @param sweeps over all rows that it took
     */
    public record Solution(Matrix w, List<Row> rows, List<Double> multipliers, int sweeps) {
        /** The margins among the rows. */
        public int margins() {
            return (int) rows.stream().filter(Row::margin).count();
        }

        /**
         * Margins between components that hold W up: whose multiplier is not zero. Edges between the same two components
         * are one margin.
         */
        public int active(PriorityGraphs graphs) {
            return (int) IntStream.range(0, rows.size())
                    .filter(r -> rows.get(r).margin() && multipliers.get(r) > ACTIVE)
                    .mapToObj(r -> {
                        Row row = rows.get(r);
                        PriorityGraph graph = graphs.of(row.last);
                        return List.of(row.last, graph.component(row.winner), graph.component(row.loser));
                    })
                    .distinct()
                    .count();
        }

        /** The Frobenius norm of W. */
        public double norm() {
            return Vectors.norm(w.toArray());
        }
    }

    private final double[][] vocabulary;
    private final List<Integer> lasts;
    private final List<Row> rows;
    /** Inner products of all tokens. */
    private final double[][] gram;
    /** For each token those it has an inner product with: itself alone, if all are orthogonal. */
    private final int[][] neighbours;
    /** The scores e_i' W e_k, by index of last token and token. */
    private final double[][] scores;

    private GraphSvm(Matrix vocabulary, PriorityGraphs graphs) {
        this.vocabulary = Vectors.rows(vocabulary);
        lasts = List.copyOf(graphs.byLast().keySet());
        rows = rows(graphs);
        int tokens = this.vocabulary.length;
        gram = new double[tokens][tokens];
        for (int i = 0; i < tokens; i++) {
            for (int j = 0; j < tokens; j++) {
                gram[i][j] = Vectors.dot(this.vocabulary[i], this.vocabulary[j]);
            }
        }
        neighbours = new int[tokens][];
        Arrays.setAll(neighbours, i -> IntStream.range(0, tokens).filter(t -> gram[t][i] != 0).toArray());
        scores = new double[lasts.size()][tokens];
    }

    /**
     * Solves it.
     *
     * @param vocabulary K x d, rows linearly independent; not modified
     * @throws IllegalArgumentException if sizes do not match, or the constraints contradict each other, as they may when
     *         the vocabulary is dependent
     */
    public static Solution solve(Matrix vocabulary, PriorityGraphs graphs) {
        return attempt(vocabulary, graphs, MOST_SWEEPS)
                .orElseThrow(() -> new IllegalArgumentException("no W keeps the margins, as far as " + MOST_SWEEPS
                        + " sweeps tell: the rows of vocabulary must be linearly independent"));
    }

    /** Solves it, if that many sweeps over all rows are enough. */
    public static Optional<Solution> attempt(Matrix vocabulary, PriorityGraphs graphs, int mostSweeps) {
        if (vocabulary.rows() != graphs.tokens()) {
            throw new IllegalArgumentException("vocabulary must have a row for each token: it is " + vocabulary.shape()
                    + ", the graphs have " + graphs.tokens() + " tokens");
        }
        return new GraphSvm(vocabulary, graphs).ascend(mostSweeps);
    }

    private static List<Row> rows(PriorityGraphs graphs) {
        List<Row> rows = new ArrayList<>();
        graphs.byLast()
                .forEach((last, graph) -> graph.edges()
                        .forEach(edge -> rows.add(new Row(edge.winner(), edge.loser(), last, !graph.within(edge)))));
        return rows;
    }

    private Optional<Solution> ascend(int mostSweeps) {
        double[] multipliers = new double[rows.size()];
        for (int sweep = 1; sweep <= mostSweeps; sweep++) {
            double change = 0;
            for (int r = 0; r < multipliers.length; r++) {
                change = Math.max(change, relax(r, multipliers));
            }
            if (change <= TOLERANCE * Math.max(1, Vectors.norm(multipliers))) {
                return Optional.of(
                        new Solution(assemble(multipliers), rows, Arrays.stream(multipliers).boxed().toList(), sweep));
            }
        }
        return Optional.empty();
    }

    /** Maximises the dual in one multiplier; returns by how much W moves. */
    private double relax(int r, double[] multipliers) {
        Row row = rows.get(r);
        int i = row.winner;
        int j = row.loser;
        int k = lasts.indexOf(row.last);
        double square = (gram[i][i] - 2 * gram[i][j] + gram[j][j]) * gram[row.last][row.last];
        double missing = (row.margin ? 1 : 0) - (scores[k][i] - scores[k][j]);
        double next = multipliers[r] + missing / square;
        if (row.margin) {
            next = Math.max(0, next);
        }
        double step = next - multipliers[r];
        multipliers[r] = next;
        for (int l = 0; l < scores.length; l++) {
            double along = step * gram[row.last][lasts.get(l)];
            if (along != 0) {
                for (int t : neighbours[i]) {
                    scores[l][t] += along * gram[t][i];
                }
                for (int t : neighbours[j]) {
                    scores[l][t] -= along * gram[t][j];
                }
            }
        }
        return Math.abs(step) * Math.sqrt(square);
    }

    private Matrix assemble(double[] multipliers) {
        int d = vocabulary[0].length;
        double[] w = new double[d * d];
        for (int r = 0; r < multipliers.length; r++) {
            addRow(multipliers[r], rows.get(r), vocabulary, w);
        }
        return Matrix.of(w, d, d);
    }

    /** a (e_i - e_j) e_k' into w, which is modified. */
    static void addRow(double a, Row row, double[][] vocabulary, double[] w) {
        Vectors.addOuter(a, Vectors.difference(vocabulary[row.winner], vocabulary[row.loser]), vocabulary[row.last], w);
    }
}
