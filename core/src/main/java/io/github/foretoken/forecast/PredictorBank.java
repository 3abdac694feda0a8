package io.github.foretoken.forecast;

import io.github.foretoken.predict.PredictorFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Forecasters by key, one for each of many streams, bounded in number and in memory: when there are too many, those that were
 * not used for longest leave. With a folder they are saved to it when they leave, or by {@link #save}, and come back, to the
 * bit, when their key is used again; without one they are forgotten.
 *
 * {@snippet lang = java :
 * PredictorBank<String> bank = PredictorBank.of(() -> Forecaster.of(1).horizon(24).build());
 * double[] tomorrow = bank.with("meter 17", meter -> {
 *     meter.observe(4.2);
 *     return meter.forecast().mean(24);
 * });
 * }
 *
 * <p>Safe for use by several threads: what is done with one key is done by one thread at a time, and different keys do not
 * wait for each other, except while one is looked up, loaded or saved.
 *
 * @param <K> keys; with a folder their {@code toString} names the file, so that different keys must have different texts
 */
public final class PredictorBank<K> {
    private static final String SUFFIX = ".forecaster";

    private final BankOptions options;
    /** Least recently used first. Guarded by this. */
    private final Map<K, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private static final class Entry {
        final Forecaster forecaster;
        long bytes;
        int users;
        boolean removed;

        Entry(Forecaster forecaster) {
            this.forecaster = forecaster;
        }
    }

    private PredictorBank(BankOptions options) {
        this.options = options;
    }

    /**
     * A bank of at most a million forecasters and half of the heap.
     *
     * @param create makes one for a new key
     * @param <K> keys
     * @return a bank without a folder, which forgets those that leave
     */
    public static <K> PredictorBank<K> of(Supplier<Forecaster> create) {
        return of(BankOptions.of(create));
    }

    /**
     * A bank with bounds and a folder of its own.
     *
     * @param options bounds and folder; forecasters that an earlier bank saved there are taken up
     * @param <K> keys
     * @return a bank with nothing in memory
     */
    public static <K> PredictorBank<K> of(BankOptions options) {
        return new PredictorBank<>(Objects.requireNonNull(options, "options"));
    }

    /**
     * Does something with the forecaster of a key, which is made, or loaded, if there is none. It must not be kept.
     *
     * @param key whose forecaster it is
     * @param use called once, by one thread at a time for each key; may use other keys' forecasters
     * @param <R> what is returned
     * @return what use returns
     * @throws UncheckedIOException if a saved one cannot be read, or one that leaves cannot be saved
     */
    public <R> R with(K key, Function<Forecaster, R> use) {
        Entry entry = enter(Objects.requireNonNull(key, "key"));
        try {
            synchronized (entry) {
                return use.apply(entry.forecaster);
            }
        } finally {
            leave(entry);
        }
    }

    private synchronized Entry enter(K key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(load(key).orElseGet(options.create()));
            entries.put(key, entry);
        }
        entry.users++;
        return entry;
    }

    private synchronized void leave(Entry entry) {
        entry.users--;
        if (entry.users == 0 && !entry.removed) {
            long now = entry.forecaster.memoryBytes();
            bytes += now - entry.bytes;
            entry.bytes = now;
        }
        Iterator<Map.Entry<K, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext() && tooMany()) {
            Map.Entry<K, Entry> one = oldest.next();
            if (one.getValue().users == 0) {
                save(one.getKey(), one.getValue().forecaster);
                bytes -= one.getValue().bytes;
                oldest.remove();
            }
        }
    }

    private boolean tooMany() {
        return entries.size() > options.count() || (bytes > options.bytes() && entries.size() > 1);
    }

    /** {@return how many forecasters are in memory} */
    public synchronized int size() {
        return entries.size();
    }

    /** {@return about how many bytes the forecasters in memory take, as of when each was last used} */
    public synchronized long memoryBytes() {
        return bytes;
    }

    /**
     * Saves all that are in memory; those that are in use are waited for. Nothing without a folder.
     *
     * @throws UncheckedIOException if one cannot be saved; those before it are
     */
    public void save() {
        for (K key : keys()) {
            Entry entry = present(key);
            if (entry != null) {
                try {
                    synchronized (entry) {
                        save(key, entry.forecaster);
                    }
                } finally {
                    leave(entry);
                }
            }
        }
    }

    private synchronized List<K> keys() {
        return List.copyOf(entries.keySet());
    }

    private synchronized Entry present(K key) {
        Entry entry = entries.get(key);
        if (entry != null) {
            entry.users++;
        }
        return entry;
    }

    /**
     * Forgets a key, its file included.
     *
     * @param key whose forecaster is no longer wanted; nothing happens if there is none
     * @throws UncheckedIOException if its file cannot be deleted
     */
    public synchronized void remove(K key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            bytes -= entry.bytes;
            entry.removed = true;
        }
        if (options.folder() != null) {
            try {
                Files.deleteIfExists(file(key));
            } catch (IOException e) {
                throw new UncheckedIOException("the forecaster of " + key + " cannot be removed", e);
            }
        }
    }

    private Optional<Forecaster> load(K key) {
        if (options.folder() == null || !Files.exists(file(key))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Forecaster.load(file(key)));
        } catch (PredictorFileException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("the forecaster of " + key + " cannot be loaded", e);
        }
    }

    private void save(K key, Forecaster forecaster) {
        if (options.folder() != null) {
            try {
                Files.createDirectories(options.folder());
                forecaster.save(file(key));
            } catch (IOException e) {
                throw new UncheckedIOException("the forecaster of " + key + " cannot be saved", e);
            }
        }
    }

    private Path file(K key) {
        // No text of a key may leave the folder or hide in it; an asterisk is no name on some systems.
        String name = URLEncoder.encode(key.toString(), StandardCharsets.UTF_8).replace("*", "%2A").replace(".", "%2E");
        return options.folder().resolve(name + SUFFIX);
    }
}
