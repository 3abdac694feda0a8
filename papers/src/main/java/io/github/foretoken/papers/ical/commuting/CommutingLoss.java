package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Matrix;

/**
 * The expected squared error of {@link HeadWeights}, summed over the rows of P, for sequences s_t = (lambda_1^t, ...,
 * lambda_d^t): in closed form, with its gradient. Only C = B'A and P enter. For a row with the weight p_n on the newest key, p_q
 * on the query's own, Q = sum of p_k² and S = sum of p_k over k other than q, and with F = |C|², R = C 1 and alpha_i = C_{i,i'},
 * i' being i's partner in its conjugate pair, the row's loss is
 *
 * <ul>
 *   <li>{@link #UNITARY}: {@code Q F + p_q² |R|² - 2 p_n tr C + d};
 *   <li>{@link #ORTHOGONAL}: the same plus {@code 2 p_q S <R, alpha> + (S² - Q) |alpha|²}.
 * </ul>
 *
 * <p>Source: Sander et al., arXiv 2402.05787, section 4; the expectation over phases was taken anew.
 */
public enum CommutingLoss {
    /** Phases independent and uniform: the commuting unitary matrices. */
    UNITARY,
    /**
     * What the authors' script unitary.py minimises: it counts {@code p_q² F} as well, which leaves the minima where they are,
     * because p_q = 0 there, and changes the way to them.
     */
    UNITARY_SCRIPT,
    /** Phases in conjugate pairs (0, 1), (2, 3), ...: the commuting orthogonal matrices in their common complex basis; d even. */
    ORTHOGONAL;

    /** The loss. */
    public double of(HeadWeights weights) {
        return run(weights, null);
    }

    /**
     * The loss and its gradient.
     *
     * @param gradient of the weights' shapes; A, B and the used part of P are overwritten
     */
    double gradient(HeadWeights weights, HeadWeights gradient) {
        return run(weights, gradient);
    }

    /** What the loss takes from C. */
    private final class Forms {
        private final int d;
        private final double[] c;
        private final double[] rowSums;
        private double squares;
        private double trace;
        private double sumSquares;
        private double sumsByPartners;
        private double partnerSquares;

        Forms(HeadWeights weights) {
            d = weights.dimension();
            c = weights.product().data();
            rowSums = new double[d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    rowSums[i] += c[i * d + j];
                    squares += c[i * d + j] * c[i * d + j];
                }
                trace += c[i * d + i];
                sumSquares += rowSums[i] * rowSums[i];
                if (CommutingLoss.this == ORTHOGONAL) {
                    sumsByPartners += rowSums[i] * partner(i);
                    partnerSquares += partner(i) * partner(i);
                }
            }
        }

        double partner(int i) {
            return c[i * d + (i ^ 1)];
        }
    }

    /** What the gradient with respect to C takes from P, summed over rows. */
    private static final class Sums {
        private double squares;
        private double querySquares;
        private double queryBySums;
        private double pairs;
        private double newest;
    }

    private double run(HeadWeights weights, HeadWeights gradient) {
        if (this == ORTHOGONAL && weights.dimension() % 2 != 0) {
            throw new IllegalArgumentException("d must be even, in conjugate pairs, not " + weights.dimension());
        }
        Forms forms = new Forms(weights);
        Sums sums = new Sums();
        double loss = 0;
        for (int t = 0; t < weights.rows(); t++) {
            loss += row(weights.p(), t, forms, sums, gradient);
        }
        if (gradient != null) {
            gradientOfHeads(weights, forms, sums, gradient);
        }
        return loss;
    }

    private double row(Matrix p, int t, Forms forms, Sums sums, HeadWeights gradient) {
        int from = p.offset() + t * p.stride();
        double query = p.data()[from + t];
        double newest = p.data()[from + t + 1];
        double sum = 0;
        double squares = 0;
        for (int k = 0; k <= t + 1; k++) {
            double weight = k == t ? 0 : p.data()[from + k];
            sum += weight;
            squares += weight * weight;
        }
        double script = this == UNITARY_SCRIPT ? query * query : 0;
        if (gradient != null) {
            Matrix g = gradient.p();
            int to = g.offset() + t * g.stride();
            for (int k = 0; k <= t + 1; k++) {
                double weight = p.data()[from + k];
                g.data()[to + k] = 2 * weight * forms.squares + 2 * query * forms.sumsByPartners
                        + 2 * (sum - weight) * forms.partnerSquares;
            }
            g.data()[to + t] = 2 * query * (forms.sumSquares + (this == UNITARY_SCRIPT ? forms.squares : 0))
                    + 2 * sum * forms.sumsByPartners;
            g.data()[to + t + 1] -= 2 * forms.trace;
            sums.squares += squares + script;
            sums.querySquares += query * query;
            sums.queryBySums += query * sum;
            sums.pairs += sum * sum - squares;
            sums.newest += newest;
        }
        return (squares + script) * forms.squares + query * query * forms.sumSquares - 2 * newest * forms.trace
                + forms.d + 2 * query * sum * forms.sumsByPartners + (sum * sum - squares) * forms.partnerSquares;
    }

    /** With G the gradient with respect to C: {@code B G} for A and {@code A G'} for B. */
    private void gradientOfHeads(HeadWeights weights, Forms forms, Sums sums, HeadWeights gradient) {
        int d = forms.d;
        double[] g = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                g[i * d + j] = 2 * sums.squares * forms.c[i * d + j] + 2 * sums.querySquares * forms.rowSums[i];
                if (this == ORTHOGONAL) {
                    g[i * d + j] += 2 * sums.queryBySums * forms.partner(i);
                }
            }
            g[i * d + i] -= 2 * sums.newest;
            if (this == ORTHOGONAL) {
                g[i * d + (i ^ 1)] += 2 * sums.queryBySums * forms.rowSums[i] + 2 * sums.pairs * forms.partner(i);
            }
        }
        for (int h = 0; h < weights.heads(); h++) {
            for (int i = 0; i < d; i++) {
                double ofA = 0;
                double ofB = 0;
                for (int j = 0; j < d; j++) {
                    ofA += at(weights.b(), h, j) * g[j * d + i];
                    ofB += at(weights.a(), h, j) * g[i * d + j];
                }
                gradient.a().data()[gradient.a().offset() + h * gradient.a().stride() + i] = ofA;
                gradient.b().data()[gradient.b().offset() + h * gradient.b().stride() + i] = ofB;
            }
        }
    }

    private static double at(Matrix matrix, int i, int j) {
        return matrix.data()[matrix.offset() + i * matrix.stride() + j];
    }
}
