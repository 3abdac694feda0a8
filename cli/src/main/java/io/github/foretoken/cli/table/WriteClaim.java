package io.github.foretoken.cli.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * That a process is writing a file bit by bit, so that no other does, under whatever name it knows it: a lock on a byte far
 * behind the end, which keeps nobody from reading. It ends with the process, or when the process closes any descriptor of the
 * file; so it must not have a second one.
 */
public final class WriteClaim {
    private static final long PLACE = Long.MAX_VALUE - 1;

    private WriteClaim() {}

    /** Takes it, until the channel is closed; false if another process has it, or this one elsewhere. */
    public static boolean take(FileChannel channel) throws IOException {
        return lock(channel) != null;
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(PLACE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Whether another process has it. */
    static boolean isTaken(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !take(channel);
        }
    }
}
