package io.github.foretoken.cli.stream;

/** How many tokens of an input have been taken, and a fingerprint of them, by which they are known again. */
final class InputMark {
    private long tokens;
    private long fingerprint;

    InputMark() {}

    InputMark(long tokens, long fingerprint) {
        this.tokens = tokens;
        this.fingerprint = fingerprint;
    }

    long tokens() {
        return tokens;
    }

    long fingerprint() {
        return fingerprint;
    }

    void add(double[] token) {
        tokens++;
        long hash = fingerprint;
        for (double x : token) {
            hash = (hash ^ Double.doubleToRawLongBits(x)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        fingerprint = hash;
    }

    /** At the start of another input. */
    void restart() {
        tokens = 0;
        fingerprint = 0;
    }
}
