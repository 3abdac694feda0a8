package io.github.foretoken.internal.state;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file so that whatever happens, power failure included, there is either what was there before or all of the new:
 * under another name beside it, forced to disk, renamed, and the rename forced to disk.
 */
public final class DurableFile {
    private static final String SUFFIX = ".part";
    private static final AtomicLong COUNT = new AtomicLong();

    private DurableFile() {}

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of them. */
        void write(OutputStream out) throws IOException;
    }

    /** Writes the file; on an exception the one that was there is still there. */
    public static void write(Path file, Content content) throws IOException {
        // A symbolic link stays one.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        removeLeftovers(target);
        Path part =
                folder.resolve(prefix(target) + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + SUFFIX);
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
        forceFolder(folder);
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What a process left that was killed while it wrote. */
    private static void removeLeftovers(Path target) throws IOException {
        String prefix = prefix(target);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(target.getParent(), path -> {
            String name = path.getFileName().toString();
            return name.startsWith(prefix) && name.endsWith(SUFFIX)
                    && isLeftover(name.substring(prefix.length(), name.length() - SUFFIX.length()));
        })) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** @param name process id, dash, count */
    private static boolean isLeftover(String name) {
        return name.matches("[0-9]{1,18}-[0-9]+")
                && ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-')))).isEmpty();
    }

    private static void forceFolder(Path folder) {
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
