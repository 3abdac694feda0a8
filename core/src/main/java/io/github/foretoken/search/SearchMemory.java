package io.github.foretoken.search;

import io.github.foretoken.predict.Memory;
import io.github.foretoken.predict.Method;
import io.github.foretoken.predict.RandomFeatures;

/**
 * How much candidates with kernels may remember.
 *
 * @param refitsAll whether a method that refits may keep all tokens
 * @param keepsAll whether others may
 */
record SearchMemory(boolean refitsAll, boolean keepsAll) {
    /** Kernel ridge regression keeps everything up to this many tokens, other methods up to more, and this many keys beyond. */
    private static final int MOST_REFITTED = 2000;

    private static final int MOST_KEPT = 20_000;
    private static final int KEYS = 300;

    /** Random features cost less than keys do: so many take about as long. */
    private static final int FEATURES = 1024;

    /** As many steps as affine projection corrects at once. */
    private static final int ORDER = 8;

    /** For sequences of that many tokens. */
    static SearchMemory of(long length) {
        return new SearchMemory(length <= MOST_REFITTED, length <= MOST_KEPT);
    }

    /** That of a method with a kernel. */
    Memory of(Method method) {
        boolean bounded = method == Method.KERNEL_RIDGE ? !refitsAll : method == Method.KACZMARZ && !keepsAll;
        return new Memory(method == Method.AFFINE_PROJECTION ? ORDER : 1, Memory.ALL, bounded ? KEYS : Memory.ALL,
                bounded ? Memory.NOVELTY : 0, RandomFeatures.NONE);
    }

    /** That of Kaczmarz's method on random features. */
    static Memory random() {
        return Memory.UNBOUNDED.withRandom(new RandomFeatures(RandomFeatures.Form.WAVES, FEATURES, 0));
    }
}
