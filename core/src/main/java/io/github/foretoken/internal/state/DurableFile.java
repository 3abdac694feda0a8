package io.github.foretoken.internal.state;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes a file so that whatever happens, power failure included, there is either what was there before or all of the new:
 * under another name beside it, forced to disk, renamed, and the rename forced to disk.
 */
public final class DurableFile {
    private DurableFile() {}

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of them. */
        void write(OutputStream out) throws IOException;
    }

    /** Writes the file; on an exception the one that was there is still there. */
    public static void write(Path file, Content content) throws IOException {
        Path target = PartFile.place(Objects.requireNonNull(file, "file"));
        Path part = PartFile.beside(target);
        try {
            // No channel: an interrupt, say of an executor that shuts down, would close it half-way.
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                content.write(out);
                out.getFD().sync();
            }
            if (Files.exists(target) && posix(target)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        forceFolder(target.getParent());
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes sure that the names in a folder outlive the machine, as far as its system can. */
    public static void forceFolder(Path folder) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems open no folders. Then the rename is as durable as they make it, and the file is whole all the same.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
