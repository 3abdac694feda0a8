package io.github.foretoken.internal.blas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Libraries unpacked once into a folder that is whole or absent, one process at a time: beside it, under a name of their own,
 * and the folder is renamed into place. What is found there is verified by SHA-256 before it is opened, because a library
 * that was cut short does not fail, it ends the process; and from then on nobody else can change it, because the folder is
 * {@linkplain PrivateFolder private}. Where there is no such folder they are unpacked to a temporary one at every start.
 */
final class LibraryCache {
    /** A file to unpack: its SHA-256 in hexadecimal, and what opens its content. */
    record Entry(String name, String digest, Source source) {}

    /** Opens an entry's content. */
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Where the files are.
     *
     * @param note why they are in a temporary folder, which is to be deleted once they are open; null if they are not
     */
    record Unpacked(Path folder, String note) {
        /** Deletes a temporary folder. Windows lets go of open libraries when the process ends. */
        void discard() {
            if (note == null) {
                return;
            }
            try {
                FileTree.delete(folder);
            } catch (IOException e) {
                FileTree.deleteOnExit(folder);
            }
        }
    }

    private static final String LOCK = ".lock";
    private static final long PATIENCE_MILLIS = 20_000;
    private static final String REMEDY = "; give another folder with -Dforetoken.cache=FOLDER";

    /** Or null, and then why there is none. */
    private final Path root;
    private final String absence;
    private final Supplier<List<Path>> shared;

    LibraryCache(Path root) {
        this(root, null, LibraryCache::temporaryFolders);
    }

    /** @param shared folders in which temporary ones may be made, tried in this order */
    LibraryCache(Path root, String absence, Supplier<List<Path>> shared) {
        this.root = root;
        this.absence = absence;
        this.shared = shared;
    }

    /** {@code foretoken.cache}, or else {@code foretoken} in the user's cache folder. */
    static LibraryCache ofUser() {
        String chosen = System.getProperty("foretoken.cache", "");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        String home = System.getProperty("user.home", "");
        try {
            if (!chosen.isBlank()) {
                return new LibraryCache(Path.of(chosen).toAbsolutePath());
            }
            // The specification says that a relative XDG_CACHE_HOME is to be ignored.
            if (!cache.isBlank() && Path.of(cache).isAbsolute()) {
                return new LibraryCache(Path.of(cache, "foretoken"));
            }
            if (!home.isBlank() && Files.isDirectory(Path.of(home))) {
                return new LibraryCache(Path.of(home, ".cache", "foretoken"));
            }
            return new LibraryCache(null, "the user has no home", LibraryCache::temporaryFolders);
        } catch (InvalidPathException e) {
            return new LibraryCache(null, "it is no path (" + e.getMessage() + ")", LibraryCache::temporaryFolders);
        }
    }

    private static List<Path> temporaryFolders() {
        String session = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
        Path usual = Path.of(System.getProperty("java.io.tmpdir", ""));
        return session.isBlank() ? List.of(usual) : List.of(usual, Path.of(session));
    }

    /**
     * The folder with these files in it, unpacked now or earlier.
     *
     * @throws Refusal if what is to be unpacked is not what it should be, or there is no place for it; with the remedy
     */
    Unpacked unpack(String name, List<Entry> entries) throws Refusal {
        String why = absence;
        if (root != null) {
            try {
                return new Unpacked(inCache(name, entries), null);
            } catch (IOException e) {
                why = reason(e);
            }
        }
        String note = "the cache " + (root == null ? "for it" : root) + " is not used, because " + why
                + ": it is unpacked to a private temporary folder at every start" + REMEDY;
        return new Unpacked(temporary(name, entries, why), note);
    }

