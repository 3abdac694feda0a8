package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.internal.state.PartFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file that appears complete or not at all: it is written beside its place, under another name, and moved there by
 * {@link #commit}. Opening claims the name, so that a place that cannot be written is found out before the work is done.
 */
public final class OutputFile implements AutoCloseable {
    private final Path target;
    private final Path part;

    private OutputFile(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /**
     * Opens a file for writing.
     *
     * @throws InputException if it cannot be written there
     */
    public static OutputFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give the name of a file");
        }
        try {
            Path target = PartFile.place(file);
            if (Files.exists(target) && !writable(target)) {
                throw new InputException(file + " cannot be written: it is read-only");
            }
            if (Files.exists(target) && WriteClaim.isTaken(target)) {
                throw new InputException(file + " is being written by a stream; end that one, or choose another name");
            }
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new InputException(file + " cannot be written: the directory " + folder + " does not exist");
            }
            Path part = PartFile.beside(target);
            Files.createFile(part);
            // Reached when the process is interrupted; close() is the ordinary way.
            part.toFile().deleteOnExit();
            return new OutputFile(target, part);
        } catch (IOException e) {
            throw new InputException(file + " cannot be written: " + Reasons.of(e), e);
        }
    }

    /**
     * Writes a whole file.
     *
     * @param content all of its bytes, not modified
     * @throws InputException if it cannot be written
     */
    public static void write(Path file, byte[] content) {
        try (OutputFile output = open(file)) {
            output.writeAll(content);
            output.commit();
        }
    }

    /** Writes all bytes, not modified; they are not in their place before {@link #commit}. */
    public void writeAll(byte[] content) {
        try {
            Files.write(part, content);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** A file with no write permission at all counts as read-only even for a user whom the system would let write. */
    private static boolean writable(Path file) throws IOException {
        if (!Files.isWritable(file)) {
            return false;
        }
        if (!posix(file)) {
            return true;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.OWNER_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Where to write. */
    public Path part() {
        return part;
    }

    /** Puts what was written in its place, at once. */
    public void commit() {
        try {
            if (Files.exists(target) && posix(target)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Leaves nothing behind of a file that was not committed. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why writing failed, as one line. */
    public InputException failure(IOException e) {
        return new InputException(target + " cannot be written: " + Reasons.of(e), e);
    }
}
