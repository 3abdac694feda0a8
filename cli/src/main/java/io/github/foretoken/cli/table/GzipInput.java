package io.github.foretoken.cli.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What gzip packed (RFC 1952), in any number of members one after the other, to the very end: JDK's own stream asks how much is
 * available before it looks for the next member, and takes a pipe that is slow for one that has ended.
 */
final class GzipInput extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int NAME_AND_COMMENT = 0x18;
    private static final int EXTRA = 0x04;
    private static final int HEADER_CHECK = 0x02;
    private static final int RESERVED = 0xE0;

    private final PushbackInputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private final byte[] packed = new byte[CHUNK];
    private int filled;
    private long length;
    private boolean ended;

    /** @throws IOException if the first member does not begin as it should */
    GzipInput(InputStream in) throws IOException {
        this.in = new PushbackInputStream(in, CHUNK);
        header(this.in.read());
    }

    private void header(int first) throws IOException {
        if (first != 0x1F || next() != 0x8B || next() != 8) {
            throw new IOException("its gzip data is followed by something else");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new IOException("its gzip header is damaged");
        }
        in.skipNBytes(6);
        if ((flags & EXTRA) != 0) {
            in.skipNBytes(next() | (next() << 8));
        }
        for (int text = flags & NAME_AND_COMMENT; text != 0; text &= text - 1) {
            while (next() != 0) {
                // A name or a comment ends with zero.
            }
        }
        if ((flags & HEADER_CHECK) != 0) {
            in.skipNBytes(2);
        }
        inflater.reset();
        check.reset();
        length = 0;
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        try {
            int read = 0;
            while (count > 0 && read == 0 && !ended) {
                read = inflate(bytes, offset, count);
            }
            return count > 0 && read == 0 ? -1 : read;
        } catch (EOFException e) {
            throw new IOException("its gzip data is cut short; get the whole file", e);
        } catch (DataFormatException e) {
            throw new IOException("its gzip data is damaged", e);
        }
    }

    private int inflate(byte[] bytes, int offset, int count) throws IOException, DataFormatException {
        if (inflater.needsInput() && !inflater.finished()) {
            filled = in.read(packed);
            if (filled < 0) {
                throw new EOFException();
            }
            inflater.setInput(packed, 0, filled);
        }
        int read = inflater.inflate(bytes, offset, count);
        check.update(bytes, offset, read);
        length += read;
        if (inflater.finished()) {
            endMember();
        } else if (read == 0 && inflater.needsDictionary()) {
            throw new DataFormatException("a dictionary");
        }
        return read;
    }

    private void endMember() throws IOException {
        int rest = inflater.getRemaining();
        in.unread(packed, filled - rest, rest);
        if (number() != check.getValue() || number() != (length & 0xFFFFFFFFL)) {
            throw new IOException("its gzip data is damaged: the checksum differs");
        }
        int following = in.read();
        while (following == 0) {
            // Tapes and block devices fill up with zeros.
            following = in.read();
        }
        ended = following < 0;
        if (!ended) {
            header(following);
        }
    }

    private long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            number |= (long) next() << shift;
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
