package io.github.foretoken.cli.text;

/** The last bytes of a text in one number, the newest in its lowest byte. */
final class ContextWindow {
    /** As many bytes as a long has. */
    static final int MOST = Long.BYTES;

    private long bytes;
    private int length;

    /** Whether there are that many bytes yet. */
    boolean has(int count) {
        return length >= count;
    }

    /** The last {@code count} bytes; 0 when there are fewer, or none are asked for. */
    long last(int count) {
        return bytes & mask(count);
    }

    void push(int next) {
        bytes = bytes << Byte.SIZE | next;
        length = Math.min(MOST, length + 1);
    }

    /** Ones over the newest {@code count} bytes. */
    private static long mask(int count) {
        return count == MOST ? -1L : (1L << (Byte.SIZE * count)) - 1;
    }

    /** Ones over the bytes whose age, 0 for the newest, is the number of a one in {@code ages}. */
    static long maskOf(int ages) {
        long mask = 0;
        for (int age = 0; age < MOST; age++) {
            if ((ages >> age & 1) == 1) {
                mask |= 0xFFL << (Byte.SIZE * age);
            }
        }
        return mask;
    }
}
