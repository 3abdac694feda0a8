package io.github.foretoken.lab.stream;

import io.github.foretoken.lab.table.InputException;
import io.github.foretoken.lab.table.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/**
 * Where predictions go: standard output; or a file, which goes on where the checkpoint says that it ended, so that each token
 * has one line in it whatever happened in between.
 */
final class StreamOutput implements AutoCloseable {
    /** Longer than most lines; the number of a longer one is taken on trust. */
    private static final long TAIL = 1 << 16;
    private static final int LONGEST_START = "{\"token\":1,".length();

    private final OutputStream out;
    private final FileChannel channel;
    private final long length;
    private final Function<IOException, RuntimeException> failure;

    private StreamOutput(OutputStream out, FileChannel channel, long length,
            Function<IOException, RuntimeException> failure) {
        this.out = out;
        this.channel = channel;
        this.length = length;
        this.failure = failure;
    }

    /** @param failure what a failed write means */
    static StreamOutput standard(OutputStream out, Function<IOException, RuntimeException> failure) {
        return new StreamOutput(out, null, 0, failure);
    }

    /**
     * A file.
     *
     * @param checkpoint to go on from; null for a new stream
     * @throws InputException if it holds something else than what the checkpoint goes on from
     */
    static StreamOutput file(Path file, StreamCheckpoint checkpoint) {
        long length = 0;
        try {
            if (Files.isDirectory(file)) {
                throw new InputException("--output " + file + " is a directory; give the name of a file");
            }
            long missing = checkpoint == null ? StreamCheckpoint.NO_OUTPUT : checkpoint.outputLength();
            if (missing > 0 && (!Files.exists(file) || Files.size(file) == 0)) {
                throw new InputException(
                        "--output " + file + " is not there or empty, and the checkpoint goes on from byte " + missing
                                + " of it; bring that file back, or remove the checkpoint to begin anew");
            }
            if (Files.exists(file) && Files.size(file) > 0) {
                if (checkpoint == null || checkpoint.outputLength() == StreamCheckpoint.NO_OUTPUT) {
                    throw new InputException("--output " + file
                            + " exists, and no checkpoint goes on from it; remove it, or choose another name");
                }
                length = checkpoint.outputLength();
                requireLine(file, length, checkpoint.predictor().observed());
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(length).position(length);
            return new StreamOutput(Channels.newOutputStream(channel), channel, length, e -> unwritable(file, e));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * What ends there must be the line of that token, or for token 0 what follows the first: the rest will be cut off.
     */
    private static void requireLine(Path file, long length, long token) throws IOException {
        if (token == 0) {
            try (InputStream in = Files.newInputStream(file)) {
                String start = new String(in.readNBytes(LONGEST_START), StandardCharsets.UTF_8);
                if (!start.matches("(?s)(token,|1,|\\{\"token\":1,).*")) {
                    throw new InputException("--output " + file
                            + " does not begin as a stream's does; bring that file back, or choose another name");
                }
            }
            return;
        }
        long size = Files.size(file);
        String tail = "";
        long from = Math.max(0, length - TAIL);
        if (length > 0 && length <= size) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer bytes = ByteBuffer.allocate((int) (length - from));
                while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                    // Read on.
                }
                tail = new String(bytes.array(), StandardCharsets.UTF_8);
            }
        }
        int start = tail.lastIndexOf('\n', tail.length() - 2) + 1;
        boolean there = (start == 0 && from > 0) || tail.startsWith(token + ",", start)
                || tail.startsWith("{\"token\":" + token + ",", start);
        if (!tail.endsWith("\n") || !there) {
            throw new InputException("--output " + file + " does not have the line of token " + token
                    + " where the checkpoint says that it ends, at byte " + length + " of " + size
                    + "; bring that file back, or choose another name");
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException("--output " + file + " cannot be written: " + Reasons.of(e), e);
    }

    OutputStream stream() {
        return out;
    }

    /** Whether it is a file. */
    boolean isFile() {
        return channel != null;
    }

    /** Bytes that belong to the tokens before the first one of this run. */
    long length() {
        return length;
    }

    /** Makes sure that what was written outlives the machine: only then may a checkpoint count on it. */
    void force() {
        try {
            if (channel != null) {
                channel.force(false);
            }
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
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
