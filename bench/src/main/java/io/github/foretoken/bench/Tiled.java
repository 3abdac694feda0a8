package io.github.foretoken.bench;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.common.FloatBlocks;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.simd.FloatMicrokernels;
import io.github.foretoken.internal.simd.FloatScoreMicrokernels;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.tile.AttentionForm;
import io.github.foretoken.internal.tile.FloatScoreTiles;
import io.github.foretoken.internal.tile.FloatSubstitutionOptions;
import io.github.foretoken.internal.tile.FloatTiledAttention;
import io.github.foretoken.internal.tile.FloatTiledSubstitution;
import io.github.foretoken.internal.tile.FusedDescent;
import io.github.foretoken.internal.tile.RowSums;
import io.github.foretoken.internal.tile.ScoreForm;
import io.github.foretoken.internal.tile.ScoreTiles;
import io.github.foretoken.internal.tile.SubstitutionOptions;
import io.github.foretoken.internal.tile.TiledAttention;
import io.github.foretoken.internal.tile.TiledSubstitution;
import java.util.Arrays;

/** The library's own paths over a twin of our choice, packing included; tokens lie on the unit sphere. */
final class Tiled {
    private Tiled() {}

    /** u*, T x d, tight. */
    static double[] limit(ScoreMicrokernels loops, KernelChoice kernel, Matrix tokens) {
        return new TiledSubstitution(loops, tiles(loops, kernel.form(), tokens), TiledSubstitution.Division.PREDICTION,
                successors(tokens), SubstitutionOptions.NONE).run(1).predictions();
    }

    /** The same in float32. */
    static float[] limit(FloatScoreMicrokernels loops, KernelChoice kernel, FloatMatrix tokens) {
        FloatScoreTiles tiles = new FloatScoreTiles(loops, kernel.floatForm(), FloatBlocks.of(tokens));
        return new FloatTiledSubstitution(loops, tiles, FloatTiledSubstitution.Division.PREDICTION,
                FloatBlocks.of(tokens.rows(1, tokens.rows())), FloatSubstitutionOptions.NONE).run(1).predictions();
    }

    /** u^n at the paper's step, T x d, tight. */
    static double[] iterate(ScoreMicrokernels loops, KernelChoice kernel, boolean softmax, Matrix tokens, int layers) {
        int rows = tokens.rows();
        int d = tokens.cols();
        ScoreTiles tiles = tiles(loops, kernel.form(), tokens);
        double[] steps = new double[rows];
        double[] self = new double[rows];
        if (softmax) {
            double[] sums = kernel.kernel() instanceof Kernel.Exponential ? RowSums.ofShifted(loops, tiles, 1)
                    : RowSums.of(loops, tiles, 1);
            double[] diagonal = tiles.diagonal();
            for (int t = 0; t < rows; t++) {
                steps[t] = 1 / sums[t];
                self[t] = t == 0 ? 0 : 1 - diagonal[t] / sums[t];
            }
        } else {
            // Every kernel here is 1 on the diagonal, so the self term 1 - eta A_tt is zero and stays dropped.
            Arrays.fill(steps, 1);
        }
        double[] u = new double[rows * d];
        new FusedDescent(loops, tiles, tiles.diagonal(), steps, self, successors(tokens)).run(u, layers, 1);
        return u;
    }

    private static ScoreTiles tiles(ScoreMicrokernels loops, ScoreForm form, Matrix tokens) {
        return new ScoreTiles(loops, form, Blocks.of(tokens));
    }

    private static Block successors(Matrix tokens) {
        return Blocks.of(tokens.rows(1, tokens.rows()));
    }

    /** Softmax attention of finite tokens to themselves, scale 1. */
    static double[] attention(Microkernels loops, int tokens, int d, double[] x) {
        Block all = Block.of(x, tokens, d);
        TiledAttention tiled = new TiledAttention(loops, AttentionForm.SOFTMAX, 1, all, all, all);
        tiled.pack(1);
        return tiled.run(1);
    }

    /** The same in float32. */
    static float[] attention(FloatMicrokernels loops, int tokens, int d, float[] x) {
        FloatBlock all = FloatBlock.of(x, tokens, d);
        FloatTiledAttention tiled = new FloatTiledAttention(loops, AttentionForm.SOFTMAX, 1, all, all, all);
        tiled.pack(1);
        return tiled.run(1);
    }
}
