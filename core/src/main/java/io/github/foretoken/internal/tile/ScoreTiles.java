package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.blas.LibraryProducts;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Panels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;

/**
 * Tiles of the lower triangle of a kernel matrix, computed on demand from packed tokens; the matrix itself is never
 * stored ({@link Tile}). Threads share an instance and bring a buffer each.
 */
public final class ScoreTiles {
    private static final ScoreForm DISTANCES =
            new ScoreForm(ScoreForm.Geometry.SQUARED_DISTANCE, 1, 0, 0, 0, ScoreMap.IDENTITY);

    private final ScoreMicrokernels loops;
    private final ScoreForm form;
    private final double factor;
    private final int count;
    private final int dimension;
    private final Block tokens;
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
    /** Tiles of squared distances, for forms of both geometries; else null. */
    private final ScoreTiles distances;

    /** Tokens are count x dimension, not modified; they must stay as they are while the tiles are in use. */
    public ScoreTiles(ScoreMicrokernels loops, ScoreForm form, Block tokens) {
        this(loops, form, tokens, 0);
    }

    /** The same for queries that are the tokens {@code lead} rows later: of tokens there are count + lead. */
    public ScoreTiles(ScoreMicrokernels loops, ScoreForm form, Block tokens, int lead) {
        this.loops = loops;
        this.form = form;
        this.tokens = tokens;
        this.lead = lead;
        count = tokens.rows() - lead;
        dimension = tokens.columns();
        // Capped: an infinite factor times the distance 0 would be NaN.
        factor = Clamp.between(form.factor() * form.map().unit(), -Double.MAX_VALUE, Double.MAX_VALUE);
        int tiles = Tile.count(count);
        // Distances are taken from rows a tile wide.
        keyWidth = product() ? loops.rows() : SIZE;
        queryWidth = product() ? loops.panelWidth() : SIZE;
        strips = DiagonalStrips.of(loops.rows(), loops.panelWidth(), loops.lanes());
        panels = new double[Panels.size(dimension, count, keyWidth)];
        squaredNorms = new double[count];
        queryBias = new double[tiles * SIZE];
        keyBias = new double[tiles * SIZE];
        pack();
        distances = form.both() ? new ScoreTiles(loops, DISTANCES, tokens, lead) : null;
    }

    private void pack() {
        Panels.transposed(tokens.rows(0, count), keyWidth, 1, panels, 0);
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
        int token = tokens.at(t, 0);
        double norm = 0;
        for (int c = 0; c < dimension; c++) {
            double x = tokens.values()[token + c];
            norm += x * x;
        }
        return norm;
    }

    private Block queries(int tile) {
        return tokens.rows(tile * SIZE + lead, rows(tile));
    }

    public int count() {
        return count;
    }

    /** As {@link ScoreForm#uncertain}. */
    public double uncertain(double own, double greatest) {
        return form.uncertain(own, greatest);
    }

    /** As {@link ScoreForm#roundings}. */
    public double roundings(double norm) { // float64 in both
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
     * {@code acc += X(a) S}: acc height(a) rows (modified), S dimension rows. Linear form only.
     *
     * @param scratch {@link #scratch} doubles, modified
     */
    void queriesTimes(int a, double[] scratch, Block state, Block acc) {
        double[] panel = panels;
        int at = a * SIZE * dimension;
        if (lead != 0) {
            Panels.transposed(queries(a), keyWidth, 1, scratch, 0);
            panel = scratch;
            at = 0;
        }
        loops.gemm(height(a), acc.columns(), dimension, panel, at, keyWidth, keyWidth * dimension, state.values(),
                state.offset(), state.stride(), loops.panelWidth(), acc.values(), acc.offset(), acc.stride());
    }

    /** What {@link #queriesTimes} needs beside its operands. */
    int scratch() {
        return lead == 0 ? 0 : Panels.size(dimension, SIZE, keyWidth);
    }

    /** {@code S += X(b)' W}: W rows(b) rows, S dimension rows (modified). */
    void addKeysTimes(int b, Block weights, Block state) {
        loops.gemm(dimension, state.columns(), rows(b), tokens.values(), tokens.at(b * SIZE, 0), tokens.stride(),
                weights.values(), weights.offset(), weights.stride(), state.values(), state.offset(), state.stride());
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
            double itself = product() ? factor * squaredNorms[t] : 0;
            diagonal[t] = queryBias[t] + (keyBias[t] + itself);
        }
        form.map().loop().apply(loops, diagonal, 0, count, new double[form.map().scratch() * count], 0);
        return diagonal;
    }

    /** Buffers for one thread that has that many row tiles at work. */
    TileBuffer newBuffer(int group) {
        return new TileBuffer(group, height(0), Panels.size(dimension, Math.min(SIZE, count), queryWidth),
                form.map().scratch(), distances == null ? null : distances.newBuffer(group));
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
        Panels.transposed(queries(a), queryWidth, product() ? factor : 1, buffer.queries[slot], 0);
        if (distances != null) {
            distances.load(a, buffer.distances, slot);
        }
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

    /** True when a block of scores is a matrix product, which {@link #block} needs, and its map takes no more arrays. */
    boolean inBlocks() {
        return product() && form.map().scratch() == 0;
    }

    private boolean product() {
        return form.product();
    }

    /**
     * Kernel values of the keys of tiles [b, b + n) against the queries of tiles [a, a + n), all full, by one large
     * product: for wide tokens, where a library's are faster than the tiles' own.
     *
     * @param scores 48 n x 48 n, modified
     */
    void block(LibraryProducts library, int a, int b, int n, double[] scores) {
        int side = n * SIZE;
        for (int i = 0; i < side; i++) {
            double bias = keyBias[b * SIZE + i];
            for (int j = 0; j < side; j++) {
                scores[i * side + j] = bias + queryBias[a * SIZE + j];
            }
        }
        library.add(Transpose.NO, Transpose.YES, factor, tokens.rows(b * SIZE, side),
                tokens.rows(a * SIZE + lead, side), Block.of(scores, side, side));
        form.map().loop().apply(loops, scores, 0, side * side, null, 0);
    }

    private void map(int offset, int length, TileBuffer buffer) {
        if (distances != null) {
            System.arraycopy(buffer.distances.scores, offset, buffer.scratch, 0, length);
        }
        form.map().loop().apply(loops, buffer.scores, offset, length, buffer.scratch, 0);
    }

    private void raw(int a, int b, int firstKey, int keys, int firstQuery, int queries, TileBuffer buffer, int slot) {
        if (distances != null) {
            distances.raw(a, b, firstKey, keys, firstQuery, queries, buffer.distances, slot);
        }
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
