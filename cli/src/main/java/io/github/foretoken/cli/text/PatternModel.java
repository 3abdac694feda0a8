package io.github.foretoken.cli.text;

import io.github.foretoken.Kernel;
import java.util.Arrays;

/**
 * Kaczmarz's prediction with relaxation omega, for contexts of p bytes that stand for orthonormal vectors: exactly what
 * {@link io.github.foretoken.predict.Predictor#kaczmarz} computes from them with p delays, at a cost that does not grow with the
 * number of contexts seen. That predictor keeps
 *
 * <pre>f(x) = sum over contexts c seen of k(x, c) mu_c = sum over sets S of places of c_|S| V_S[x at S],</pre>
 *
 * the coefficients c_j being those of {@link MatchKernel} and V_S[z] the sum of mu_c over the contexts c that read z at the
 * places S. So a byte costs 2^p look-ups and, since vectors are kept in the coordinates of the orthonormal ones, that many
 * vectors as long as the alphabet. The nearest vector to a prediction is that of its greatest coordinate.
 */
public final class PatternModel implements ByteModel {
    private final int context;
    private final double omega;
    private final Alphabet alphabet;
    private final boolean[] seen;
    private final long[] masks;
    private final double[] coefficients;
    /** Of each set of places: what stands there, and the row that holds the sum of mu. */
    private final LongIntTable[] tables;
    private final SharedRows rows;
    /** The row of each set for the newest context, if there is one. */
    private final int[] current;
    private final ContextWindow window = new ContextWindow();
    private final double[] estimate;
    private boolean estimated;

    /**
     * A model that has observed nothing.
     *
     * @param kernel k
     * @param context p, 1 to 8
     * @param omega relaxation, in (0, 2)
     * @param alphabet the bytes that may be observed: it decides about memory and nothing else
     * @throws IllegalArgumentException if a number is out of range, or values of the kernel do not fit float64
     */
    public PatternModel(Kernel kernel, int context, double omega, Alphabet alphabet) {
        requireContext(context);
        requireRelaxation(omega);
        this.context = context;
        this.omega = omega;
        this.alphabet = alphabet;
        seen = new boolean[alphabet.size()];
        estimate = new double[alphabet.size()];
        double[] ofSize = MatchKernel.coefficients(kernel, context);
        int[] sets = new int[1 << context];
        int count = 0;
        for (int set = 0; set < sets.length; set++) {
            // The linear kernel, say, has none but single places.
            if (ofSize[Integer.bitCount(set)] != 0) {
                sets[count++] = set;
            }
        }
        masks = new long[count];
        coefficients = new double[count];
        tables = new LongIntTable[count];
        for (int i = 0; i < count; i++) {
            masks[i] = ContextWindow.maskOf(sets[i]);
            coefficients[i] = ofSize[Integer.bitCount(sets[i])];
            tables[i] = new LongIntTable();
        }
        rows = new SharedRows(count);
        current = new int[count];
    }

    static void requireContext(int context) {
        if (context < 1 || context > ContextWindow.MOST) {
            throw new IllegalArgumentException("context must be 1 to " + ContextWindow.MOST + " bytes, not " + context);
        }
    }

    static void requireRelaxation(double omega) {
        if (!(omega > 0 && omega < 2)) {
            throw new IllegalArgumentException("omega must lie between 0 and 2, not " + omega);
        }
    }

    @Override
    public int predict() {
        estimateNewest();
        int best = NONE;
        for (int i = 0; i < estimate.length; i++) {
            if (seen[i] && (best == NONE || estimate[i] > estimate[best])) {
                best = i;
            }
        }
        return best == NONE ? NONE : alphabet.at(best);
    }

    /** Inner products of the prediction with the vectors of all 256 bytes, as a new array. */
    double[] scores() {
        estimateNewest();
        double[] scores = new double[256];
        for (int i = 0; i < estimate.length; i++) {
            scores[alphabet.at(i)] = estimate[i];
        }
        return scores;
    }

    /** In how many vectors everything learnt is kept. */
    public int vectors() {
        return rows.count();
    }

    private void estimateNewest() {
        if (estimated) {
            return;
        }
        estimated = true;
        if (!window.has(context)) {
            Arrays.fill(estimate, 0);
            return;
        }
        long bytes = window.last(context);
        for (int i = 0; i < tables.length; i++) {
            current[i] = tables[i].get(bytes & masks[i]);
            if (current[i] != LongIntTable.NONE) {
                rows.visit(current[i], coefficients[i]);
            }
        }
        rows.weightedSum(estimate);
    }

    @Override
    public void observe(int next) {
        int number = alphabet.number(next);
        if (number < 0) {
            throw new IllegalArgumentException("the alphabet has no byte " + next);
        }
        if (window.has(context)) {
            estimateNewest();
            learn(number);
        }
        seen[number] = true;
        window.push(next);
        estimated = false;
    }

    /** {@code mu = omega (e_number - estimate)}, for k(x, x) = 1, added to the sums of the newest context. */
    private void learn(int number) {
        for (int i = 0; i < estimate.length; i++) {
            estimate[i] *= -omega;
        }
        estimate[number] += omega;
        rows.add(estimate);
        long bytes = window.last(context);
        int fresh = 0;
        for (int row : current) {
            fresh += row == LongIntTable.NONE ? 1 : 0;
        }
        int first = fresh == 0 ? LongIntTable.NONE : rows.append(estimate, fresh);
        for (int i = 0; i < tables.length; i++) {
            int row = current[i] == LongIntTable.NONE ? first : rows.successor(current[i]);
            if (row != current[i]) {
                tables[i].put(bytes & masks[i], row);
            }
        }
    }
}
