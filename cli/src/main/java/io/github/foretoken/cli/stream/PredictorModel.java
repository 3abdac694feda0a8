package io.github.foretoken.cli.stream;

import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.SavedPredictor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A method that was asked for. */
final class PredictorModel implements StreamModel {
    private final Predictor predictor;
    private final double[] estimate;
    private final int horizon;

    PredictorModel(Predictor predictor) {
        this.predictor = predictor;
        estimate = new double[predictor.dimension()];
        horizon = predictor.options().steps().horizon();
    }

    @Override
    public int dimension() {
        return predictor.dimension();
    }

    @Override
    public int horizon() {
        return horizon;
    }

    @Override
    public long observed() {
        return predictor.observed();
    }

    @Override
    public void observe(double[] token) {
        predictor.observe(token);
    }

    @Override
    public void interrupt() {
        predictor.interrupt();
    }

    @Override
    public int reach() {
        return predictor.options().features().lags().reach();
    }

    @Override
    public List<String> labels(List<String> names) {
        return names;
    }

    @Override
    public double[] estimate() {
        predictor.predict(estimate);
        return estimate;
    }

    @Override
    public int position(int column) {
        return column;
    }

    @Override
    public long bytes() {
        return predictor.memoryBytes();
    }

    @Override
    public void save(OutputStream out) throws IOException {
        new SavedPredictor(predictor, Map.of()).save(out);
    }

    @Override
    public StreamModel load(InputStream in) throws IOException {
        return new PredictorModel(SavedPredictor.load(in).predictor());
    }

    @Override
    public void save(Path file, Map<String, String> notes) throws IOException {
        new SavedPredictor(predictor, notes).save(file);
    }

    /** The words of {@link Predictor#toString}. */
    @Override
    public Map<String, String> options() {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : predictor.toString().split(" ", -1)) {
            words.put(words.isEmpty() ? "method" : word.replaceFirst("=.*", ""), word);
        }
        return words;
    }

    @Override
    public String toString() {
        return predictor.toString();
    }

    @Override
    public Optional<String> doubt() {
        return predictor.doubt();
    }

    @Override
    public boolean automatic() {
        return false;
    }
}
