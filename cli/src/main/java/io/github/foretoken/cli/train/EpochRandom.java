package io.github.foretoken.cli.train;

import java.util.SplittableRandom;

/**
 * The generator of an epoch, drawn from seed and epoch, so that there is none whose state would have to be kept. The generators
 * of successive epochs are splits, each of the one before: whoever splits that of an epoch gets that of the next.
 */
final class EpochRandom {
    private EpochRandom() {}

    static SplittableRandom of(long seed, int epoch) {
        SplittableRandom random = new SplittableRandom(seed).split();
        for (int i = 0; i < epoch; i++) {
            random = random.split();
        }
        return random;
    }
}
