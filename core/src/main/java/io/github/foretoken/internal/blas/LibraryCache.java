package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.state.ProcessTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Files unpacked once into a folder that is whole or absent: they are written beside it, under a name of their own, and
 * the folder is renamed into place. Of two processes that do this at once the slower one finds the place taken, and uses
 * what it finds. What is found is verified, size and checksum, because opening a library that was cut short does not
 * fail: it ends the process. A damaged folder is moved aside and replaced.
 */
final class LibraryCache {
    /** A file to unpack; size and CRC-32 tell a damaged copy. */
    record Entry(String name, long size, long crc, Source source) {}

    /** Opens an entry's content. */
    interface Source {
        InputStream open() throws IOException;
    }

    private final Path root;

    LibraryCache(Path root) {
        this.root = root;
    }

    /** {@code foretoken.cache}, or else {@code foretoken} in the user's cache folder. */
    static LibraryCache ofUser() throws Refusal {
        String chosen = System.getProperty("foretoken.cache", "");
        String shared = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        String home = System.getProperty("user.home", "");
        if (!chosen.isBlank()) {
            try {
                return new LibraryCache(Path.of(chosen).toAbsolutePath());
            } catch (InvalidPathException e) {
                throw new Refusal("foretoken.cache is no path: " + e.getMessage(), e);
            }
        }
        // The specification says that a relative XDG_CACHE_HOME is to be ignored.
        if (!shared.isBlank() && Path.of(shared).isAbsolute()) {
            return new LibraryCache(Path.of(shared, "foretoken"));
        }
        if (home.isBlank() || !Files.isDirectory(Path.of(home))) {
            throw new Refusal("there is no folder to unpack it to, because the user has no home; give one with "
                    + "-Dforetoken.cache=FOLDER");
        }
        return new LibraryCache(Path.of(home, ".cache", "foretoken"));
    }

    /**
     * The folder with these files in it, unpacked now or earlier.
     *
     * @throws Refusal if it cannot be read or written, with the remedy
     */
    Path unpack(String name, List<Entry> entries) throws Refusal {
        Path folder = root.resolve(name);
        try {
            if (intact(folder, entries)) {
                return folder;
            }
            Files.createDirectories(root);
            removeLeftovers();
            Path part = createPrivate(name);
            try {
                for (Entry entry : entries) {
                    write(part.resolve(entry.name()), entry);
                }
                return publish(part, folder, entries);
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw new Refusal("it could not be unpacked to " + folder + " (" + e
                    + "); give another folder with -Dforetoken.cache=FOLDER", e);
        }
    }

    private Path publish(Path part, Path folder, List<Entry> entries) throws IOException {
        if (Files.exists(folder) && !intact(folder, entries)) {
            // A process that has it open keeps what it opened.
            Path aside = createPrivate(folder.getFileName() + ".damaged");
            move(folder, aside.resolve("old"));
            delete(aside);
        }
        try {
            move(part, folder);
        } catch (IOException e) {
            if (!intact(folder, entries)) {
                throw e;
            }
        }
        return folder;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** In the same file system as the final place, and for this user only: what lies there will be executed. */
    private Path createPrivate(String prefix) throws IOException {
        return Files.createTempDirectory(root, prefix + "." + ProcessTag.next() + ".");
    }

    /** What a process left that was killed while it unpacked. */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, LibraryCache::isLeftover)) {
            for (Path folder : folders) {
                delete(folder);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isLeftover(Path folder) {
        String name = folder.getFileName().toString();
        int end = name.lastIndexOf('.');
        return end > ProcessTag.LENGTH && ProcessTag.isOfTheDead(name.substring(end - ProcessTag.LENGTH, end))
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private static void write(Path file, Entry entry) throws IOException {
        CRC32 crc = new CRC32();
        long size;
        try (InputStream in = new CheckedInputStream(entry.source().open(), crc);
                OutputStream out = Files.newOutputStream(file)) {
            size = in.transferTo(out);
        }
        if (size != entry.size() || crc.getValue() != entry.crc()) {
            throw new IOException(entry.name() + " in the jar is damaged");
        }
    }

    private static boolean intact(Path folder, List<Entry> entries) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        refuseForeignHands(folder);
        byte[] buffer = new byte[1 << 16];
        for (Entry entry : entries) {
            Path file = folder.resolve(entry.name());
            if (!Files.isRegularFile(file) || Files.size(file) != entry.size() || crc(file, buffer) != entry.crc()) {
                return false;
            }
        }
        return true;
    }

    private static long crc(Path file, byte[] buffer) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }

    private static void refuseForeignHands(Path folder) throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(folder);
        } catch (UnsupportedOperationException e) {
            return;
        }
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others may write to it: " + PosixFilePermissions.toString(permissions));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
