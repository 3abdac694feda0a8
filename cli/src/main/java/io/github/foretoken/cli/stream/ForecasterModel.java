package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.SavedForecaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forecaster, which is the default. */
final class ForecasterModel implements StreamModel {
    private final Forecaster forecaster;
    private final Levels levels;
    private final double[] estimate;

    /** @param levels that it was built with */
    ForecasterModel(Forecaster forecaster, Levels levels) {
        this.forecaster = forecaster;
        this.levels = levels;
        estimate = new double[forecaster.dimension()];
    }

    @Override
    public int dimension() {
        return forecaster.dimension();
    }

    @Override
    public int horizon() {
        return forecaster.horizon();
    }

    @Override
    public long observed() {
        return forecaster.observed();
    }

    @Override
    public void observe(double[] token) {
        forecaster.observe(token);
    }

    @Override
    public List<String> labels(List<String> names) {
        return levels.labels(names);
    }

    @Override
    public double[] estimate() {
        if (levels.count() > 0) {
            return levels.row(forecaster.forecast(), horizon());
        }
        forecaster.mean(horizon(), estimate);
        return estimate;
    }

    @Override
    public int position(int column) {
        return levels.width(column);
    }

    @Override
    public long bytes() {
        return forecaster.memoryBytes();
    }

    @Override
    public void save(OutputStream out) throws IOException {
        forecaster.save(out);
    }

    @Override
    public StreamModel load(InputStream in) throws IOException {
        return new ForecasterModel(Forecaster.load(in), levels);
    }

    @Override
    public void save(Path file, Map<String, String> notes) throws IOException {
        new SavedForecaster(forecaster, notes).save(file);
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("method", "the forecaster");
        if (horizon() > 1) {
            words.put("horizon", "horizon=" + horizon());
        }
        if (levels.count() > 0) {
            words.put("level", "level=" + levels);
        }
        return words;
    }

    @Override
    public String toString() {
        return String.join(" ", options().values());
    }

    @Override
    public boolean automatic() {
        return true;
    }
}
