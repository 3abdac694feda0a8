package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An input as one reads lines of it: unpacked if gzip packed it, and in UTF-8 if it was UTF-16. Nothing is read before the first
 * read, and never more is waited for than what tells the one from the other.
 */
public final class PlainInput extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int TELLING = 4;

    private final String source;
    private InputStream in;
    private boolean opened;

    /** @param source what to call it in messages */
    public PlainInput(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    /** Whether a file that starts so would be changed. */
    public static boolean changes(byte[] start) {
        return isGzip(start) || isWide(start) || isTable(start);
    }

    private static boolean isTable(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.startsWith("PAR1") || text.startsWith("\u0093NUMPY") || text.startsWith("PK\u0003\u0004");
    }

    private static boolean isGzip(byte[] start) {
        return start.length > 2 && start[0] == 0x1F && start[1] == (byte) 0x8B && start[2] == 8;
    }

    /** By its mark, or by zeros in two places of which text in UTF-8 has none. */
    private static boolean isWide(byte[] start) {
        if (start.length < 2) {
            return false;
        }
        int mark = (Byte.toUnsignedInt(start[0]) << Byte.SIZE) | Byte.toUnsignedInt(start[1]);
        return mark == 0xFFFE || mark == 0xFEFF
                || (start.length >= TELLING && ((start[0] == 0 && start[2] == 0) || (start[1] == 0 && start[3] == 0))
                        && !(start[0] == 0 && start[1] == 0));
    }

    private void open() throws IOException {
        opened = true;
        byte[] start = new byte[CHUNK];
        int length = Math.max(0, in.read(start));
        while (length > 0 && length < TELLING && mayChange(start[0])) {
            int read = in.read(start, length, TELLING - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        byte[] known = Arrays.copyOf(start, length);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(known), in);
        if (isGzip(known)) {
            in = new PlainInput(new GzipInput(whole), source);
        } else if (isWide(known)) {
            in = new Encoded(TextReader.of(whole));
        } else {
            Signature kind = Signature.of(new BufferedInputStream(new ByteArrayInputStream(known)), source);
            if (kind != Signature.TEXT) {
                throw new InputException(source + " is a table as a whole; give it to predict, or lines of text");
            }
            in = new Tail(known, in);
        }
    }

    private static boolean mayChange(byte first) {
        return first == 0x1F || first == 0 || first == (byte) 0xFF || first == (byte) 0xFE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (!opened) {
            open();
        }
        return in.read(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** What was read, and what follows; of the two never more in one read than is there. */
    private static final class Tail extends InputStream {
        private final byte[] known;
        private final InputStream rest;
        private int at;

        Tail(byte[] known, InputStream rest) {
            this.known = known;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            return at < known.length ? Byte.toUnsignedInt(known[at++]) : rest.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int some = Math.min(count, known.length - at);
            if (some <= 0) {
                return rest.read(bytes, offset, count);
            }
            System.arraycopy(known, at, bytes, offset, some);
            at += some;
            return some;
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }

    /** Text in UTF-8. */
    private static final class Encoded extends InputStream {
        private final Reader text;
        private final char[] chars = new char[CHUNK / 4];
        private byte[] bytes = {};
        private int at;
        private char high;

        Encoded(Reader text) {
            this.text = text;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            while (at == bytes.length) {
                int kept = high == 0 ? 0 : 1;
                chars[0] = high;
                int read = text.read(chars, kept, chars.length - kept);
                if (read < 0) {
                    return -1;
                }
                // Half a character waits for its other half.
                int length = kept + read;
                high = Character.isHighSurrogate(chars[length - 1]) ? chars[length - 1] : 0;
                bytes = new String(chars, 0, high == 0 ? length : length - 1).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int some = Math.min(count, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, some);
            at += some;
            return some;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
