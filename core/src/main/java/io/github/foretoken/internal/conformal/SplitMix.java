package io.github.foretoken.internal.conformal;

/** SplitMix64 (Steele, Lea and Flood 2014): random numbers whose state is one number, the same everywhere. */
final class SplitMix {
    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    long state() {
        return state;
    }

    void restart(long from) {
        state = from;
    }

    /** 64 bits. */
    long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** In (0, 1), both ends excluded. */
    double uniform() {
        return (next() >>> 12) * 0x1p-52 + 0x1p-53;
    }
}
