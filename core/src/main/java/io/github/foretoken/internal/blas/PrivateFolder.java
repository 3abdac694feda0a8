package io.github.foretoken.internal.blas;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Folders in which nobody but this user and the system's administrator can put anything: what lies there will be executed.
 * Every folder of the path, from the file system's root on, must belong to one of the two, and nobody else may write to it;
 * where others may, as in /tmp, it must have the sticky bit, so that they can touch nothing but their own. Links are followed
 * where only the administrator can have made them. Where the system knows no such permissions (Windows) nothing is asked.
 */
final class PrivateFolder {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final int STICKY = 01000;
    private static final int MOST_LINKS = 40;

    /** A path that others may tamper with: where, and how. */
    static final class Unsafe extends IOException {
        private static final long serialVersionUID = 1;

        Unsafe(String message) {
            super(message);
        }
    }

    private final UserPrincipal user;
    private Path folder;
    private final Deque<Path> names = new ArrayDeque<>();
    private int links;

    private PrivateFolder(Path path, UserPrincipal user) {
        this.user = user;
        begin(path.toAbsolutePath());
    }

    private void begin(Path absolute) {
        folder = absolute.getRoot();
        push(absolute);
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            names.push(path.getName(i));
        }
    }

    /**
     * That folder, which is made if it is missing, as those above it are: for this user only, whatever the umask is.
     *
     * @return without links
     * @throws Unsafe if others could tamper with it
     */
    static Path make(Path path) throws IOException {
        return posix(path) ? new PrivateFolder(path, user()).walk(true) : Files.createDirectories(path);
    }

    /**
     * A new folder for this user only, in one that others may use as well if it has the sticky bit.
     *
     * @throws Unsafe if others could tamper with it
     */
    static Path makeIn(Path shared) throws IOException {
        if (!posix(shared)) {
            return Files.createTempDirectory(shared, "foretoken-");
        }
        Path made = Files.createTempDirectory(new PrivateFolder(shared, user()).walk(false), "foretoken-",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.setPosixFilePermissions(made, OWNER_ONLY);
        return made;
    }

    static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Whose files this process makes. */
    private static UserPrincipal user() throws IOException {
        Path probe = Files.createTempFile("foretoken-", ".owner");
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private Path walk(boolean own) throws IOException {
        PosixFileAttributes attributes = attributes(folder);
        requireTrusted(attributes);
        while (!names.isEmpty()) {
            Path name = names.pop();
            if (name.toString().equals(".") || name.toString().isEmpty()) {
                continue;
            }
            if (name.toString().equals("..")) {
                folder = folder.getParent() == null ? folder : folder.getParent();
                attributes = attributes(folder);
                continue;
            }
            Path next = folder.resolve(name);
            PosixFileAttributes there = attributesOrMake(next);
            if (there.isSymbolicLink()) {
                follow(next, there, attributes);
                attributes = attributes(folder);
            } else {
                folder = next;
                attributes = there;
            }
            requireTrusted(attributes);
        }
        if (own && !attributes.owner().equals(user)) {
            throw new Unsafe(folder + " belongs to " + attributes.owner().getName());
        }
        if (own && writableByOthers(attributes)) {
            throw others(attributes);
        }
        return folder;
    }

    private static PosixFileAttributes attributesOrMake(Path path) throws IOException {
        try {
            return attributes(path);
        } catch (NoSuchFileException e) {
            try {
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                // A umask may have taken some away.
                Files.setPosixFilePermissions(path, OWNER_ONLY);
            } catch (FileAlreadyExistsException made) {
                // By another process of ours, or of somebody else: its owner will tell.
            }
            return attributes(path);
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void follow(Path link, PosixFileAttributes its, PosixFileAttributes folders) throws IOException {
        if (!administrator(link) || !administrator(folder) || writableByOthers(folders)) {
            throw new Unsafe(link + " is a symbolic link of " + its.owner().getName());
        }
        if (++links > MOST_LINKS) {
            throw new Unsafe(link + " is a symbolic link to itself");
        }
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute()) {
            begin(target);
        } else {
            push(target);
        }
    }

    private void requireTrusted(PosixFileAttributes attributes) throws IOException {
        if (!attributes.isDirectory()) {
            throw new Unsafe(folder + " is not a folder");
        }
        if (!attributes.owner().equals(user) && !administrator(folder)) {
            throw new Unsafe(folder + " belongs to " + attributes.owner().getName());
        }
        if (writableByOthers(attributes) && ((int) attribute(folder, "mode") & STICKY) == 0) {
            throw others(attributes);
        }
    }

    private Unsafe others(PosixFileAttributes attributes) {
        return new Unsafe(
                "others may write to " + folder + " (" + PosixFilePermissions.toString(attributes.permissions()) + ")");
    }

    static boolean writableByOthers(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean administrator(Path path) throws IOException {
        return (int) attribute(path, "uid") == 0;
    }

    /** Whether it is a file of its own, with one name, that its folder's owner alone may write to. */
    static boolean sound(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!posix(file)) {
            return true;
        }
        PosixFileAttributes its = attributes(file);
        return !writableByOthers(its) && its.owner().equals(attributes(file.getParent()).owner())
                && its.permissions().contains(PosixFilePermission.OWNER_EXECUTE) && (int) attribute(file, "nlink") == 1;
    }

    private static Object attribute(Path path, String name) throws IOException {
        return Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }
}
