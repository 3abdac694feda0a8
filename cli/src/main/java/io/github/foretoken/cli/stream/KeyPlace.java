package io.github.foretoken.cli.stream;

/**
 * Where the state of a key is saved.
 *
 * @param segment the number of a file
 * @param offset of its first byte there
 * @param length in bytes
 */
record KeyPlace(int segment, long offset, int length) {
    /** Of a key that was never saved. */
    static final KeyPlace NONE = new KeyPlace(0, 0, 0);

    long end() {
        return offset + length;
    }
}
