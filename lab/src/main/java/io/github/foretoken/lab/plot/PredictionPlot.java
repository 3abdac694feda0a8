package io.github.foretoken.lab.plot;

import io.github.foretoken.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Placeholder. */
public final class PredictionPlot {
    private PredictionPlot() {}

    /** Placeholder. */
    public static void write(Path file, Matrix truth, Matrix predictions, List<String> names, String title)
            throws IOException {
        Files.writeString(file, title);
    }
}
