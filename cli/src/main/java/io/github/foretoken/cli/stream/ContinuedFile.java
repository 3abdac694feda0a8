package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.WriteClaim;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.internal.state.PartFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of a stream's predictions, claimed for this process. What an earlier run wrote behind the checkpoint is not cut off
 * but compared with what is written, for it is the same to the byte as a rule: so the file never gets shorter because a stream
 * goes on. Where it differs it is cut off, and the rest is new.
 */
final class ContinuedFile extends OutputStream {
    /** Longer than most lines; the number of a longer one is taken on trust. */
    private static final int TAIL = 1 << 16;

    private final Path name;
    /** No channel: an interrupt, which ends a stream, would close it. */
    private final RandomAccessFile file;
    private final String key;
    private final byte[] there = new byte[1 << 13];
    private long length;
    /** Of the file, where it is longer than what belongs to it. */
    private long oldEnd;

    private ContinuedFile(Path name, RandomAccessFile file) throws IOException {
        this.name = name;
        this.file = file;
        key = OpenedFile.key(name);
    }

    static ContinuedFile open(Path name, StreamCheckpoint checkpoint) throws IOException {
        // A pipe or a device cannot be gone on from.
        Path place = PartFile.place(name);
        requireStart(name, place, checkpoint);
        RandomAccessFile file = new RandomAccessFile(place.toFile(), "rw");
        boolean opened = false;
        try {
            if (!WriteClaim.take(file.getChannel())) {
                throw new InputException("--output " + name
                        + " is being written by another stream; end that one, or choose another name");
            }
            ContinuedFile continued = new ContinuedFile(name, file);
            continued.goOn(checkpoint);
            opened = true;
            return continued;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** Before the file is opened, which would make it. */
    private static void requireStart(Path name, Path place, StreamCheckpoint checkpoint) throws IOException {
        long missing = checkpoint == null ? StreamCheckpoint.NO_OUTPUT : checkpoint.outputLength();
        if (missing > 0 && (!Files.exists(place) || Files.size(place) == 0)) {
            throw new InputException(
                    "--output " + name + " is not there or empty, and the checkpoint goes on from byte " + missing
                            + " of it; bring that file back, or remove the checkpoint to begin anew");
        }
    }

    private void goOn(StreamCheckpoint checkpoint) throws IOException {
        oldEnd = file.length();
        if (oldEnd == 0) {
            return;
        }
        if (checkpoint == null || checkpoint.outputLength() == StreamCheckpoint.NO_OUTPUT) {
            throw new InputException("--output " + name
                    + " exists, and no checkpoint goes on from it; remove it, or choose another name");
        }
        length = checkpoint.outputLength();
        if (checkpoint.observed() == 0) {
            requireBeginning(checkpoint.columns());
        } else {
            List<String> keys = checkpoint.columns().keys().labels();
            requireLine(checkpoint.observed(),
                    keys.isEmpty() ? starts(checkpoint.observed()) : List.of(checkpoint.lastLine()));
        }
    }

    /** Of the line of a token of a stream without keys. */
    private static List<String> starts(long token) {
        return Stream.of(PredictionWriter.Format.values()).map(format -> LineStart.of(token).text(format)).toList();
    }

    /** Before the first token the file must hold a stream's first bytes, for they may be cut off. */
    private void requireBeginning(Columns columns) throws IOException {
        String text = text(0, (int) Math.min(TAIL, oldEnd));
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        List<String> starts = new ArrayList<>(
                columns.keys().count() == 0 ? starts(1) : List.of(LineStart.object(columns.keys().labels())));
        starts.add(LineStart.header(columns.keys().labels()));
        // A first line cut short by the end of a process, too.
        boolean begins = starts.stream().anyMatch(each -> line.startsWith(each) || (end < 0 && each.startsWith(line)));
        // That of a key that nobody knows has its number in the middle.
        boolean mayBegin = columns.keys().count() > 0 && !columns.layout().named && (end < 0 || line.contains(",1,"));
        if (!begins && !mayBegin) {
            throw new InputException("--output " + name
                    + " does not begin as a stream's does; bring that file back, or choose another name");
        }
    }

    /** What ends there must be the line of that token, for the rest may be cut off. */
    private void requireLine(long token, List<String> starts) throws IOException {
        long from = Math.max(0, length - TAIL);
        String tail = length > 0 && length <= oldEnd ? text(from, (int) (length - from)) : "";
        int start = tail.lastIndexOf('\n', tail.length() - 2) + 1;
        boolean fits = (start == 0 && from > 0) || starts.stream().anyMatch(each -> tail.startsWith(each, start));
        if (!tail.endsWith("\n") || !fits) {
            throw new InputException("--output " + name + " does not have the line of token " + token
                    + " where the checkpoint says that it ends, at byte " + length + " of " + oldEnd
                    + "; bring that file back, or choose another name");
        }
    }

    private String text(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes that belong to it. */
    long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int same = 0;
        while (length < oldEnd && same < count) {
            int some = (int) Math.min(Math.min(there.length, count - same), oldEnd - length);
            file.seek(length);
            file.readFully(there, 0, some);
            if (!Arrays.equals(there, 0, some, bytes, offset + same, offset + same + some)) {
                cut();
                break;
            }
            same += some;
            length += some;
        }
        if (same < count) {
            file.seek(length);
            file.write(bytes, offset + same, count - same);
            length += count - same;
            oldEnd = length;
        }
    }

    private void cut() throws IOException {
        file.setLength(length);
        oldEnd = length;
    }

    /** As for {@link StreamOutput#force}; the file must still be the one of that name. */
    void force() throws IOException {
        boolean same;
        try {
            same = OpenedFile.key(name).equals(key);
        } catch (NoSuchFileException e) {
            same = false;
        }
        if (!same) {
            throw new InputException("--output " + name + " was replaced or removed while it was being written; the "
                    + "checkpoint stays at the token before; bring the file back to go on from there");
        }
        file.getFD().sync();
    }

    /** As for {@link StreamOutput#end}. */
    long end() throws IOException {
        long rest = Math.max(0, oldEnd - length);
        if (rest > 0) {
            cut();
            file.getFD().sync();
        }
        return rest;
    }

    static InputException unwritable(Path file, IOException e) {
        return new InputException("--output " + file + " cannot be written: " + Reasons.of(e), e);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
