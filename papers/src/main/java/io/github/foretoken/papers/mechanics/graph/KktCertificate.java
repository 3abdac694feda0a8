package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.GraphSvm.Row;
import io.github.foretoken.papers.mechanics.graph.GraphSvm.Solution;

/**
 * How far a {@link GraphSvm} solution is from the conditions of Karush, Kuhn and Tucker, each computed from W and the
 * multipliers alone. The problem is strictly convex, so that a W which meets them is the solution, whatever found it; solvers
 * that stop at a feasible point say so here by a W that no multipliers explain.
 *
 * @param stationarity Frobenius norm of {@code W - sum of multiplier (e_i - e_j) e_k'}
 * @param equality greatest {@code |(e_i - e_j)' W e_k|} of equalities
 * @param margin greatest {@code 1 - (e_i - e_j)' W e_k} of margins, 0 if all are kept
 * @param sign greatest negative multiplier of margins, as a positive number
 * @param slackness greatest {@code |multiplier| |(e_i - e_j)' W e_k - 1|} of margins
 * @param gap the duality gap {@code |W|² - sum of margins' multipliers}
 */
public record KktCertificate(double stationarity, double equality, double margin, double sign, double slackness,
        double gap) {
    /** Looks at a solution. */
    public static KktCertificate of(Matrix vocabulary, Solution solution) {
        double[][] tokens = Vectors.rows(vocabulary);
        double[] w = solution.w().toArray();
        double[] residual = w.clone();
        double equality = 0;
        double margin = 0;
        double sign = 0;
        double slackness = 0;
        double gap = Vectors.dot(w, w);
        for (int r = 0; r < solution.rows().size(); r++) {
            Row row = solution.rows().get(r);
            double multiplier = solution.multipliers().get(r);
            GraphSvm.addRow(-multiplier, row, tokens, residual);
            double apart = Vectors.dot(Vectors.difference(tokens[row.winner()], tokens[row.loser()]),
                    Vectors.multiply(w, tokens[row.last()]));
            if (row.margin()) {
                margin = Math.max(margin, 1 - apart);
                sign = Math.max(sign, -multiplier);
                slackness = Math.max(slackness, Math.abs(multiplier * (apart - 1)));
                gap -= multiplier;
            } else {
                equality = Math.max(equality, Math.abs(apart));
            }
        }
        return new KktCertificate(Vectors.norm(residual), equality, margin, sign, slackness, Math.abs(gap));
    }

    /** The worst of all. */
    public double worst() {
        return Math.max(Math.max(Math.max(stationarity, equality), Math.max(margin, sign)), Math.max(slackness, gap));
    }
}
