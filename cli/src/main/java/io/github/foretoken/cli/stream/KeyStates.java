package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.predict.PredictorFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * States of keys on disk, beside a checkpoint: those that memory has no room for, and those that a checkpoint is made of. When
 * more than half of the bytes there are of older states, those that still count are moved together, so that all this is written
 * at most a few times.
 */
final class KeyStates implements Closeable {
    /** So many bytes are not worth the work. */
    private static final long SLACK = 1 << 20;

    private final Path checkpoint;
    private final KeySegments segments;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    KeyStates(Path checkpoint, KeySegments segments) {
        this.checkpoint = checkpoint;
        this.segments = segments;
    }

    /** Writes a state behind the others. */
    KeyPlace add(List<String> key, StreamModel model) {
        try {
            bytes.reset();
            Map<String, String> texts = texts(key);
            StateFile.write(bytes, out -> out.putTexts(texts));
            model.save(bytes);
            return segments.append(bytes.toByteArray());
        } catch (IOException e) {
            throw new InputException("the state of key " + name(key) + " cannot be written beside --checkpoint "
                    + checkpoint + ": " + Reasons.of(e), e);
        }
    }

    /**
     * Reads one.
     *
     * @param pattern with the options of all
     */
    StreamModel get(List<String> key, KeyPlace place, StreamModel pattern) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(segments.read(place));
            Map<String, String> found = StateFile.read(in, state -> state.getTexts());
            StreamModel model = pattern.load(in);
            if (!found.equals(texts(key)) || in.available() > 0 || !model.options().equals(pattern.options())
                    || model.dimension() != pattern.dimension()) {
                throw new PredictorFileException("it is that of another key or stream", null);
            }
            return model;
        } catch (IOException e) {
            throw new InputException("the state of key " + name(key) + " beside --checkpoint " + checkpoint
                    + " cannot be read: " + (e instanceof PredictorFileException ? e.getMessage() : Reasons.of(e)), e);
        }
    }

    private static Map<String, String> texts(List<String> key) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < key.size(); i++) {
            texts.put(Integer.toString(i), key.get(i));
        }
        return texts;
    }

    /** A key on one line, for messages. */
    static String name(List<String> key) {
        return "'" + Excerpt.of(String.join(", ", key)) + "'";
    }

    /**
     * Makes sure that all places are there for good, in files that are not much longer than they have to be.
     *
     * @param places of all keys; those of states that are moved are replaced
     */
    void settle(Map<List<String>, KeyPlace> places) throws IOException {
        Map<Integer, Long> live = new HashMap<>();
        places.values().forEach(place -> live.merge(place.segment(), (long) place.length(), Long::sum));
        long all = live.values().stream().mapToLong(Long::longValue).sum();
        Set<Integer> moved = new HashSet<>();
        long size = segments.size();
        while (size > 2 * all + SLACK) {
            OptionalInt emptiest = segments.emptiest(live, moved);
            if (emptiest.isEmpty()) {
                break;
            }
            moved.add(emptiest.getAsInt());
            size -= segments.size(emptiest.getAsInt());
            for (Map.Entry<List<String>, KeyPlace> each : places.entrySet()) {
                if (each.getValue().segment() == emptiest.getAsInt()) {
                    KeyPlace place = segments.append(segments.read(each.getValue()));
                    live.merge(place.segment(), (long) place.length(), Long::sum);
                    size += place.length();
                    each.setValue(place);
                }
            }
        }
        segments.force();
    }

    @Override
    public void close() throws IOException {
        segments.close();
    }

    /** The checkpoint that refers to these places is written: no other is needed any more. */
    void keepOnly(Map<List<String>, KeyPlace> places) throws IOException {
        segments.keepOnly(places.values().stream().map(KeyPlace::segment).collect(Collectors.toSet()));
    }
}
