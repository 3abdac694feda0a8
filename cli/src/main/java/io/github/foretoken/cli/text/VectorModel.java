package io.github.foretoken.cli.text;

import io.github.foretoken.Kernel;
import java.util.Arrays;

/**
 * Kaczmarz's prediction with relaxation omega for bytes that stand for any unit vectors: what
 * {@link io.github.foretoken.predict.Predictor#kaczmarz} computes with p delays, with tables in place of inner products. Contexts
 * that come again add to their mu. A byte costs O(n (p + D)) for n distinct contexts in R^D, and they are kept.
 */
public final class VectorModel implements ByteModel {
    private static final int BLOCK = 512;

    private final double[][] vectors;
    private final ContextKernel kernel;
    private final int context;
    private final double omega;
    private final int dimension;
    private final boolean[] seen = new boolean[256];
    private final ContextWindow window = new ContextWindow();
    /** Numbers of contexts. */
    private final LongIntTable contexts = new LongIntTable();
    /** Of each context: its bytes, those of one age in one array, and its mu. */
    private final byte[][] bytes;
    private double[][] mu = new double[BLOCK][];
    private final double[] values = new double[BLOCK];
    private final double[] estimate;
    private boolean estimated;

    /**
     * A model that has observed nothing.
     *
     * @param vectors unit vectors of R^D, one for each of 256 bytes, not modified
     * @param kernel k
     * @param context p, 1 to 8
     * @param omega relaxation, in (0, 2)
     * @throws IllegalArgumentException if a number is out of range, or values of the kernel do not fit float64
     */
    public VectorModel(double[][] vectors, Kernel kernel, int context, double omega) {
        PatternModel.requireContext(context);
        PatternModel.requireRelaxation(omega);
        this.vectors = vectors;
        this.kernel = new ContextKernel(kernel, vectors, context);
        this.context = context;
        this.omega = omega;
        dimension = vectors[0].length;
        estimate = new double[dimension];
        bytes = new byte[context][BLOCK];
    }

    @Override
    public int predict() {
        double[] scores = scores();
        int best = NONE;
        for (int b = 0; b < scores.length; b++) {
            // All vectors have one length, so the nearest is that of the greatest inner product.
            if (seen[b] && (best == NONE || scores[b] > scores[best])) {
                best = b;
            }
        }
        return best;
    }

    /** Inner products of the prediction with the vectors of all bytes, as a new array. */
    double[] scores() {
        estimateNewest();
        double[] scores = new double[vectors.length];
        for (int b = 0; b < scores.length; b++) {
            for (int c = 0; c < dimension; c++) {
                scores[b] += estimate[c] * vectors[b][c];
            }
        }
        return scores;
    }

    private void estimateNewest() {
        if (estimated) {
            return;
        }
        estimated = true;
        Arrays.fill(estimate, 0);
        if (!window.has(context)) {
            return;
        }
        kernel.query(window.last(context));
        int size = contexts.size();
        for (int from = 0; from < size; from += BLOCK) {
            int count = Math.min(BLOCK, size - from);
            kernel.values(bytes, from, count, values);
            int j = 0;
            for (; j + 3 < count; j += 4) {
                addFour(from + j, j);
            }
            for (; j < count; j++) {
                addScaled(values[j], mu[from + j], estimate);
            }
        }
    }

    /** {@code estimate += sum of values times mu} over four contexts: one pass over the estimate, not four. */
    private void addFour(int number, int j) {
        double[] a = mu[number];
        double[] b = mu[number + 1];
        double[] c = mu[number + 2];
        double[] d = mu[number + 3];
        double ka = values[j];
        double kb = values[j + 1];
        double kc = values[j + 2];
        double kd = values[j + 3];
        double[] sum = estimate;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += ka * a[i] + kb * b[i] + (kc * c[i] + kd * d[i]);
        }
    }

    private static void addScaled(double scale, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += scale * x[i];
        }
    }

    @Override
    public void observe(int next) {
        if (window.has(context)) {
            estimateNewest();
            learn(vectors[next]);
        }
        seen[next] = true;
        window.push(next);
        estimated = false;
    }

    /** {@code mu += omega (target - estimate)}, for k(x, x) = 1. */
    private void learn(double[] target) {
        long last = window.last(context);
        int number = contexts.get(last);
        if (number == LongIntTable.NONE) {
            number = append(last);
        }
        for (int i = 0; i < dimension; i++) {
            mu[number][i] += omega * (target[i] - estimate[i]);
        }
    }

    private int append(long last) {
        int number = contexts.size();
        contexts.put(last, number);
        if (number == mu.length) {
            int capacity = Math.multiplyExact(2, number);
            mu = Arrays.copyOf(mu, capacity);
            for (int age = 0; age < context; age++) {
                bytes[age] = Arrays.copyOf(bytes[age], capacity);
            }
        }
        mu[number] = new double[dimension];
        for (int age = 0; age < context; age++) {
            bytes[age][number] = (byte) (last >>> (Byte.SIZE * age));
        }
        return number;
    }
}
