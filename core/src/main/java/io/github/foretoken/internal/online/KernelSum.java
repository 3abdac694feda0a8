package io.github.foretoken.internal.online;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.TiledCholesky;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The function {@code f(x) = sum over s of k(x, x_s) w_s} with keys x_s in R^p and weights w_s in R^m, which grows by one
 * term at a time. Keys are stored transposed in blocks, so that the scores of a query run along vector lanes; blocks are
 * never copied. One evaluation costs about 2 (p + m) flops and one kernel map a term, and streams the state once.
 */
public final class KernelSum {
    /** Terms of a block: a multiple of all vector lengths; 60 KiB at p = m = 16. */
    static final int BLOCK = 240;

    private final ScoreMicrokernels loops;
    private final ScoreForm form;
    private final int dimension;
    private final int columns;
    private final int stride;
    private final double factor;
    private final double unit;
    private final List<Block> blocks = new ArrayList<>();
    private int count;
    private final KernelNorms norms = new KernelNorms();

    /** Taken with the first term: before there is one the dimensions are a mere claim. */
    private double[] query = {};
    private final double[] queryBias = new double[1];
    private final double[] scores = new double[BLOCK];
    private final double[] scratch;
    private double[] sum = {};

    /** What belongs to up to BLOCK terms: keys p x BLOCK, biases, weights BLOCK x stride. */
    private static final class Block {
        final double[] keys;
        final double[] bias;
        final double[] weights;

        Block(double[] keys, double[] bias, double[] weights) {
            this.keys = keys;
            this.bias = bias;
            this.weights = weights;
        }

        Block copy() {
            return new Block(keys.clone(), bias.clone(), weights.clone());
        }
    }

    /** No terms. */
    public KernelSum(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns) {
        this.loops = loops;
        this.form = form;
        this.dimension = dimension;
        this.columns = columns;
        stride = Strides.roundUp(columns, loops.lanes());
        unit = form.map().unit();
        factor = Clamp.between(form.factor() * unit, -Double.MAX_VALUE, Double.MAX_VALUE);
        if ((long) Math.max(dimension, stride) * BLOCK > Integer.MAX_VALUE) {
            // Said now, not when the first term comes.
            throw new ArithmeticException("a block of " + BLOCK + " terms is longer than an array can be");
        }
        scratch = new double[form.map().scratch() * BLOCK];
    }

    KernelSum copy() {
        KernelSum copy = new KernelSum(loops, form, dimension, columns);
        blocks.forEach(block -> copy.blocks.add(block.copy()));
        copy.query = new double[query.length];
        copy.sum = new double[sum.length];
        copy.count = count;
        copy.norms.copyFrom(norms);
        return copy;
    }

    /**
     * The same terms, shared, with buffers of its own: what another thread evaluates, which must be made anew when a term was
     * added.
     */
    public KernelSum view() {
        KernelSum view = new KernelSum(loops, form, dimension, columns);
        view.blocks.addAll(blocks);
        view.query = new double[query.length];
        view.sum = new double[sum.length];
        view.count = count;
        return view;
    }

    /** The terms one by one, key and weight, with nothing of how they are laid out here. */
    void write(StateOutput out) throws IOException {
        out.putInt(count);
        double[] key = new double[count == 0 ? 0 : dimension];
        for (int s = 0; s < count; s++) {
            key(s, key);
            out.putDoubles(key, 0, dimension);
            out.putDoubles(weights(s), weightOffset(s), columns);
        }
    }

    /** Terms that were written, where none are so far. */
    void read(StateInput in) throws IOException {
        int terms = in.getCount("terms", (dimension + (long) columns) * Double.BYTES);
        double[] key = new double[terms == 0 ? 0 : dimension];
        for (int s = 0; s < terms; s++) {
            in.getDoubles(key, 0, dimension);
            add(key, 0);
            in.getDoubles(weights(s), weightOffset(s), columns);
        }
    }

    int count() {
        return count;
    }

    /** No terms; their memory is kept for new ones. */
    void clear() {
        count = 0;
        norms.clear();
    }

    long bytes() {
        return (blocks.size() * (long) BLOCK * (dimension + 1L + stride) + query.length + sum.length) * Double.BYTES;
    }

    /** Takes the memory that one more term needs; only this can fail for want of it. */
    void reserve() {
        if (count == blocks.size() * BLOCK) {
            Block block = new Block(new double[dimension * BLOCK], new double[BLOCK], new double[stride * BLOCK]);
            if (query.length == 0) {
                double[] result = new double[stride];
                query = new double[dimension];
                sum = result;
            }
            blocks.add(block);
        }
    }

    /** Gives up the term appended last. */
    void removeLast() {
        count--;
        norms.undo();
    }

    /** Appends a term with weight 0 and returns its number. */
    public int add(double[] key, int offset) {
        reserve();
        Block block = blocks.get(count / BLOCK);
        int at = count % BLOCK;
        Arrays.fill(block.weights, at * stride, (at + 1) * stride, 0);
        for (int c = 0; c < dimension; c++) {
            block.keys[c * BLOCK + at] = key[offset + c];
        }
        double squaredNorm = OnlineRegression.squaredNorm(key, offset, dimension);
        block.bias[at] = form.column() == 0 ? 0 : unit * form.column() * squaredNorm;
        double norm = diagonal(squaredNorm);
        norms.add(norm, form.roundings(norm, dimension));
        return count++;
    }

