package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link LearnedLayer} as a file: the project's container, with checksum, and in it what it is, its version, the ridge, the
 * number of sequences, the names, and for each last token the numbers of tokens with their scores.
 */
public final class SavedLayer {
    private static final String KIND = "layer of mechanics";
    private static final int VERSION = 1;

    private SavedLayer() {}

    /** Writes it; the file is complete or what it was before. */
    public static void save(LearnedLayer layer, Path file) throws IOException {
        DurableFile.write(file, out -> StateFile.write(out, state -> write(layer, state)));
    }

    /**
     * Reads it.
     *
     * @throws StateFlaw if it is something else, or not sound
     */
    public static LearnedLayer load(Path file) throws IOException {
        return StateFile.read(file, SavedLayer::read);
    }

    private static void write(LearnedLayer layer, StateOutput out) throws IOException {
        out.putText(KIND);
        out.putInt(VERSION);
        out.putDouble(layer.ridge());
        out.putInt(layer.samples());
        out.putInt(layer.names().size());
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String name : layer.names()) {
            numbers.put(name, numbers.size());
            out.putText(name);
        }
        out.putInt(layer.scores().size());
        for (Map.Entry<String, Map<String, Double>> row : layer.scores().entrySet()) {
            out.putInt(numbers.get(row.getKey()));
            out.putInt(row.getValue().size());
            for (Map.Entry<String, Double> score : row.getValue().entrySet()) {
                out.putInt(numbers.get(score.getKey()));
                out.putDouble(score.getValue());
            }
        }
    }

    private static LearnedLayer read(StateInput in) throws IOException {
        in.requireText(KIND);
        int version = in.getInt();
        if (version != VERSION) {
            throw new StateFlaw("holds a layer of version " + version + ", and this release reads version " + VERSION);
        }
        double ridge = in.getPositive("a ridge");
        int samples = in.getInt();
        int count = in.getCount("tokens", Integer.BYTES);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.getText());
        }
        if (samples < 1 || names.stream().distinct().count() < count) {
            throw new StateFlaw("holds a layer of " + samples + " sequences, or two tokens of one name");
        }
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        int rows = in.getCount("last tokens", 2 * Integer.BYTES);
        for (int i = 0; i < rows; i++) {
            String last = name(names, in);
            if (scores.put(last, row(names, in)) != null) {
                throw new StateFlaw("holds a last token twice");
            }
        }
        return new LearnedLayer(names, scores, ridge, samples);
    }

    private static Map<String, Double> row(List<String> names, StateInput in) throws IOException {
        int count = in.getCount("scores", Integer.BYTES + Double.BYTES);
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (row.put(name(names, in), in.getDouble()) != null) {
                throw new StateFlaw("holds two scores of one token");
            }
        }
        return row;
    }

    private static String name(List<String> names, StateInput in) throws IOException {
        int number = in.getInt();
        if (number < 0 || number >= names.size()) {
            throw new StateFlaw("names token " + number + " of " + names.size());
        }
        return names.get(number);
    }
}
