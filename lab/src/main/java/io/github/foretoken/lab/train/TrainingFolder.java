package io.github.foretoken.lab.train;

import io.github.foretoken.lab.table.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run keeps its files.
 *
 * @param path the folder
 */
public record TrainingFolder(Path path) {
    /** Made if it is missing. */
    private void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InputException("the directory " + path + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** What {@link Checkpoint} writes. */
    public Path checkpoint() {
        return path.resolve("checkpoint.safetensors");
    }

    /** The best weights so far. */
    public Path weights() {
        return path.resolve("weights.safetensors");
    }

    /** The configuration they were made with. */
    public Path config() {
        return path.resolve("config.json");
    }

    /** The learning curve with this extension. */
    public Path curve(String extension) {
        return path.resolve("training." + extension);
    }

    /** Whether there is a run to continue. */
    public boolean hasRun() {
        return Files.exists(checkpoint());
    }

    /** The weights and configuration in it. */
    public Model model() {
        return Model.read(weights(), config());
    }

    /** Makes room for a new run, and refuses to write over another. */
    void prepare() {
        if (hasRun()) {
            throw new InputException(path + " holds a training run already; continue it with --resume, or choose "
                    + "another directory with --output");
        }
        create();
    }
}
