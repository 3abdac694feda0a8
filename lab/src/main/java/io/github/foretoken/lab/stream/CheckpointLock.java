package io.github.foretoken.lab.stream;

import io.github.foretoken.lab.table.InputException;
import io.github.foretoken.lab.table.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Keeps a second stream off a checkpoint, and with it off the output that belongs to it. The lock is on a hidden file beside
 * it, because each save replaces the checkpoint; the system gives it up when the process ends, however it does.
 */
final class CheckpointLock {
    private final Path file;
    private final FileChannel channel;

    private CheckpointLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws InputException if another stream has it
     */
    static CheckpointLock of(Path checkpoint) {
        Path file = checkpoint.resolveSibling("." + checkpoint.getFileName() + ".lock");
        try {
            FileChannel channel = null;
            while (channel == null) {
                channel = lock(checkpoint, file);
            }
            file.toFile().deleteOnExit();
            return new CheckpointLock(file, channel);
        } catch (IOException e) {
            throw new InputException(
                    "--checkpoint " + checkpoint + " cannot be locked by means of " + file + ": " + Reasons.of(e), e);
        }
    }

    /** The locked file, or null if what was locked has just been removed by the stream that had it. */
    private static FileChannel lock(Path checkpoint, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            if (channel.tryLock() == null) {
                throw taken(checkpoint);
            }
            String name = UUID.randomUUID().toString();
            channel.truncate(0).write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
            kept = Files.readString(file).equals(name);
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

    /** Gives it up. */
    void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException("the lock file " + file + " cannot be removed: " + Reasons.of(e), e);
        }
    }
}
