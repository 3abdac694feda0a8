package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.FloatBlock;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.Settling;
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
            SubstitutionWarmUp.run(tokens);
            Settling.settle(() -> new TiledAttention(MicrokernelSelection.forPairs(MicrokernelSelection.UNKNOWN),
                    AttentionForm.SOFTMAX, 1, tokens, tokens, tokens).run(1));
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            FloatBlock narrow = new FloatBlock(floats, 0, TOKENS, d, d);
            FloatSubstitutionWarmUp.run(narrow);
            Settling.settle(
                    () -> new FloatTiledAttention(MicrokernelSelection.floatsForPairs(MicrokernelSelection.UNKNOWN),
                            AttentionForm.SOFTMAX, 1, narrow, narrow, narrow).run(1));
        }
    }
}
