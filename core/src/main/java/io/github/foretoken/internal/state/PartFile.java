package io.github.foretoken.internal.state;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a file that appears complete or not at all is written first: beside its place, as {@code .TAG.name}, which keeps the
 * extension. The tag tells whose it is, so that what a killed process left is removed by the next one that writes there.
 */
public final class PartFile {
    private static final int MOST_LINKS = 40;
    /** Places whose leftovers this process has removed: one look is enough, and not all are kept in mind forever. */
    private static final Set<Path> CLEANED = ConcurrentHashMap.newKeySet();
    private static final int MOST_CLEANED = 1000;

    private PartFile() {}

    /**
     * The place that a name means, where a rename replaces no link: symbolic links are followed, also to what is not there
     * yet.
     *
     * @throws FileSystemException if what is there is no regular file, which a rename would do away with
     */
    public static Path place(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null,
                    "it is a pipe or a device, not a regular file that could be replaced");
        }
        Path path = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(path); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            path = path.getParent().toRealPath().resolve(Files.readSymbolicLink(path));
        }
        Path folder = path.getParent();
        return Files.isDirectory(folder) ? folder.toRealPath().resolve(path.getFileName()) : path;
    }

    /** A new name beside a place, of which there is no file yet; removes what killed processes left there. */
    public static Path beside(Path place) {
        if (CLEANED.size() >= MOST_CLEANED) {
            CLEANED.clear();
        }
        if (CLEANED.add(place)) {
            removeLeftovers(place);
        }
        return place.resolveSibling("." + ProcessTag.next() + "." + place.getFileName());
    }

    private static void removeLeftovers(Path place) {
        String end = "." + place.getFileName();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(place.getParent(), path -> {
            String name = path.getFileName().toString();
            return name.startsWith(".") && name.endsWith(end) && name.length() == 1 + ProcessTag.LENGTH + end.length()
                    && ProcessTag.isOfTheDead(name.substring(1, 1 + ProcessTag.LENGTH)) && Files.isRegularFile(path);
        })) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // They are in nobody's way; if nothing can be written there, that is found out next.
        }
    }
}
