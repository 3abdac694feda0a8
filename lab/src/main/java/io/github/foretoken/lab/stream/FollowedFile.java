package io.github.foretoken.lab.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file that others append to, as {@code tail -F} reads it: its end is waited at. When another file has taken its name, or
 * it has become shorter than what has been read of it, what is there now is another input. An interrupt is the end.
 */
final class FollowedFile extends InputStream implements TokenInput {
    private static final long POLL_MILLIS = 50;

    private final Path file;
    private FileChannel channel;
    private Object key;
    private String change;
    private boolean waits = true;

    FollowedFile(Path file) throws IOException {
        this.file = file;
        open();
    }

    private void open() throws IOException {
        boolean same = false;
        while (!same) {
            Object before = key();
            FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
            try {
                // Another file may just have taken the name.
                same = Objects.equals(before, key());
            } finally {
                if (!same) {
                    opened.close();
                }
            }
            channel = opened;
            key = before;
        }
        change = null;
    }

    @Override
    public void waitForMore(boolean newWaits) {
        waits = newWaits;
    }

    @Override
    public InputStream stream() {
        return this;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        ByteBuffer some = ByteBuffer.wrap(bytes, offset, length);
        while (true) {
            // What was written before the change belongs to this input: looked for after the change was seen.
            change = change();
            int read = channel.read(some);
            if (read > 0) {
                return read;
            }
            if (change != null) {
                return -1;
            }
            if (!waits || !pause()) {
                return -1;
            }
        }
    }

    private String change() throws IOException {
        try {
            return !Objects.equals(key(), key) ? file + " was replaced; going on with the new file"
                    : channel.size() < channel.position() ? file + " was cut short; going on from its start" : null;
        } catch (NoSuchFileException e) {
            // Between the old file and the new one.
            return null;
        }
    }

    /** What tells a file from another of the same name; null where the system has nothing of the kind. */
    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Override
    public String another() throws IOException {
        if (change == null) {
            return null;
        }
        String reason = change;
        channel.close();
        while (true) {
            try {
                open();
                return reason;
            } catch (NoSuchFileException e) {
                // Gone again; there will be another.
                if (!pause()) {
                    return null;
                }
            }
        }
    }

    /** False after an interrupt. */
    private static boolean pause() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            // Its meaning is the end, and that is what comes of it; kept, it would break the files to be written then.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
