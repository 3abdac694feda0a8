package io.github.foretoken.cli.table;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Objects;

/** Lines of a text one after the other, and from any of them on the rest of it as it is. */
final class PlainLines extends Reader {
    /** Characters of a line; a longer one is left to whoever reads the rest. */
    private static final int LONGEST = 1 << 24;

    private final Reader text;
    private char[] chars = new char[1 << 16];
    private int filled;
    private boolean ended;
    /** Where the line begins that was given last, and what was not given yet. */
    private int start;
    private int rest;

    PlainLines(Reader text) {
        this.text = text;
    }

    /** The next line without its end, which is LF, CR LF or CR; null where there is none, or a very long one. */
    String next() throws IOException {
        start = rest;
        int length = 0;
        do {
            // A CR may be half of a line end, so that one character more is needed.
            int limit = filled - 1;
            char[] some = chars;
            for (int at = start + length; at < limit; at++) {
                char c = some[at];
                if (c == '\n' || c == '\r') {
                    rest = at + (c == '\r' && some[at + 1] == '\n' ? 2 : 1);
                    return new String(some, start, at - start);
                }
            }
            length = Math.max(0, limit - start);
        } while (more());
        return ended && start < filled ? last() : null;
    }

    /** All that is left: a line, with an end or without. */
    private String last() {
        rest = filled;
        char c = chars[filled - 1];
        return new String(chars, start, filled - start - (c == '\n' || c == '\r' ? 1 : 0));
    }

    /** Reads on behind the beginning of a line, which nobody has yet; false at the end, or if the line is very long. */
    private boolean more() throws IOException {
        if (ended || filled - start > LONGEST) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(chars, start, chars, 0, filled - start);
            filled -= start;
            start = 0;
            rest = 0;
        } else if (filled == chars.length) {
            chars = Arrays.copyOf(chars, 2 * filled);
        }
        int read = text.read(chars, filled, chars.length - filled);
        ended = read < 0;
        filled += Math.max(0, read);
        return !ended;
    }

    /** Takes the line that was given last for not given. */
    void back() {
        rest = start;
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        int some = Math.min(count, filled - rest);
        if (some > 0) {
            System.arraycopy(chars, rest, target, offset, some);
            rest += some;
            return some;
        }
        return ended && count > 0 ? -1 : text.read(target, offset, count);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
