package io.github.foretoken.cli.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that log rotation leaves beside a file, older contents of it: renamed ({@code x.csv.1}, {@code x.csv-20290131},
 * {@code x-20290131.csv}), which the system still knows as what they were, or copied, which only their content tells.
 */
final class Generations {
    private static final int LOOKS = 3;
    private static final int LONGEST_NUMBER = 4;

    private final Path file;
    private final Pattern older;

    Generations(Path file) {
        this.file = file;
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String end = dot > 0 ? name.substring(dot) : "";
        String start = name.substring(0, name.length() - end.length());
        String index = "[.-](\\d[\\d._-]*)";
        older = Pattern.compile(Pattern.quote(name) + index + "|" + Pattern.quote(start) + index + Pattern.quote(end));
    }

    /** What tells a file whether it is the one that is looked for. */
    @FunctionalInterface
    interface Test {
        /** Whether it is. */
        boolean of(OpenedFile opened) throws IOException;
    }

    /** The file that a place was in, open at its start; null if it is nowhere. The one of the name itself comes first. */
    OpenedFile find(InputPlace place) throws IOException {
        Test sameFile = opened -> opened.key().equals(place.key()) && !place.key().isEmpty() && opened.holds(place);
        OpenedFile found = first(List.of(file), sameFile);
        found = found != null ? found : first(olderOnes(), sameFile);
        found = found != null || place.unseen() ? found : first(List.of(file), opened -> opened.holds(place));
        return found != null || place.unseen() ? found : longestCopy(opened -> opened.holds(place));
    }

    /** A copy of what was read of a file, and of what followed; null if there is none. */
    OpenedFile copyOf(OpenedFile read) throws IOException {
        return read.trace().length() == 0 ? null
                : longestCopy(opened -> !opened.key().equals(read.key()) && opened.holds(read.trace()));
    }

    private OpenedFile longestCopy(Test test) throws IOException {
        OpenedFile longest = null;
        for (Path path : olderOnes()) {
            OpenedFile copy = first(List.of(path), test);
            if (copy != null && longest != null && copy.size() <= longest.size()) {
                copy.close();
            } else if (copy != null) {
                if (longest != null) {
                    longest.close();
                }
                longest = copy;
            }
        }
        return longest;
    }

    private static OpenedFile first(List<Path> paths, Test test) throws IOException {
        for (Path path : paths) {
            OpenedFile opened;
            try {
                opened = OpenedFile.open(path);
            } catch (IOException e) {
                // Gone, moved on, or not for us to read: not what is looked for.
                continue;
            }
            boolean found = false;
            try {
                found = test.of(opened);
            } finally {
                if (!found) {
                    opened.close();
                }
            }
            if (found) {
                return opened;
            }
        }
        return null;
    }

    /** What follows this one, open at its start: the next older file, or in the end the one of the name. */
    OpenedFile after(OpenedFile read) throws IOException {
        while (true) {
            OpenedFile next = OpenedFile.open(successor(read.key()));
            boolean still = false;
            try {
                // The names may have moved on meanwhile.
                still = OpenedFile.key(successor(read.key())).equals(next.key());
            } catch (NoSuchFileException e) {
                // They have.
            } finally {
                if (!still) {
                    next.close();
                }
            }
            if (still) {
                return next;
            }
        }
    }

    /** Whether older files than the one of the name follow it. */
    boolean hasBetween(OpenedFile read) throws IOException {
        return !successor(read.key()).equals(file);
    }

    private Path successor(String key) throws IOException {
        for (int look = 0; look < LOOKS && !key.isEmpty(); look++) {
            // More than one, because a folder that is changed while it is listed may hide a file.
            List<Path> older = olderOnes();
            int at = -1;
            for (int i = 0; i < older.size(); i++) {
                at = key.equals(keyOrNone(older.get(i))) ? i : at;
            }
            if (at >= 0) {
                return at + 1 < older.size() ? older.get(at + 1) : file;
            }
        }
        return file;
    }

    private static String keyOrNone(Path path) throws IOException {
        try {
            return OpenedFile.key(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The oldest first. */
    private List<Path> olderOnes() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> file.resolveSibling(path.getFileName()))
                    .filter(path -> older.matcher(path.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(this::index, Generations::compareAge))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String index(Path path) {
        Matcher matcher = older.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(path + " is no older " + file);
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /** Numbers count from the newest, dates from the oldest. */
    private static int compareAge(String a, String b) {
        boolean numbers = isNumber(a) && isNumber(b);
        return numbers ? Integer.compare(Integer.parseInt(b), Integer.parseInt(a))
                : isNumber(a) == isNumber(b) ? a.compareTo(b) : isNumber(a) ? 1 : -1;
    }

    private static boolean isNumber(String index) {
        return index.length() <= LONGEST_NUMBER && index.chars().allMatch(Character::isDigit);
    }
}
