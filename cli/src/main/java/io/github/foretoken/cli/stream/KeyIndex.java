package io.github.foretoken.cli.stream;

import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The checkpoint of a stream of many keys, as a file: notes, and where the states of all keys are.
 *
 * @param places of all keys; not copied
 * @param observed tokens of all of them
 * @param longest the most tokens of one of them
 */
record KeyIndex(Map<List<String>, KeyPlace> places, long observed, long longest) {
    /** Before the first key. */
    static final KeyIndex NONE = new KeyIndex(Map.of(), 0, 0);
    private static final String KEYS = "stream of keys";
    /** A count of texts, an offset and two numbers. */
    private static final long LEAST_BYTES = 20;

    /**
     * What was read.
     *
     * @param notes beside it
     */
    record Noted(KeyIndex index, Map<String, String> notes) {}

    /** Writes it, whole or not at all. */
    void save(Path file, Map<String, String> notes) throws IOException {
        DurableFile.write(file, out -> StateFile.write(out, state -> write(state, notes)));
    }

    private void write(StateOutput out, Map<String, String> notes) throws IOException {
        out.putText(KEYS);
        out.putTexts(notes);
        out.putLong(observed);
        out.putLong(longest);
        out.putInt(places.size());
        for (Map.Entry<List<String>, KeyPlace> each : places.entrySet()) {
            out.putInt(each.getKey().size());
            for (String cell : each.getKey()) {
                out.putText(cell);
            }
            out.putInt(each.getValue().segment());
            out.putLong(each.getValue().offset());
            out.putInt(each.getValue().length());
        }
    }

    /**
     * Reads it.
     *
     * @throws StateFlaw if it is something else, or not sound
     */
    static Noted load(Path file) throws IOException {
        return StateFile.read(file, KeyIndex::read);
    }

    private static Noted read(StateInput in) throws IOException {
        in.requireText(KEYS);
        Map<String, String> notes = in.getTexts();
        long observed = in.getSize("tokens");
        long longest = in.getSize("tokens of one key");
        int count = in.getCount("keys", LEAST_BYTES);
        Map<List<String>, KeyPlace> places = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            int cells = in.getInt();
            if (cells < 1 || cells > Short.MAX_VALUE) {
                throw new StateFlaw("holds a key of " + cells + " cells");
            }
            List<String> key = new ArrayList<>();
            for (int c = 0; c < cells; c++) {
                key.add(in.getText());
            }
            KeyPlace place = new KeyPlace(in.getInt(), in.getLong(), in.getInt());
            if (place.segment() < 1 || place.offset() < 0 || place.length() < 1) {
                throw new StateFlaw("holds no place of a key's state");
            }
            places.put(List.copyOf(key), place);
        }
        return new Noted(new KeyIndex(places, observed, longest), notes);
    }

    /** For each file with states how many bytes of it are needed. */
    Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        places.values().forEach(place -> ends.merge(place.segment(), place.end(), Math::max));
        return ends;
    }
}
