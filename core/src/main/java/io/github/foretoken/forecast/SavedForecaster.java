package io.github.foretoken.forecast;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.forecast.ForecastEngine;
import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.predict.PredictorFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A forecaster and what its program wants to find beside it when it goes on, such as its place in the input: one file, so
 * that the two always belong together. In the file's container are the text the text noted, the notes, and what
 * {@link Forecaster#save(Path)} puts there.
 *
 * {@snippet lang = java :
 * new SavedForecaster(forecaster, Map.of("line", "4711")).save(Path.of("meter.ftk"));
 * SavedForecaster saved = SavedForecaster.load(Path.of("meter.ftk"));
 * long line = Long.parseLong(saved.notes().get("line"));  // where saved.forecaster() goes on
 * }
 *
 * @param forecaster saved as it is when it is saved; not copied
 * @param notes any texts, by name; copied
 */
public record SavedForecaster(Forecaster forecaster, Map<String, String> notes) {
    private static final String NOTED = "noted";

    /** Copies the notes. */
    public SavedForecaster {
        Objects.requireNonNull(forecaster, "forecaster");
        notes = Map.copyOf(notes);
    }

    /**
     * Writes a file of the default file system. Whatever happens meanwhile, a loss of power included, the file is either what
     * it was before or complete.
     *
     * @param file replaced if it is there
     * @throws IOException if it cannot be written; the one that was there is still there
     */
    public void save(Path file) throws IOException {
        DurableFile.write(file, out -> StateFile.write(out, this::write));
    }

    /**
     * Reads a file.
     *
     * @param file that {@link #save} wrote, in this release or an earlier one; not modified
     * @return the forecaster, which goes on to the bit, and its notes
     * @throws PredictorFileException if it is not a sound one, with the reason
     * @throws IOException if it cannot be read
     */
    public static SavedForecaster load(Path file) throws IOException {
        try {
            return StateFile.read(file, SavedForecaster::read);
        } catch (StateFlaw e) {
            throw new PredictorFileException(
                    file + " cannot be loaded: it " + Excerpt.line(e.getMessage()) + "; it is left as it is", e);
        }
    }

    private void write(StateOutput out) throws IOException {
        out.putText(NOTED);
        out.putTexts(notes);
        forecaster.write(out);
    }

    private static SavedForecaster read(StateInput in) throws IOException {
        in.requireText(NOTED);
        Map<String, String> notes = in.getTexts();
        return new SavedForecaster(new Forecaster(ForecastEngine.read(in)), notes);
    }
}
