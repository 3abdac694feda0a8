package io.github.foretoken.cli.stream;

import java.util.zip.CRC32C;

/**
 * How a file is known again whose lines were read: by what the system calls it, and by its first bytes and those before the
 * end of the last line.
 *
 * @param key the system's name of the file, which survives a rename; "" for none
 * @param offset of the end of the last line
 * @param head how many of the first bytes were seen, as far as they are compared
 * @param headHash of them
 * @param tail how many of the bytes before the offset are compared
 * @param tailHash of them
 */
record InputPlace(String key, long offset, int head, long headHash, int tail, long tailHash) {
    private static final int PARTS = 6;

    static InputPlace of(String key, Trace read, Trace lines) {
        byte[] head = read.head();
        byte[] tail = lines.tail();
        return new InputPlace(key, lines.length(), head.length, hash(head), tail.length, hash(tail));
    }

    static long hash(byte[] bytes) {
        CRC32C hash = new CRC32C();
        hash.update(bytes);
        return hash.getValue();
    }

    /** Whether nothing of it was seen, so that only its key tells it from others. */
    boolean unseen() {
        return head == 0;
    }

    @Override
    public String toString() {
        return offset + " " + head + " " + headHash + " " + tail + " " + tailHash + " " + key;
    }

    /**
     * Reads {@link #toString}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static InputPlace parse(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not a place: " + text);
        }
        InputPlace place = new InputPlace(parts[5], Long.parseLong(parts[0]), Integer.parseInt(parts[1]),
                Long.parseLong(parts[2]), Integer.parseInt(parts[3]), Long.parseLong(parts[4]));
        if (place.head < 0 || place.head > Trace.KEPT || place.tail < 0 || place.tail > Trace.KEPT
                || place.offset < place.tail) {
            throw new IllegalArgumentException("not a place: " + text);
        }
        return place;
    }
}
