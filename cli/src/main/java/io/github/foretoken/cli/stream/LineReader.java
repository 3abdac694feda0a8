package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Lines of UTF-8, or of Windows-1252 where the first bytes beyond ASCII are no UTF-8, each as soon as its end has arrived, which is LF, CR LF or CR, as in any table; in memory that does not
 * depend on how many there are.
 */
final class LineReader {
    /** A token of a million coordinates fits; a file without any line does not fill the memory. */
    private static final int LONGEST = 1 << 24;

    /** Predictions that are being written are waited for before each read, so that there must not be too many of these. */
    private static final int FIRST = 1 << 18;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final InputStream in;
    private final String source;
    private byte[] buffer = new byte[FIRST];
    private int begin;
    private int end;
    private boolean finished;
    /** The last line ended with CR: a LF that follows belongs to it. */
    private boolean afterReturn;
    private final Trace trace = new Trace();
    private long number;
    private final Consumer<String> notes;
    private final Runnable beforeRead;
    /** What bytes beyond ASCII were so far: null while there was none. */
    private Charset beyondAscii;

    /**
     * Reads from the start of an input.
     *
     * @param source what to call it in messages
     * @param notes told when the text is no UTF-8
     * @param beforeRead done before the input is asked for more, which may take its time
     */
    LineReader(InputStream in, String source, Consumer<String> notes, Runnable beforeRead) {
        this.in = in;
        this.source = source;
        this.notes = notes;
        this.beforeRead = beforeRead;
    }

    /** The number of the last line, from 1. */
    long number() {
        return number;
    }

    /** The lines so far, with their ends. */
    Trace trace() {
        return trace;
    }

    /**
     * The next line without its end, or null after the last one that has an end. What follows it is a line for
     * {@link #last}.
     *
     * @throws BadLineException if it is not UTF-8
     * @throws InputException if it is longer than any line of numbers
     */
    String next() throws IOException, BadLineException {
        int at = begin;
        while (true) {
            if (afterReturn && begin < end) {
                afterReturn = false;
                if (buffer[begin] == '\n') {
                    consume(begin + 1);
                    at = begin;
                }
            }
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            if (at < end) {
                int from = begin;
                afterReturn = buffer[at] == '\r';
                consume(at + 1);
                return text(from, at);
            }
            if (finished) {
                return null;
            }
            at -= makeRoom();
            beforeRead.run();
            int read = in.read(buffer, end, buffer.length - end);
            finished = read < 0;
            end += Math.max(read, 0);
        }
    }

    private void consume(int to) {
        trace.add(buffer, begin, to - begin);
        begin = to;
    }

    /** Whether something follows the last line end, after {@link #next} has said that there is no more. */
    boolean hasLast() {
        return begin < end;
    }

    /**
     * What follows the last line end.
     *
     * @throws BadLineException if it is not UTF-8
     */
    String last() throws BadLineException {
        int from = begin;
        consume(end);
        return text(from, end);
    }

    /** Moves what is there to the front, or takes more memory; returns by how much it moved. */
    private int makeRoom() {
        int moved = begin;
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        if (end == buffer.length) {
            if (end >= LONGEST) {
                throw new InputException(source + ", line " + (number + 1) + " is longer than " + (LONGEST >> 20)
                        + " MiB; is it really one token a line?");
            }
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        return moved;
    }

    private String text(int from, int to) throws BadLineException {
        number++;
        int first = number == 1 && to - from >= 3 && buffer[from] == (byte) 0xEF && buffer[from + 1] == (byte) 0xBB
                && buffer[from + 2] == (byte) 0xBF ? from + 3 : from;
        byte signs = 0;
        for (int i = first; i < to; i++) {
            signs |= buffer[i];
        }
        if (signs >= 0) {
            return new String(buffer, first, to - first, StandardCharsets.ISO_8859_1);
        }
        if (beyondAscii == null || beyondAscii.equals(StandardCharsets.UTF_8)) {
            try {
                String text = decoded(first, to, StandardCharsets.UTF_8);
                beyondAscii = StandardCharsets.UTF_8;
                return text;
            } catch (CharacterCodingException e) {
                if (beyondAscii != null) {
                    throw new BadLineException(" is not UTF-8 text, as those before it are", e);
                }
                beyondAscii = WINDOWS;
                notes.accept(source + " is not UTF-8 and is read as Windows-1252 (Latin-1)");
            }
        }
        try {
            return decoded(first, to, WINDOWS);
        } catch (CharacterCodingException e) {
            throw new BadLineException(" is not text", e);
        }
    }

    private String decoded(int from, int to, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(buffer, from, to - from)).toString();
    }
}
