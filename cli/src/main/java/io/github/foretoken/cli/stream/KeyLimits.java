package io.github.foretoken.cli.stream;

/**
 * Bounds of a stream of many keys.
 *
 * @param keys how many there may be
 * @param bytes how many their models may take in memory, about; those least recently seen wait on disk beyond that
 */
record KeyLimits(int keys, long bytes) {
    /** Where nobody says another number: the list of keys itself takes memory. */
    static final int MANY = 1_000_000;

    /** With half of the memory that Java was given. */
    static KeyLimits of(int keys) {
        return new KeyLimits(keys, Runtime.getRuntime().maxMemory() / 2);
    }
}
