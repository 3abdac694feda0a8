package io.github.foretoken.internal.state;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The container, all numbers little end first: eight bytes that no text file begins with and no transfer as text leaves
 * alone; the version, four bytes; the number of bytes of the content, eight; the content; CRC-32C of all before, four.
 */
public final class StateFile {
    private static final byte[] MAGIC = {(byte) 0x89, 'F', 'T', 'K', '\r', '\n', 0x1a, '\n'};
    private static final int VERSION = 1;
    private static final int HEADER = MAGIC.length + Integer.BYTES + Long.BYTES;
    private static final int TRAILER = Integer.BYTES;

    private StateFile() {}

    /** What writes a content, the same bytes whenever it is asked to. */
    @FunctionalInterface
    public interface Writer {
        /** Writes all of it. */
        void write(StateOutput out) throws IOException;
    }

    /** What reads a content. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads all of it. */
        T read(StateInput in) throws IOException;
    }

    /** Writes a container to a stream, which is not closed. */
    public static void write(OutputStream out, Writer content) throws IOException {
        Objects.requireNonNull(out, "out");
        StateOutput measured = new StateOutput(OutputStream.nullOutputStream());
        content.write(measured);
        StateOutput file = new StateOutput(out);
        file.putBytes(MAGIC);
        file.putInt(VERSION);
        file.putLong(measured.length());
        content.write(file);
        if (file.length() != HEADER + measured.length()) {
            throw new IllegalStateException("what is being saved changed while it was saved");
        }
        file.putInt(file.checksum());
        file.flush();
    }

    /**
     * Reads a container from a stream, as far as it goes and no further.
     *
     * @throws StateFlaw if there is something wrong with it
     */
    public static <T> T read(InputStream in, Reader<T> reader) throws IOException {
        byte[] header = Objects.requireNonNull(in, "in").readNBytes(HEADER);
        long length = length(header);
        if (length > Integer.MAX_VALUE - HEADER - TRAILER) {
            throw new StateFlaw("is longer than a stream may be; load it as a file");
        }
        // Takes memory as bytes arrive, not as they are announced.
        byte[] rest = in.readNBytes((int) length + TRAILER);
        requireLength(length, HEADER + (long) rest.length);
        CRC32C checksum = new CRC32C();
        checksum.update(header);
        check(new ByteArrayInputStream(rest), length, checksum);
        return content(new StateInput(new ByteArrayInputStream(rest), length), reader);
    }

    /**
     * Reads a file that holds a container and nothing else.
     *
     * @throws StateFlaw if there is something wrong with it
     */
    public static <T> T read(Path file, Reader<T> reader) throws IOException {
        if (!Files.exists(Objects.requireNonNull(file, "file"))) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new StateFlaw("is not a regular file");
        }
        // Not a channel, which an interrupt would close.
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r");
                InputStream in = new FileInputStream(bytes.getFD())) {
            byte[] header = in.readNBytes(HEADER);
            long length = length(header);
            requireLength(length, bytes.length());
            CRC32C checksum = new CRC32C();
            checksum.update(header);
            check(in, length, checksum);
            bytes.seek(HEADER);
            return content(new StateInput(in, length), reader);
        }
    }

    /** Of the content. */
    private static long length(byte[] header) throws StateFlaw {
        if (header.length == 0) {
            throw new StateFlaw("is empty");
        }
        int shared = Math.min(header.length, MAGIC.length);
        if (!Arrays.equals(header, 0, shared, MAGIC, 0, shared)) {
            throw new StateFlaw("was not saved by Foretoken: its first bytes are others");
        }
        if (header.length < HEADER) {
            throw new StateFlaw("is truncated: it has " + header.length + " bytes, fewer than a header");
        }
        ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
        int version = numbers.getInt();
        if (version != VERSION) {
            throw new StateFlaw("has format version " + Integer.toUnsignedString(version)
                    + (version > VERSION || version < 0
                            ? ", which is newer than this release, which reads version " + VERSION
                            : ", which there never was"));
        }
        long length = numbers.getLong();
        if (length < 0 || length > Long.MAX_VALUE - HEADER - TRAILER) {
            throw new StateFlaw("is corrupt: its header claims " + Long.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    private static void requireLength(long length, long present) throws StateFlaw {
        long announced = HEADER + length + TRAILER;
        if (present != announced) {
            throw new StateFlaw((present < announced ? "is truncated" : "has bytes after its end")
                    + ": its header announces " + announced + " bytes, and there are " + present);
        }
    }

    /** Compares the checksum of a content with what follows it. */
    private static void check(InputStream in, long length, CRC32C checksum) throws IOException {
        byte[] some = new byte[(int) Math.min(length, 1 << 16)];
        for (long left = length; left > 0;) {
            int read = in.read(some, 0, (int) Math.min(left, some.length));
            if (read < 0) {
                throw new StateFlaw("became shorter while it was read");
            }
            checksum.update(some, 0, read);
            left -= read;
        }
        byte[] trailer = in.readNBytes(TRAILER);
        if (trailer.length < TRAILER) {
            throw new StateFlaw("became shorter while it was read");
        }
        int expected = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (expected != (int) checksum.getValue()) {
            throw new StateFlaw("is corrupt: its checksum does not match its bytes");
        }
    }

    private static <T> T content(StateInput in, Reader<T> reader) throws IOException {
        T content = reader.read(in);
        if (in.left() != 0) {
            throw new StateFlaw("holds " + in.left() + " bytes more than its state has");
        }
        return content;
    }
}
