package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where predictions go: standard output; or a file, which goes on where the checkpoint says that it ended, so that each token
 * has one line in it whatever happened in between.
 */
final class StreamOutput implements AutoCloseable {
    private final OutputStream out;
    private final ContinuedFile file;
    private final Function<IOException, RuntimeException> failure;

    private StreamOutput(OutputStream out, ContinuedFile file, Function<IOException, RuntimeException> failure) {
        this.out = out;
        this.file = file;
        this.failure = failure;
    }

    /** @param failure what a failed write means */
    static StreamOutput standard(OutputStream out, Function<IOException, RuntimeException> failure) {
        return new StreamOutput(out, null, failure);
    }

    /**
     * A file, which is left as it is until a line is written that differs from what is there.
     *
     * @param checkpoint to go on from; null for a new stream
     * @throws InputException if it holds something else than what the checkpoint goes on from
     */
    static StreamOutput file(Path file, StreamCheckpoint checkpoint) {
        try {
            ContinuedFile continued = ContinuedFile.open(file, checkpoint);
            return new StreamOutput(continued, continued, e -> ContinuedFile.unwritable(file, e));
        } catch (IOException e) {
            throw ContinuedFile.unwritable(file, e);
        }
    }

    OutputStream stream() {
        return out;
    }

    /** Whether it is a file. */
    boolean isFile() {
        return file != null;
    }

    /** Bytes that belong to the tokens before the first one of this run. */
    long length() {
        return file == null ? 0 : file.length();
    }

    /** Makes sure that what was written outlives the machine: only then may a checkpoint count on it. */
    void force() {
        try {
            if (file != null) {
                file.force();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Nothing more will be written: cuts off what is left of an earlier run; returns of how many bytes. */
    long end() {
        try {
            return file == null ? 0 : file.end();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    RuntimeException failure(IOException e) {
        return failure.apply(e);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
