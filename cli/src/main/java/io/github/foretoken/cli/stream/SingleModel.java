package io.github.foretoken.cli.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All tokens are one series. */
final class SingleModel implements StreamModels {
    private final StreamModel model;
    private final StreamErrors errors = new StreamErrors();
    private final StreamScore score;

    SingleModel(StreamModel model) {
        this.model = model;
        score = new StreamScore(model.dimension(), model.horizon(), errors);
    }

    @Override
    public StreamModel of(List<String> key) {
        return model;
    }

    @Override
    public StreamScore score() {
        return score;
    }

    @Override
    public void used() {
        // Nothing has to be kept within bounds.
    }

    @Override
    public StreamModel pattern() {
        return model;
    }

    @Override
    public long observed() {
        return model.observed();
    }

    @Override
    public long longest() {
        return model.observed();
    }

    @Override
    public int keys() {
        return 0;
    }

    @Override
    public StreamErrors errors() {
        return errors;
    }

    @Override
    public int doubtful() {
        return model.doubt().isPresent() ? 1 : 0;
    }

    @Override
    public Map<String, String> options() {
        return model.options();
    }

    @Override
    public void save(Path file, Map<String, String> notes) throws IOException {
        model.save(file, notes);
    }
}
