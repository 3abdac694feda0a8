package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.Matrix;
import java.util.ArrayList;
import java.util.List;

/** The span of {@code (e_i - e_j) e_k'} for i and j in one component of the graph of last token k. */
public final class CyclicSubspace {
    /** Of what is left of a spanning matrix after projection: below, it is rounding. */
    private static final double DEPENDENT = 1e-10;

    /** Orthonormal d x d matrices. */
    private final List<double[]> basis = new ArrayList<>();

    /** That of these graphs; vocabulary, K x d, is not modified. */
    public CyclicSubspace(Matrix vocabulary, PriorityGraphs graphs) {
        double[][] tokens = Vectors.rows(vocabulary);
        graphs.byLast().forEach((last, graph) -> {
            for (List<Integer> component : graph.components()) {
                for (int token : component.subList(1, component.size())) {
                    double[] spanning = new double[vocabulary.cols() * vocabulary.cols()];
                    Vectors.addOuter(1, Vectors.difference(tokens[component.getFirst()], tokens[token]), tokens[last],
                            spanning);
                    extend(spanning);
                }
            }
        });
    }

    private void extend(double[] spanning) {
        double before = Vectors.norm(spanning);
        // Twice is enough for orthogonality to rounding.
        double[] rest = complement(complement(spanning));
        double after = Vectors.norm(rest);
        if (after > DEPENDENT * before) {
            double[] unit = new double[rest.length];
            Vectors.add(1 / after, rest, unit);
            basis.add(unit);
        }
    }

    /** Its dimension. */
    public int dimension() {
        return basis.size();
    }

    /** An orthonormal basis, copied. */
    public List<double[]> basis() {
        return basis.stream().map(double[]::clone).toList();
    }

    /** The orthogonal projection of w, d x d, not modified. */
    public double[] project(double[] w) {
        double[] projection = new double[w.length];
        for (double[] unit : basis) {
            Vectors.add(Vectors.dot(unit, w), unit, projection);
        }
        return projection;
    }

    /** What the projection leaves of w, d x d, not modified. */
    double[] complement(double[] w) {
        double[] rest = w.clone();
        for (double[] unit : basis) {
            Vectors.add(-Vectors.dot(unit, rest), unit, rest);
        }
        return rest;
    }
}
