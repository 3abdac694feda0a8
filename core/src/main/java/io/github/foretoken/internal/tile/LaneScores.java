package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.PackedBlock;
import io.github.foretoken.internal.simd.LaneLoops;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import java.util.Arrays;

/** Kernel values among the tokens of one group of sequences, a lane each: what {@link ScoreTiles} is to one sequence. */
final class LaneScores {
    private final LaneLoops lanes;
    private final ScoreMicrokernels loops;
    private final ScoreForm form;
    private final double factor;
    private final LaneTokens tokens;
    private final double[] squaredNorms;
    private final double[] queryBias;
    private final double[] keyBias;
    private final double[] queries;
    private final double[] scratch;

    /**
     * @param rows the most that a sequence has
     * @param block the most queries at a time
     * @param chunk the most keys at a time
     */
    LaneScores(LaneLoops lanes, ScoreMicrokernels loops, ScoreForm form, LaneTokens tokens, int rows, int block,
            int chunk) {
        this.lanes = lanes;
        this.loops = loops;
        this.form = form;
        this.tokens = tokens;
        // Capped: an infinite factor times the distance 0 would be NaN.
        factor = Clamp.between(form.factor() * form.map().unit(), -Double.MAX_VALUE, Double.MAX_VALUE);
        int width = lanes.lanes();
        squaredNorms = new double[rows * width];
        queryBias = new double[rows * width];
        keyBias = new double[rows * width];
        queries = new double[block * tokens.stride()];
        int mapped = Math.max(block * chunk, rows) * width;
        scratch = new double[form.map().scratch() * mapped];
    }

    private boolean products() {
        return form.product();
    }

    /** To be called when the group's tokens have been loaded. */
    void load(int rows) {
        if (!products()) {
            return;
        }
        int width = lanes.lanes();
        double unit = form.map().unit();
        for (int t = 0; t < rows; t++) {
            for (int l = 0; l < width; l++) {
                squaredNorms[t * width + l] = 0;
            }
            lanes.addProducts(1, 1, tokens.columns, tokens.values, tokens.at(t), 0, width, tokens.values, tokens.at(t),
                    0, width, squaredNorms, t * width, 0);
        }
        // The product unit * row comes first, as it does in the factor: then a token's own terms cancel exactly.
        double row = unit * form.row();
        double column = unit * form.column();
        double constant = unit * form.constant();
        for (int i = 0; i < rows * width; i++) {
            queryBias[i] = constant + (row == 0 ? 0 : row * squaredNorms[i]);
            keyBias[i] = column == 0 ? 0 : column * squaredNorms[i];
        }
    }

    /** Of inner products: one number a row and lane. */
    double[] squaredNorms() {
        return squaredNorms;
    }

    /** k(x_t, x_t) of all rows, a number a lane. */
    void diagonal(int rows, double[] diagonal) {
        for (int i = 0; i < rows * lanes.lanes(); i++) {
            diagonal[i] = products() ? queryBias[i] + (keyBias[i] + factor * squaredNorms[i]) : 0;
        }
        // A token is at distance 0 from itself, where the map asks.
        Arrays.fill(scratch, 0);
        form.map().loop().apply(loops, diagonal, 0, rows * lanes.lanes(), scratch, 0);
    }

    /** Readies these queries, before {@link #values}. */
    void queries(int from, int count) {
        if (products()) {
            int first = tokens.at(from);
            for (int i = 0; i < count * tokens.stride(); i++) {
                queries[i] = factor * tokens.values[first + i];
            }
        }
    }

    /**
     * Values between queries {@code [from, from + count)} and keys {@code [first, first + keys)}.
     *
     * @param scores overwritten: a row a query, {@code keys} numbers a lane each, tight
     */
    void values(int from, int count, int first, int keys, double[] scores) {
        int width = lanes.lanes();
        if (products()) {
            lanes.addBiases(count, keys, queryBias, from * width, keyBias, first * width, scores, 0, keys * width);
            lanes.addProducts(count, keys, tokens.columns, queries, 0, tokens.stride(), width, tokens.values,
                    tokens.at(first), tokens.stride(), width, scores, 0, keys * width);
        }
        if (form.both() || !products()) {
            lanes.squaredDistances(products() ? 1 : factor, count, keys, tokens.columns, tokens.values, tokens.at(from),
                    tokens.stride(), tokens.values, tokens.at(first), tokens.stride(), products() ? scratch : scores, 0,
                    keys * width);
        }
        form.map().loop().apply(loops, scores, 0, count * keys * width, scratch, 0);
    }
}
