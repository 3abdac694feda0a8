package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Panels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;

/**
 * Tiles of the lower triangle of a kernel matrix, computed on demand from packed tokens; the matrix itself is never
 * stored. Threads share an instance and bring a buffer each.
 *
 * <p>A tile holds keys x queries, {@value #SIZE} x {@value #SIZE}: the transpose of the matrix. So the tile is, as it
 * stands, the transposed operand of the product that consumes it, and sums over keys run along vector lanes. It takes
 * 18 KiB, which L1 holds beside the panels it is made from; {@value #SIZE} is a multiple of the register tiles' rows
 * and, at 2 to 16 lanes, of their vectors.
 */
public final class ScoreTiles {
    public static final int SIZE = 48;

    private final ScoreMicrokernels loops;
    private final ScoreForm form;
    private final double factor;
    private final int count;
    private final int dimension;
    private final double[] tokens;
    private final int tokenOffset;
    private final int tokenStride;
    /** Query t is the token this many rows after key t; 0 but for predictions further ahead. */
    private final int lead;
    /** The keys, transposed and in panels that wide. */
    private final double[] panels;
    private final int keyWidth;
    private final int queryWidth;
    private final DiagonalStrips strips;

    private final double[] squaredNorms;
    private final double[] queryBias;
    private final double[] keyBias;

    /** Tokens are count x dimension, row-major, not modified; they must stay as they are while the tiles are in use. */
    public ScoreTiles(ScoreMicrokernels loops, ScoreForm form, double[] tokens, int offset, int count, int dimension,
            int stride) {
        this(loops, form, tokens, offset, count, dimension, stride, 0);
    }

    /** The same for queries that are the tokens {@code lead} rows later: of those there are count + lead. */
    public ScoreTiles(ScoreMicrokernels loops, ScoreForm form, double[] tokens, int offset, int count, int dimension,
            int stride, int lead) {
        this.loops = loops;
        this.form = form;
        this.count = count;
        this.dimension = dimension;
        this.tokens = tokens;
        tokenOffset = offset;
        tokenStride = stride;
        this.lead = lead;
        // Capped: an infinite factor times the distance 0 would be NaN.
        factor = Clamp.between(form.factor() * form.map().unit(), -Double.MAX_VALUE, Double.MAX_VALUE);
        int tiles = tiles(count);
        // Distances are taken from rows a tile wide.
        keyWidth = product() ? loops.rows() : SIZE;
        queryWidth = product() ? loops.panelWidth() : SIZE;
        strips = DiagonalStrips.of(loops.rows(), loops.panelWidth(), loops.lanes());
        panels = new double[Panels.size(dimension, count, keyWidth)];
        squaredNorms = new double[count];
        queryBias = new double[tiles * SIZE];
        keyBias = new double[tiles * SIZE];
        pack();
    }

    public static int tiles(int count) {
        return (count + SIZE - 1) / SIZE;
    }

    private void pack() {
        Panels.transposed(new Block(tokens, tokenOffset, count, dimension, tokenStride), keyWidth, 1, panels, 0);
        double unit = form.map().unit();
        for (int t = 0; t < count; t++) {
            double norm = squaredNorm(t);
            squaredNorms[t] = norm;
            // Left out, not multiplied by 0: a kernel of distances accepts norms whose squares overflow. The product
            // unit * row comes first, as it does in the factor: then a token's own terms cancel exactly.
            queryBias[t] = unit * form.constant() + (form.row() == 0 ? 0 : unit * form.row() * squaredNorm(t + lead));
            keyBias[t] = form.column() == 0 ? 0 : unit * form.column() * norm;
        }
    }

    private double squaredNorm(int t) {
        int token = tokenOffset + t * tokenStride;
        double norm = 0;
        for (int c = 0; c < dimension; c++) {
            double x = tokens[token + c];
            norm += x * x;
        }
        return norm;
    }

    private int query(int tile) {
        return tokenOffset + (tile * SIZE + lead) * tokenStride;
    }

    public int count() {
        return count;
    }

    /** As {@link ScoreForm#uncertain}. */
    public double uncertain(double own, double greatest) {
        return form.uncertain(own, greatest);
    }

    /** As {@link ScoreForm#roundings}. */
    public double roundings(double norm) {
        return form.roundings(norm, dimension);
    }

    /** Elements of a token. */
    public int dimension() {
        return dimension;
    }

    /** True when kernel values are the plain inner products. */
    boolean linear() {
        return form.map().equals(ScoreMap.IDENTITY);
    }

    /**
     * {@code acc += X(a) S}: acc height(a) x columns (modified), S dimension x columns. Linear form only.
     *
     * @param scratch {@link #scratch} doubles, modified
     */
    void queriesTimes(int a, double[] scratch, double[] state, int columns, int stride, double[] acc) {
        double[] queries = panels;
        int at = a * SIZE * dimension;
        if (lead != 0) {
            Panels.transposed(new Block(tokens, query(a), rows(a), dimension, tokenStride), keyWidth, 1, scratch, 0);
            queries = scratch;
            at = 0;
        }
        loops.gemm(height(a), columns, dimension, queries, at, keyWidth, keyWidth * dimension, state, 0, stride,
                loops.panelWidth(), acc, 0, stride);
    }

    /** What {@link #queriesTimes} needs beside its operands. */
    int scratch() {
        return lead == 0 ? 0 : Panels.size(dimension, SIZE, keyWidth);
    }

    /** {@code S += X(b)' W}: W rows(b) x columns at an offset, S dimension x columns (modified), both of one stride. */
    void addKeysTimes(int b, double[] weights, int weightOffset, int columns, int stride, double[] state) {
        loops.gemm(dimension, columns, rows(b), tokens, tokenOffset + b * SIZE * tokenStride, tokenStride, weights,
                weightOffset, stride, state, 0, stride);
    }

