package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Matrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * What descent has found, beside the minima that theory knows. For unitary matrices these are C = c I with all weight, 1/c, on
 * the newest key. For orthogonal ones they are C = c times ones in the 2 x 2 blocks of conjugate pairs, 1/c on the newest key and
 * minus half of it on the query's own: s_{t+1} = 2 cos(theta) s_t - s_{t-1}.
 *
 * @param scale c, the multiple of the pattern that is nearest to C
 * @param deviation of C from it, relative to it, in the Frobenius norm
 * @param newest mean weight of the newest key
 * @param newestSpread greatest less least of these weights
 * @param query mean weight of the query's own key
 * @param others greatest absolute weight of any other key
 * @param productOfTrace newest times tr C / d; 1 at the minima
 * @param headOverlap greatest absolute element of A B' off its diagonal; 0 where heads are orthogonal
 */
public record HeadSolution(double scale, double deviation, double newest, double newestSpread, double query,
        double others, double productOfTrace, double headOverlap) {
    /** How far from -1/2 the ratio is at most where the trigonometric branch has been reached. */
    private static final double NEAR = 0.1;

    /** Looks at weights. */
    public static HeadSolution of(CommutingLoss family, HeadWeights weights) {
        Matrix c = weights.product();
        int d = weights.dimension();
        double along = 0;
        double ones = 0;
        double trace = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                along += pattern(family, i, j) * c.get(i, j);
                ones += pattern(family, i, j);
            }
            trace += c.get(i, i);
        }
        double scale = along / ones;
        double squares = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double off = c.get(i, j) - scale * pattern(family, i, j);
                squares += off * off;
            }
        }
        double newest = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double query = 0;
        double others = 0;
        for (int t = 0; t < weights.rows(); t++) {
            double weight = weights.p().get(t, t + 1);
            newest += weight / weights.rows();
            least = Math.min(least, weight);
            most = Math.max(most, weight);
            query += weights.p().get(t, t) / weights.rows();
            for (int k = 0; k < t; k++) {
                others = Math.max(others, Math.abs(weights.p().get(t, k)));
            }
        }
        return new HeadSolution(scale, Math.sqrt(squares) / (Math.abs(scale) * Math.sqrt(ones)), newest, most - least,
                query, others, newest * trace / d, overlap(weights));
    }

    private static double pattern(CommutingLoss family, int i, int j) {
        return i == j || (family == CommutingLoss.ORTHOGONAL && j == (i ^ 1)) ? 1 : 0;
    }

    private static double overlap(HeadWeights weights) {
        double greatest = 0;
        for (int h = 0; h < weights.heads(); h++) {
            for (int g = 0; g < weights.heads(); g++) {
                double product = 0;
                for (int i = 0; i < weights.dimension(); i++) {
                    product += weights.a().get(h, i) * weights.b().get(g, i);
                }
                greatest = h == g ? greatest : Math.max(greatest, Math.abs(product));
            }
        }
        return greatest;
    }

    /** The query's own weight by the newest key's: 0 at the unitary minima, -1/2 at the orthogonal ones. */
    public double ratio() {
        return query / newest;
    }

    /** Whether it is near the trigonometric formula, for orthogonal matrices. */
    public boolean trigonometric() {
        return Math.abs(ratio() + 0.5) < NEAR;
    }

    /** Singular values of C, greatest first. */
    public static double[] singularValues(HeadWeights weights) {
        Matrix c = weights.product();
        double[][] rows = new double[c.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = c.row(i);
        }
        return new SingularValueDecomposition(MatrixUtils.createRealMatrix(rows)).getSingularValues();
    }
}