    /** True when term s has exactly that key. */
    boolean hasKey(int s, double[] key, int offset) {
        double[] keys = blocks.get(s / BLOCK).keys;
        for (int c = 0; c < dimension; c++) {
            if (keys[c * BLOCK + s % BLOCK] != key[offset + c]) {
                return false;
            }
        }
        return true;
    }

    /** Copies the key of term s. */
    void key(int s, double[] key) {
        double[] keys = blocks.get(s / BLOCK).keys;
        for (int c = 0; c < dimension; c++) {
            key[c] = keys[c * BLOCK + s % BLOCK];
        }
    }

    /** The array that holds the weight of term s, from {@link #weightOffset} on; to be modified by callers. */
    public double[] weights(int s) {
        return blocks.get(s / BLOCK).weights;
    }

    /** Where in it the weight begins. */
    public int weightOffset(int s) {
        return s % BLOCK * stride;
    }

    /** Multiplies all weights. */
    void scale(double by) {
        scale(by, 0, stride);
    }

    /** Multiplies the weights' coordinates of a range. */
    void scale(double by, int from, int to) {
        for (Block block : blocks) {
            for (int term = 0; term < BLOCK; term++) {
                for (int c = from; c < to; c++) {
                    block.weights[term * stride + c] *= by;
                }
            }
        }
    }

    /** {@code result = scale f(x)}, as many numbers as the result has. */
    public void evaluate(double[] x, int offset, double scale, double[] result) {
        if (count == 0) {
            Arrays.fill(result, 0);
            return;
        }
        prepare(x, offset);
        Arrays.fill(sum, 0);
        for (int b = 0; b * BLOCK < count; b++) {
            Block block = blocks.get(b);
            int terms = Math.min(BLOCK, count - b * BLOCK);
            values(block, terms);
            loops.gemm(1, stride, terms, scores, 0, 1, block.weights, 0, stride, sum, 0, stride);
        }
        for (int c = 0; c < result.length; c++) {
            result[c] = scale * sum[c];
        }
    }

    /** {@code result = sum over s of values[s] w_s}. */
    void combine(double[] values, double[] result) {
        if (count == 0) {
            Arrays.fill(result, 0);
            return;
        }
        Arrays.fill(sum, 0);
        for (int b = 0; b * BLOCK < count; b++) {
            int terms = Math.min(BLOCK, count - b * BLOCK);
            loops.gemm(1, stride, terms, values, b * BLOCK, 1, blocks.get(b).weights, 0, stride, sum, 0, stride);
        }
        System.arraycopy(sum, 0, result, 0, columns);
    }

    /** {@code result[j] = k(x, x_s)} for the terms s = from, from + 1, ..., as many as asked for. */
    void kernelValues(double[] x, int offset, int from, int terms, double[] result) {
        if (terms == 0) {
            return;
        }
        prepare(x, offset);
        int done = 0;
        while (done < terms) {
            int s = from + done;
            Block block = blocks.get(s / BLOCK);
            int first = s % BLOCK;
            int some = Math.min(BLOCK - first, terms - done);
            values(block, first + some);
            System.arraycopy(scores, first, result, done, some);
            done += some;
        }
    }

    private void prepare(double[] x, int offset) {
        boolean product = form.product();
        for (int c = 0; c < dimension; c++) {
            query[c] = product ? factor * x[offset + c] : x[offset + c];
        }
        queryBias[0] = unit * form.constant()
                + (form.row() == 0 ? 0 : unit * form.row() * OnlineRegression.squaredNorm(x, offset, dimension));
    }

    /** Kernel values of the query with a block's first terms. */
    private void values(Block block, int terms) {
        int padded = Math.min(BLOCK, Strides.roundUp(terms, loops.lanes()));
        if (form.product()) {
            loops.affine(1, padded, dimension, query, 0, 1, loops.rows(), block.keys, 0, BLOCK, loops.panelWidth(),
                    queryBias, 0, block.bias, 0, scores, 0, BLOCK);
        } else {
            loops.squaredDistances(factor, 1, padded, dimension, query, 0, 1, block.keys, 0, BLOCK, scores, 0, BLOCK);
        }
        if (form.both()) {
            loops.squaredDistances(1, 1, padded, dimension, query, 0, 1, block.keys, 0, BLOCK, scratch, 0, BLOCK);
        }
        form.map().loop().apply(loops, scores, 0, padded, scratch, 0);
    }

    /** Of all keys. */
    KernelNorms norms() {
        return norms;
    }

    /** As {@link ScoreForm#uncertain}. */
    double uncertain(double own, double greatest) {
        return form.uncertain(own, greatest);
    }

    /** As {@link TiledCholesky#leastPivot} for a key that would be the next one. */
    double leastPivot(double norm, double ridge) {
        double uncertain = form.uncertain(norm, Math.max(norms.greatest(), norm));
        return TiledCholesky.leastPivot(count, uncertain, ridge, form.roundings(norm, dimension));
    }

    /** The form's value of a point with itself, by its squared norm. */
    double diagonal(double norm) {
        double itself = form.product() ? factor * norm : 0;
        scores[0] = unit * form.constant() + (form.row() == 0 ? 0 : unit * form.row() * norm)
                + ((form.column() == 0 ? 0 : unit * form.column() * norm) + itself);
        if (form.both()) {
            scratch[0] = 0;
        }
        form.map().loop().apply(loops, scores, 0, 1, scratch, 0);
        return scores[0];
    }

    /** By what a form that divides by k(x_s, x_s) has divided, by |x_s|²: the factor from a kernel value to the form's. */
    double division(double norm) {
        return form.column() == 0 ? 1 : Math.exp(form.column() * norm);
    }
}