    /** Squared norms of the tokens. Not to be modified. */
    public double[] squaredNorms() {
        return squaredNorms;
    }

    /** Adds to the bias of query t, in the map's unit: how softmax subtracts its row maximum. */
    public void shiftRow(int t, double shift) {
        queryBias[t] += shift;
    }

    /** k(x_t, x_t) of every token under the form, from the squared norms alone: a fresh array. */
    public double[] diagonal() {
        double[] diagonal = new double[count];
        for (int t = 0; t < count; t++) {
            double itself = form.geometry() == ScoreForm.Geometry.INNER_PRODUCT ? factor * squaredNorms[t] : 0;
            diagonal[t] = queryBias[t] + (keyBias[t] + itself);
        }
        form.map().loop().apply(loops, diagonal, 0, count, new double[form.map().scratch() ? count : 0]);
        return diagonal;
    }

    /** Buffers for one thread that has that many row tiles at work. */
    TileBuffer newBuffer(int group) {
        return new TileBuffer(group, height(0), Panels.size(dimension, Math.min(SIZE, count), queryWidth),
                form.map().scratch());
    }

    public int rows(int tile) {
        return Math.min(SIZE, count - tile * SIZE);
    }

    /** Rows of a tile's accumulator: whole register tiles, the last of which may reach beyond the last token. */
    int height(int tile) {
        return Math.min(SIZE, Strides.roundUp(rows(tile), loops.rows()));
    }

    /** Columns of a tile of scores: whole vectors, the last of which may reach beyond the last query. */
    private int width(int tile) {
        return Math.min(SIZE, Strides.roundUp(rows(tile), loops.lanes()));
    }

    /** Readies a slot of the buffer for queries of tile a; must precede every other use of it with that tile. */
    void load(int a, TileBuffer buffer, int slot) {
        Panels.transposed(new Block(tokens, query(a), rows(a), dimension, tokenStride), queryWidth,
                product() ? factor : 1, buffer.queries[slot], 0);
    }

    /** Kernel values of the 48 keys of tile b < a against the queries of tile a, into {@code buffer.scores}. */
    void offDiagonal(int a, int b, TileBuffer buffer, int slot) {
        raw(a, b, buffer, slot);
        map(0, SIZE * SIZE, buffer);
    }

    /** The same without the map. */
    void raw(int a, int b, TileBuffer buffer, int slot) {
        raw(a, b, 0, SIZE, 0, width(a), buffer, slot);
    }

    /**
     * Kernel values of tile a against itself, a strip of keys at a time: key j is right for queries [j, rows); what
     * stands before, in the strip's columns, is unspecified and must not be read.
     */
    void onDiagonal(int a, TileBuffer buffer, int slot) {
        rawOnDiagonal(a, buffer, slot);
        int width = width(a);
        for (int key = 0; key < rows(a); key++) {
            int from = strips.firstQuery(strips.of(key));
            map(key * SIZE + from, width - from, buffer);
        }
    }

    /** The same without the map. */
    void rawOnDiagonal(int a, TileBuffer buffer, int slot) {
        int width = width(a);
        int rows = rows(a);
        for (int strip = 0; strip < rows; strip += strips.height()) {
            int from = strips.firstQuery(strip);
            raw(a, a, strip, strips.rows(strip, rows), from, width - from, buffer, slot);
        }
    }

    /** True when a block of scores is a matrix product, which {@link #block} needs. */
    boolean product() {
        return form.geometry() == ScoreForm.Geometry.INNER_PRODUCT;
    }

    /**
     * Kernel values of the keys of tiles [b, b + n) against the queries of tiles [a, a + n), all full, by one large
     * product: for wide tokens, where a BLAS is faster than the tiles' own.
     *
     * @param scores 48 n x 48 n, modified
     */
    void block(Blas blas, int a, int b, int n, double[] scores) {
        int side = n * SIZE;
        for (int i = 0; i < side; i++) {
            double bias = keyBias[b * SIZE + i];
            for (int j = 0; j < side; j++) {
                scores[i * side + j] = bias + queryBias[a * SIZE + j];
            }
        }
        Block keys = new Block(tokens, tokenOffset + b * SIZE * tokenStride, side, dimension, tokenStride);
        Block queries = new Block(tokens, query(a), side, dimension, tokenStride);
        blas.gemm(Transpose.NO, Transpose.YES, factor, keys, queries, 1, Block.of(scores, side, side));
        form.map().loop().apply(loops, scores, 0, side * side, null);
    }

    private void map(int offset, int length, TileBuffer buffer) {
        form.map().loop().apply(loops, buffer.scores, offset, length, buffer.scratch);
    }

    private void raw(int a, int b, int firstKey, int keys, int firstQuery, int queries, TileBuffer buffer, int slot) {
        double[] panel = buffer.queries[slot];
        int at = firstKey * SIZE + firstQuery;
        if (!product()) {
            loops.squaredDistances(factor, keys, queries, dimension, panels, b * SIZE * dimension + firstKey, SIZE,
                    panel, firstQuery, SIZE, buffer.scores, at, SIZE);
            return;
        }
        Panels.affine(loops, keys, queries, dimension, panels,
                b * SIZE * dimension + Panels.index(dimension, keyWidth, 0, firstKey), panel,
                Panels.index(dimension, queryWidth, 0, firstQuery), keyBias, b * SIZE + firstKey, queryBias,
                a * SIZE + firstQuery, buffer.scores, at, SIZE);
    }
}
