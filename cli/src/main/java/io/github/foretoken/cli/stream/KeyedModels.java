package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A model for each key. Those least recently seen leave memory when there is no room, and are on disk beside the checkpoint until
 * their key is seen again. A checkpoint is the states of the keys seen since the one before it, and a file that says where
 * those of all are.
 */
final class KeyedModels implements StreamModels {
    /** What a key takes beside its model. */
    private static final long ENTRY = 400;

    private final Supplier<StreamModel> create;
    private final Map<String, String> decisive;
    private final StreamModel pattern;
    private final KeyLimits limits;
    /** Null where there is no checkpoint. */
    private final KeyStates states;
    private final Consumer<String> words;
    private final StreamErrors errors = new StreamErrors();
    /** Of all keys. */
    private final Map<List<String>, KeyPlace> places;
    /** In memory, the least recently seen first. */
    private final LinkedHashMap<List<String>, Live> live = new LinkedHashMap<>(16, 0.75f, true);
    private Live now;
    private long bytes;
    private long observed;
    private long longest;
    private boolean left;

    /** The model of a key that is in memory. */
    private static final class Live {
        final StreamModel model;
        final StreamScore score;
        long bytes;
        /** Since it was saved. */
        boolean changed;

        Live(StreamModel model, StreamErrors errors) {
            this.model = model;
            score = new StreamScore(model.dimension(), model.horizon(), errors);
        }
    }

    /**
     * Of a checkpoint, or of a new one.
     *
     * @param create makes the model of a new key
     * @param decisive what decides about estimates: of a checkpoint it may differ from what is created, and is compared
     * @param states where they are on disk; null for nowhere
     * @param known what a checkpoint says; {@link KeyIndex#NONE} for none
     * @param words told what the user should know
     */
    KeyedModels(Supplier<StreamModel> create, Map<String, String> decisive, KeyLimits limits, KeyStates states,
            KeyIndex known, Consumer<String> words) {
        this.decisive = decisive;
        this.create = create;
        this.limits = limits;
        this.states = states;
        this.words = words;
        pattern = create.get();
        places = new HashMap<>(known.places());
        observed = known.observed();
        longest = known.longest();
    }

    @Override
    public StreamModel of(List<String> key) {
        Live found = live.get(key);
        if (found == null) {
            found = new Live(begun(key), errors);
            live.put(List.copyOf(key), found);
        }
        now = found;
        return found.model;
    }

    private StreamModel begun(List<String> key) {
        KeyPlace place = places.get(key);
        if (place != null && !place.equals(KeyPlace.NONE)) {
            return states.get(key, place, pattern);
        }
        if (place == null) {
            if (places.size() >= limits.keys()) {
                throw new IllegalArgumentException("key " + KeyStates.name(key) + " is one more than the "
                        + limits.keys() + " of --max-keys; give a larger number, or another --key");
            }
            places.put(List.copyOf(key), KeyPlace.NONE);
        }
        return create.get();
    }

    @Override
    public StreamScore score() {
        return now.score;
    }

    @Override
    public void used() {
        now.changed = true;
        observed++;
        longest = Math.max(longest, now.model.observed());
        long size = ENTRY + now.model.bytes() + now.score.bytes();
        bytes += size - now.bytes;
        now.bytes = size;
        Iterator<Map.Entry<List<String>, Live>> oldest = live.entrySet().iterator();
        while (bytes > limits.bytes() && live.size() > 1) {
            Map.Entry<List<String>, Live> one = oldest.next();
            leave(one.getKey(), one.getValue());
            oldest.remove();
        }
    }

    private void leave(List<String> key, Live one) {
        if (states == null) {
            throw new InputException("the models of " + live.size() + " keys take more than half of the memory Java was"
                    + " given, " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB; with --checkpoint FILE those least recently seen wait on disk, or give Java more: "
                    + "JDK_JAVA_OPTIONS=-Xmx8g");
        }
        if (!left) {
            left = true;
            words.accept("note: there is room in memory for about " + (live.size() - 1)
                    + " keys; those least recently seen wait on disk, which takes a while for each that comes back"
                    + " (JDK_JAVA_OPTIONS=-Xmx8g gives Java more)");
        }
        save(key, one);
        bytes -= one.bytes;
    }

    private void save(List<String> key, Live one) {
        if (one.changed) {
            places.put(key, states.add(key, one.model));
            one.changed = false;
        }
    }

    @Override
    public StreamModel pattern() {
        return pattern;
    }

    @Override
    public long observed() {
        return observed;
    }

    @Override
    public long longest() {
        return longest;
    }

    @Override
    public int keys() {
        return places.size();
    }

    @Override
    public StreamErrors errors() {
        return errors;
    }

    @Override
    public int doubtful() {
        return (int) live.values().stream().filter(one -> one.model.doubt().isPresent()).count();
    }

    @Override
    public Map<String, String> options() {
        return decisive;
    }

    @Override
    public void close() throws IOException {
        if (states != null) {
            states.close();
        }
    }

    @Override
    public void save(Path file, Map<String, String> notes) throws IOException {
        live.forEach(this::save);
        // A key whose first token was refused was never there.
        places.values().removeIf(place -> place.equals(KeyPlace.NONE));
        states.settle(places);
        new KeyIndex(places, observed, longest).save(file, notes);
        states.keepOnly(places);
    }
}
