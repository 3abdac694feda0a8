package io.github.foretoken.cli.stream;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/** A file open for reading, which stays what it is when another one takes its name. */
final class OpenedFile implements Closeable {
    private final Path path;
    private final String key;
    /** No channel: an interrupt, which ends a stream, would close it. */
    private final RandomAccessFile file;
    private final Trace trace = new Trace();

    private OpenedFile(Path path, String key, RandomAccessFile file) {
        this.path = path;
        this.key = key;
        this.file = file;
    }

    static OpenedFile open(Path path) throws IOException {
        while (true) {
            String before = key(path);
            RandomAccessFile file = reading(path);
            boolean same = false;
            try {
                // Another file may just have taken the name.
                same = before.equals(key(path));
            } finally {
                if (!same) {
                    file.close();
                }
            }
            if (same) {
                return new OpenedFile(path, before, file);
            }
        }
    }

    private static RandomAccessFile reading(Path path) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), "r");
        } catch (FileNotFoundException e) {
            // Its words are the system's, in any language.
            throw Files.exists(path) ? new AccessDeniedException(path.toString())
                    : new NoSuchFileException(path.toString());
        }
    }

    /** What tells a file from another of the same name; "" where the system has nothing of the kind. */
    static String key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    /** The name it had. */
    Path path() {
        return path;
    }

    String key() {
        return key;
    }

    /** What was read of it. */
    Trace trace() {
        return trace;
    }

    /** Reads on. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        file.seek(trace.length());
        return file.read(bytes, offset, length);
    }

    /** Counts bytes as read. */
    void take(byte[] bytes, int offset, int count) {
        trace.add(bytes, offset, count);
    }

    long size() throws IOException {
        return file.length();
    }

    /** Whether what was read is still there, as far as it is compared: all but its middle. */
    boolean isAsRead() throws IOException {
        return holds(trace);
    }

    /** Whether it begins with what was read of another, as far as that is compared. */
    boolean holds(Trace other) throws IOException {
        byte[] tail = other.tail();
        byte[] head = other.head();
        return size() >= other.length() && Arrays.equals(bytes(0, head.length), head)
                && Arrays.equals(bytes(other.length() - tail.length, tail.length), tail);
    }

    /** Whether it is what a place was in. */
    boolean holds(InputPlace place) throws IOException {
        return size() >= Math.max(place.offset(), place.head())
                && InputPlace.hash(bytes(0, place.head())) == place.headHash()
                && InputPlace.hash(bytes(place.offset() - place.tail(), place.tail())) == place.tailHash();
    }

    /** Goes on behind what was read of another, which this begins with. */
    void takeOver(OpenedFile other) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (trace.length() < other.trace.length()) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, other.trace.length() - trace.length()));
            if (read < 0) {
                return;
            }
            take(buffer, 0, read);
        }
    }

    private byte[] bytes(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        int done = 0;
        for (int read = 0; read >= 0 && done < count; done += Math.max(read, 0)) {
            read = file.read(bytes, done, count - done);
        }
        // Shorter than it was: like nothing that was read.
        return done == count ? bytes : new byte[0];
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
