package io.github.foretoken.cli.train;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

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
            throw new InputException("the directory " + path + " cannot be made: " + Reasons.of(e), e);
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

    private List<Path> files() {
        return List.of(checkpoint(), weights(), config(), curve("csv"), curve("png"), curve("svg"));
    }

    /** Refuses to let a new run write over another, or over anything else. */
    void requireFree() {
        if (hasRun()) {
            throw new InputException(path + " holds a training run already; continue it with --resume, or choose "
                    + "another directory with --output");
        }
        for (Path file : files()) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new InputException(file + " exists, and a new run would write over it; choose another directory");
            }
        }
    }

    /** Makes room for a new run, where that is free. */
    void prepare() {
        requireFree();
        create();
    }

    /** Removes what a run has written that could not begin. */
    void clear() {
        for (Path file : files()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // What ended the run says more than this could.
            }
        }
    }
}
