package io.github.foretoken.training;

import java.util.SplittableRandom;

/** The orders in which epochs take sequences, drawn from seed and epoch, so that there is no generator's state to keep. */
public final class EpochOrder {
    private EpochOrder() {}

    /**
     * The generator of an epoch. Those of successive epochs are splits, each of the one before: whoever splits that of an epoch
     * gets that of the next.
     *
     * @param seed of the run
     * @param epoch 0-based
     * @return a new one
     */
    public static SplittableRandom random(long seed, int epoch) {
        SplittableRandom random = new SplittableRandom(seed).split();
        for (int i = 0; i < epoch; i++) {
            random = random.split();
        }
        return random;
    }

    /**
     * The order of an epoch.
     *
     * @param seed of the run
     * @param epoch 0-based
     * @param count of the sequences, 0 or more
     * @return the numbers from 0 to before count, shuffled
     */
    public static int[] of(long seed, int epoch, int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        SplittableRandom random = random(seed, epoch);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
