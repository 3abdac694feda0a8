package io.github.foretoken.internal.forecast;

import java.util.Arrays;

/** K rows of H numbers, one behind the other, a row a candidate and a column a step ahead; and work space for them. */
final class CandidateRows {
    final int candidates;
    final int horizon;
    /** K rows of H, for whoever is at work. */
    final double[] work;
    /** H numbers, likewise. */
    final double[] most;
    final double[] sum;

    CandidateRows(int candidates, int horizon) {
        this.candidates = candidates;
        this.horizon = horizon;
        work = numbers();
        most = new double[horizon];
        sum = new double[horizon];
    }

    /** K rows of zeros. */
    double[] numbers() {
        return new double[Math.multiplyExact(candidates, horizon)];
    }

    /** Of each step over the candidates, no less than a number. */
    void greatest(double[] of, double[] result, double least) {
        Arrays.fill(result, least);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                result[h] = Math.max(result[h], of[row + h]);
            }
        }
    }

    /** One number a step for each candidate. */
    void repeat(double[] numbers, double[] result) {
        for (int k = 0; k < candidates; k++) {
            System.arraycopy(numbers, 0, result, k * horizon, horizon);
        }
    }

    /** Of each step over the candidates, into {@link #sum}. */
    void sum(double[] of) {
        Arrays.fill(sum, 0);
        for (int k = 0; k < candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                sum[h] += of[row + h];
            }
        }
    }
}
