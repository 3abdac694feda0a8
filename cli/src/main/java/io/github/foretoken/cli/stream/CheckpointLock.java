package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.internal.state.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second stream off a checkpoint. The lock is on a hidden file beside it, because each save replaces the checkpoint;
 * the system gives it up when the process ends, however it does. Nothing here opens the hidden file a second time, for closing
 * that would give up the lock, too.
 */
final class CheckpointLock {
    /** Of this process, where the system would give a second lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final int MOST_BYTES = 1 << 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final FileChannel channel;
    private boolean closed;

    private CheckpointLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws InputException if another stream has it, or if the file is one that a save would not replace
     */
    static CheckpointLock of(Path checkpoint) {
        try {
            Path place = PartFile.place(checkpoint);
            requireOneName(checkpoint, place);
            Path file = place.resolveSibling("." + place.getFileName() + ".lock");
            if (!HELD.add(file)) {
                throw taken(checkpoint);
            }
            FileChannel channel = null;
            try {
                while (channel == null) {
                    channel = lock(checkpoint, file);
                }
            } finally {
                if (channel == null) {
                    HELD.remove(file);
                }
            }
            return new CheckpointLock(file, channel);
        } catch (IOException e) {
            throw new InputException("--checkpoint " + checkpoint + " cannot be used: " + Reasons.of(e), e);
        }
    }

    /** The first save would make two files of one. */
    private static void requireOneName(Path checkpoint, Path place) throws IOException {
        boolean counted = place.getFileSystem().supportedFileAttributeViews().contains("unix");
        if (counted && Files.exists(place) && ((Number) Files.getAttribute(place, "unix:nlink")).longValue() > 1) {
            throw new InputException(
                    "--checkpoint " + checkpoint + " has several names (hard links), of which a save would "
                            + "keep up one only; give a copy, or remove the other names");
        }
    }

    /** The locked file, or null if what was locked has just been removed by the stream that had it. */
    private static FileChannel lock(Path checkpoint, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean kept = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(checkpoint);
            }
            // Only the holder gives the file a length; the name belongs to this very file if it shows the same one.
            int length = 1 + RANDOM.nextInt(MOST_BYTES);
            channel.truncate(0);
            channel.write(ByteBuffer.allocate(1), length - 1L);
            kept = Files.size(file) == length;
            return kept ? channel : null;
        } catch (OverlappingFileLockException e) {
            throw taken(checkpoint);
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static InputException taken(Path checkpoint) {
        return new InputException(
                "--checkpoint " + checkpoint + " is in use by another stream; end that one, or choose another name");
    }

    /** Gives it up, if that has not been done: the file goes while it is locked, so that no other stream's ever does. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException("the lock file " + file + " cannot be removed: " + Reasons.of(e), e);
        } finally {
            HELD.remove(file);
        }
    }
}
