package io.github.foretoken.cli.stream;

import java.util.Arrays;

/** What was read of an input, as far as it takes to know it again: its length, its first bytes and its last ones. */
final class Trace {
    /** Of the first bytes, and of the last ones. */
    static final int KEPT = 1024;

    private final byte[] head = new byte[KEPT];
    private final byte[] tail = new byte[8 * KEPT];
    private int tailEnd;
    private long length;

    /** Takes in the next bytes, not modified. */
    synchronized void add(byte[] bytes, int offset, int count) {
        if (length < KEPT) {
            System.arraycopy(bytes, offset, head, (int) length, (int) Math.min(KEPT - length, count));
        }
        length += count;
        int last = Math.min(KEPT, count);
        if (tailEnd + last > tail.length) {
            System.arraycopy(tail, tailEnd - KEPT, tail, 0, KEPT);
            tailEnd = KEPT;
        }
        System.arraycopy(bytes, offset + count - last, tail, tailEnd, last);
        tailEnd += last;
    }

    /** In bytes. */
    synchronized long length() {
        return length;
    }

    synchronized byte[] head() {
        return Arrays.copyOf(head, (int) Math.min(KEPT, length));
    }

    synchronized byte[] tail() {
        return Arrays.copyOfRange(tail, tailEnd - (int) Math.min(KEPT, length), tailEnd);
    }
}
