package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.Agreement;

/** Is a peer's causal softmax attention the definition's? Asked of some rows, first and last included. */
final class AttentionCheck {
    private static final int ROWS = 33;

    /** Roundoffs of an exponential: PyTorch's float32 one claims 20 units in the last place. */
    private static final int EXP = 32;

    private AttentionCheck() {}

    /**
     * Throws unless each row is within {@code 2 (d + 32 + 8 sqrt(T)) u max |v_s|} of the definition in float64, u being
     * the roundoff of the type under test: queries and keys have norm 1, so a weight is off by d roundoffs for its score
     * and 32 for its exponential, in numerator and denominator; a sum of T terms is off by 8 sqrt(T) roundoffs but for
     * one case in exp(32) (Higham and Mary, SIAM J. Sci. Comput. 41, 2019). Values have norm 1 too.
     */
    static void require(String peer, Matrix q, Matrix k, Matrix v, double[] out, double roundoff) {
        int last = q.rows() - 1;
        double bound = 2 * (q.cols() + EXP + 8 * Math.sqrt(q.rows())) * roundoff;
        for (int i = 0; i < ROWS; i++) {
            int t = (int) ((long) i * last / (ROWS - 1));
            double[] expected = definition(q, k, v, t);
            double sum = 0;
            for (int c = 0; c < v.cols(); c++) {
                double difference = expected[c] - out[t * v.cols() + c];
                sum += difference * difference;
            }
            Agreement.requireWithin(peer + " attention, row " + t, Math.sqrt(sum), bound);
        }
    }

    private static double[] definition(Matrix q, Matrix k, Matrix v, int t) {
        double[] out = new double[v.cols()];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
            double score = 0;
            for (int c = 0; c < q.cols(); c++) {
                score += q.get(t, c) * k.get(s, c);
            }
            double weight = Math.exp(score);
            sum += weight;
            for (int c = 0; c < out.length; c++) {
                out[c] += weight * v.get(s, c);
            }
        }
        for (int c = 0; c < out.length; c++) {
            out[c] /= sum;
        }
        return out;
    }
}
