package io.github.foretoken.cli.stream;

import java.util.List;

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

    /** The next token, and its key. */
    void add(double[] token, List<String> key) {
        tokens++;
        for (String cell : key) {
            mix(cell.hashCode());
        }
        for (double x : token) {
            mix(Double.doubleToRawLongBits(x));
        }
    }

    private void mix(long bits) {
        fingerprint = (fingerprint ^ bits) * 0x9e3779b97f4a7c15L;
        fingerprint ^= fingerprint >>> 29;
    }

    /** At the start of another input. */
    void restart() {
        tokens = 0;
        fingerprint = 0;
    }
}
