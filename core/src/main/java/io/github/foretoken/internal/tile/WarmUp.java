package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.Settling;
import io.github.foretoken.internal.tile.ScoreForm.Geometry;
import io.github.foretoken.internal.tile.TiledSubstitution.Division;
import java.util.Arrays;
import java.util.Random;

/** Small jobs of the kinds that programs begin with, until the virtual machine has compiled what they run on. */
public final class WarmUp {
    /** As many tokens as fill a few tiles, and dimensions for which products take the narrow and the wide register tiles. */
    private static final int TOKENS = 400;
    private static final int[] DIMENSIONS = {3, 16};

    private WarmUp() {}

    /** Returns when each job is about as fast as it becomes. */
    public static void run() {
        MicrokernelSelection.warmUp();
        for (int d : DIMENSIONS) {
            Random random = new Random(d);
            double[] numbers = random.doubles((long) TOKENS * d, -1, 1).toArray();
            Block tokens = new Block(numbers, 0, TOKENS, d, d);
            Settling.settle(() -> substitute(tokens, new ScoreForm(Geometry.INNER_PRODUCT, 1, -1, 0, 0, ScoreMap.EXP)));
            Settling.settle(
                    () -> substitute(tokens, new ScoreForm(Geometry.SQUARED_DISTANCE, -1, 0, 0, 0, ScoreMap.EXP)));
            Settling.settle(() -> new TiledAttention(MicrokernelSelection.forPairs(Long.MAX_VALUE),
                    AttentionForm.SOFTMAX, 1, tokens, tokens, tokens).run(1));
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            FloatBlock narrow = new FloatBlock(floats, 0, TOKENS, d, d);
            Settling.settle(() -> new FloatTiledAttention(MicrokernelSelection.floatsForPairs(Long.MAX_VALUE),
                    AttentionForm.SOFTMAX, 1, narrow, narrow, narrow).run(1));
        }
    }

    private static void substitute(Block tokens, ScoreForm form) {
        ScoreTiles tiles = new ScoreTiles(MicrokernelSelection.forPairs(Long.MAX_VALUE), form, tokens);
        double[] ones = new double[TOKENS];
        Arrays.fill(ones, 1);
        new TiledSubstitution(MicrokernelSelection.forPairs(Long.MAX_VALUE), tiles, Division.PREDICTION, tokens,
                new SubstitutionOptions(ones, null, null)).run(1);
    }
}
