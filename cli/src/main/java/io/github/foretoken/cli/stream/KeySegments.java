package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.PartFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files beside a checkpoint that states of keys are appended to, in a folder of their own. What was written is never changed: the
 * checkpoint says which bytes count, so that whatever is behind them, of a process that was killed, does not. A file goes when no
 * checkpoint needs it.
 */
final class KeySegments implements Closeable {
    private static final String NAME = "(\\d{1,9})\\.states";
    private static final long LONGEST = 1 << 26;

    private final Path checkpoint;
    private final Path folder;
    /** Bytes of each. */
    private final Map<Integer, Long> sizes = new TreeMap<>();
    private int current;
    private RandomAccessFile file;
    private boolean dirty;

    private KeySegments(Path checkpoint, Path folder) {
        this.checkpoint = checkpoint;
        this.folder = folder;
    }

    /**
     * Opens those of a checkpoint, and removes what a killed process left.
     *
     * @param ends for each file that the checkpoint needs how many bytes
     * @throws InputException if one is not there
     */
    static KeySegments of(Path checkpoint, Map<Integer, Long> ends) {
        try {
            Path place = PartFile.place(checkpoint);
            KeySegments segments = new KeySegments(checkpoint, place.resolveSibling(place.getFileName() + ".keys"));
            ends.forEach(segments::require);
            segments.sizes.putAll(ends);
            segments.removeOthers();
            return segments;
        } catch (IOException e) {
            throw new InputException("--checkpoint " + checkpoint + " cannot be used: " + Reasons.of(e), e);
        }
    }

    private void require(int segment, long end) {
        Path path = path(segment);
        try {
            if (Files.isRegularFile(path) && Files.size(path) >= end) {
                return;
            }
        } catch (IOException e) {
            // As if it were not there.
        }
        throw new InputException("--checkpoint " + checkpoint + " needs " + end + " bytes of " + path
                + ", which is not there or shorter; the folder belongs to the checkpoint: bring it back, or remove both"
                + " to begin anew");
    }

    private Path path(int segment) {
        return folder.resolve(segment + ".states");
    }

    private void removeOthers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<Integer> others = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                String name = each.getFileName().toString();
                if (name.matches(NAME)) {
                    others.add(Integer.parseInt(name.replaceFirst(NAME, "$1")));
                }
            }
        }
        for (int each : others) {
            // A number is not used again: an old checkpoint that was brought back must not find other bytes there.
            current = Math.max(current, each);
            if (!sizes.containsKey(each)) {
                Files.deleteIfExists(path(each));
            }
        }
        current = Math.max(current, sizes.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /** Adds a state. */
    KeyPlace append(byte[] state) throws IOException {
        if (file == null || sizes.get(current) >= LONGEST) {
            begin();
        }
        long offset = sizes.get(current);
        file.seek(offset);
        file.write(state);
        dirty = true;
        sizes.put(current, offset + state.length);
        return new KeyPlace(current, offset, state.length);
    }

    private void begin() throws IOException {
        force();
        if (file != null) {
            file.close();
        }
        boolean made = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        current++;
        file = new RandomAccessFile(path(current).toFile(), "rw");
        file.setLength(0);
        sizes.put(current, 0L);
        DurableFile.forceFolder(folder);
        if (made) {
            DurableFile.forceFolder(folder.getParent());
        }
    }

    /** The bytes of a place. */
    byte[] read(KeyPlace place) throws IOException {
        byte[] state = new byte[place.length()];
        try (RandomAccessFile bytes = new RandomAccessFile(path(place.segment()).toFile(), "r")) {
            bytes.seek(place.offset());
            bytes.readFully(state);
        }
        return state;
    }

    /** Makes sure that all that was appended outlives the machine. */
    void force() throws IOException {
        if (dirty) {
            file.getFD().sync();
            dirty = false;
        }
    }

    /** Bytes of all files. */
    long size() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes of one of them. */
    long size(int segment) {
        return sizes.get(segment);
    }

    /**
     * The file of which the least part counts, less than half, beside the one that is being written.
     *
     * @param live for each file how many of its bytes count
     * @param others that are not meant
     */
    OptionalInt emptiest(Map<Integer, Long> live, Set<Integer> others) {
        int emptiest = 0;
        double least = 0.5;
        for (Map.Entry<Integer, Long> each : sizes.entrySet()) {
            double share = (double) live.getOrDefault(each.getKey(), 0L) / Math.max(1, each.getValue());
            if (each.getKey() != current && !others.contains(each.getKey()) && share < least) {
                least = share;
                emptiest = each.getKey();
            }
        }
        return emptiest == 0 ? OptionalInt.empty() : OptionalInt.of(emptiest);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** Removes files that nothing refers to, in no checkpoint. */
    void keepOnly(Set<Integer> needed) throws IOException {
        for (int segment : Set.copyOf(sizes.keySet())) {
            if (!needed.contains(segment) && segment != current) {
                Files.deleteIfExists(path(segment));
                sizes.remove(segment);
            }
        }
    }
}