    private Path temporary(String name, List<Entry> entries, String why) throws Refusal {
        StringBuilder all = new StringBuilder(why);
        for (Path place : shared.get()) {
            Path made = null;
            try {
                made = PrivateFolder.makeIn(place);
                write(made, entries);
                requireExecutable(made, entries);
                return made;
            } catch (IOException e) {
                all.append("; nor to ").append(place).append(", because ").append(reason(e));
                discardQuietly(made);
            } catch (Refusal e) {
                discardQuietly(made);
                throw e;
            }
        }
        throw new Refusal("it could not be unpacked to " + (root == null ? "a cache" : root.resolve(name))
                + ", because " + all + REMEDY);
    }

    private static void discardQuietly(Path folder) {
        if (folder != null) {
            new Unpacked(folder, "").discard();
        }
    }

    private static String reason(IOException e) {
        // The messages of these three are the path alone.
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " cannot be made there";
        } else if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " is not for us to write";
        } else if (e instanceof FileSystemLoopException circle) {
            return "the symbolic links of " + circle.getFile() + " lead in a circle";
        }
        return String.valueOf(e.getMessage());
    }

    /** A place that serves no purpose, in words. */
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    private Path inCache(String name, List<Entry> entries) throws IOException, Refusal {
        // Locks are those of processes.
        synchronized (LibraryCache.class) {
            Path safe = PrivateFolder.make(root);
            try (FileChannel channel = FileChannel.open(safe.resolve(LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                lock(channel);
                removeLeftovers(safe);
                Path folder = safe.resolve(name);
                if (!intact(folder, entries)) {
                    publish(safe, folder, entries);
                }
                requireExecutable(folder, entries);
                return folder;
            }
        }
    }

    /** Until the channel is closed. */
    private static void lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (channel.tryLock() == null) {
            if (System.nanoTime() > end) {
                throw new Unusable("another process has kept it locked for " + PATIENCE_MILLIS / 1000 + " s");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unusable("another process has locked it, and this thread was interrupted");
            }
        }
    }

    /** Whoever holds the lock and finds unfinished folders finds those of processes that were killed. */
    private static void removeLeftovers(Path safe) throws IOException {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(safe, path -> path.getFileName().toString().matches(".+\\.[0-9]+"))) {
            for (Path part : parts) {
                FileTree.delete(part);
            }
        }
    }

    private static void publish(Path safe, Path folder, List<Entry> entries) throws IOException, Refusal {
        Path part = Files.createTempDirectory(safe, folder.getFileName() + ".");
        try {
            Path whole = PrivateFolder.make(part.resolve("whole"));
            write(whole, entries);
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                // A process that has it open keeps what it opened.
                Files.move(folder, part.resolve("damaged"));
            }
            Files.move(whole, folder);
        } finally {
            FileTree.delete(part);
        }
    }

    private static void write(Path folder, List<Entry> entries) throws IOException, Refusal {
        for (Entry entry : entries) {
            Path file = folder.resolve(entry.name());
            DigestInputStream in;
            try (InputStream source = entry.source().open();
                    OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                in = Digests.digesting(source);
                in.transferTo(out);
            }
            if (!Digests.text(in).equals(entry.digest())) {
                throw new Refusal(entry.name() + " in the jar is damaged, or another one than it should be");
            }
            if (PrivateFolder.posix(file)) {
                Files.setPosixFilePermissions(file, PrivateFolder.OWNER_ONLY);
            }
        }
    }

    private static boolean intact(Path folder, List<Entry> entries) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            PrivateFolder.make(folder);
        } catch (PrivateFolder.Unsafe e) {
            return false;
        }
        for (Entry entry : entries) {
            Path file = folder.resolve(entry.name());
            if (!PrivateFolder.sound(file) || !Digests.of(() -> Files.newInputStream(file)).equals(entry.digest())) {
                return false;
            }
        }
        return true;
    }

    /** Where nothing may be executed no library opens; the system's loader does not say why. */
    private static void requireExecutable(Path folder, List<Entry> entries) throws Unusable {
        for (Entry entry : entries) {
            if (!Files.isExecutable(folder.resolve(entry.name()))) {
                throw new Unusable("its file system executes nothing (mounted noexec)");
            }
        }
    }
}
