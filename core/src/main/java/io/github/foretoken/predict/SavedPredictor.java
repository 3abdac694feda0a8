package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A predictor and what its program wants to find beside it when it goes on, such as its place in the input: one file, so
 * that the two always belong together.
 *
 * {@snippet lang = java :
 * new SavedPredictor(predictor, Map.of("line", "4711")).save(Path.of("meter.ftk"));
 * SavedPredictor saved = SavedPredictor.load(Path.of("meter.ftk"));
 * long line = Long.parseLong(saved.notes().get("line"));  // where saved.predictor() goes on
 * }
 *
 * <p>The file, little end first: the eight bytes 89 46 54 4B 0D 0A 1A 0A; the version, 1, in four bytes; the length of the
 * content in eight; the content; the CRC-32C of everything before in four. The content: the notes and the settings, each a
 * count and that many pairs of texts (a text is a length in bytes and UTF-8; settings at their defaults are left out); the
 * number of tokens observed; how many of the last ones follow, those with no gap behind them, at most the greatest lag and the
 * horizon (the last of several) together less 1, and these, standardised if tokens are; with standardisation the number of
 * tokens, their means and sums of squared deviations (in units of 4^u, where a setting deviation-units lists u for each
 * coordinate; u is 0 but for deviations beyond 2^300 or below 2^-300); then the state of the method, its name first:
 * remembered features one by one with their weights, matrices row by row. With separate columns, all from the number of tokens
 * on comes once for each column. With roll-outs there follow the name, how many tokens since the last interruption were
 * followed by estimates, H + 1 at most, and whether there were any ever; if so, for each column the sums of squared errors of
 * direct estimates of steps 1..H, those of rolled-out ones, and behind them all estimates still to be scored. Counts of tokens
 * take eight bytes, others four, numbers are float64. Nothing depends on the machine, so a file goes on elsewhere, with
 * predictions equal up to rounding; on the same machine they are equal to the bit. Every later release reads version 1.
 *
 * @param predictor saved as it is when it is saved; not copied
 * @param notes any texts, by name; copied
 */
public record SavedPredictor(Predictor predictor, Map<String, String> notes) {
    /** Copies the notes. */
    public SavedPredictor {
        Objects.requireNonNull(predictor, "predictor");
        notes = Map.copyOf(notes);
    }

    /**
     * Writes a file of the default file system. Whatever happens meanwhile, a loss of power included, the file is either what
     * it was before or complete: it is written beside its place, forced to disk and renamed.
     *
     * @param file replaced if it is there
     * @throws IOException if it cannot be written; the one that was there is still there
     */
    public void save(Path file) throws IOException {
        DurableFile.write(file, this::save);
    }

    /**
     * Writes the bytes of such a file to a stream.
     *
     * @param out neither flushed nor closed
     * @throws IOException if it cannot be written
     */
    public void save(OutputStream out) throws IOException {
        StateFile.write(out, this::write);
    }

    /**
     * Reads a file.
     *
     * @param file that {@link #save(Path)} wrote, in this release or an earlier one; not modified
     * @return the predictor and its notes
     * @throws PredictorFileException if it is not a sound one, with the reason
     * @throws IOException if it cannot be read
     */
    public static SavedPredictor load(Path file) throws IOException {
        return loadFrom(file, null);
    }

    /**
     * Reads a file of a predictor whose kernel is, or contains, a function of one's own, of which a file has but the name.
     *
     * @param file that {@link #save(Path)} wrote; not modified
     * @param kernel the predictor's, with the same {@link Kernel#text}; that its functions are the same nobody can check
     * @return the predictor and its notes
     * @throws PredictorFileException if it is not a sound one, or of a kernel with another text, with the reason
     * @throws IOException if it cannot be read
     */
    public static SavedPredictor load(Path file, Kernel kernel) throws IOException {
        return loadFrom(file, Objects.requireNonNull(kernel, "kernel"));
    }

    private static SavedPredictor loadFrom(Path file, Kernel own) throws IOException {
        try {
            return StateFile.read(file, in -> read(in, own));
        } catch (StateFlaw e) {
            throw new PredictorFileException(
                    file + " cannot be loaded: it " + Excerpt.line(e.getMessage()) + "; it is left as it is", e);
        }
    }

    /**
     * Reads as many bytes from a stream as were saved, at most 2 GiB, and leaves the rest in it.
     *
     * @param in at what {@link #save(OutputStream)} wrote; not closed
     * @return the predictor and its notes
     * @throws PredictorFileException if they are not sound, with the reason
     * @throws IOException if they cannot be read
     */
    public static SavedPredictor load(InputStream in) throws IOException {
        try {
            return StateFile.read(in, state -> read(state, null));
        } catch (StateFlaw e) {
            throw new PredictorFileException("the stream cannot be loaded: it " + Excerpt.line(e.getMessage()), e);
        }
    }

    private void write(StateOutput out) throws IOException {
        out.putTexts(notes);
        predictor.write(out);
    }

    private static SavedPredictor read(StateInput in, Kernel own) throws IOException {
        Map<String, String> notes = in.getTexts();
        return new SavedPredictor(Predictor.read(in, own), notes);
    }
}
