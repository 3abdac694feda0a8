package io.github.foretoken.cli.terminal;

import io.github.foretoken.internal.Excerpt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Standard error, the one way of every message to a terminal. A message is a line: whatever it quotes of files, names and
 * options, line breaks become spaces, what a terminal would obey becomes a question mark, and no message fills the screen.
 */
final class Messages extends PrintWriter {
    private static final String ERASE = "\r\u001b[K";

    /** What is written to past the filter. */
    private final PrintWriter raw;
    private final Notices notices = new Notices(this);

    private Messages(PrintWriter raw) {
        super(new Filter(raw), true);
        this.raw = raw;
    }

    /** That writer, if it is one of these, or one of these that writes to it. */
    static Messages to(PrintWriter err) {
        return err instanceof Messages messages ? messages : new Messages(err);
    }

    @Override
    public void println(String message) {
        super.println(Excerpt.line(String.valueOf(message)));
    }

    @Override
    public void println(Object message) {
        println(String.valueOf(message));
    }

    /** What commands say of their work. */
    Notices notices() {
        return notices;
    }

    /** Puts a message into the terminal's line in place of the one that was there; an empty one leaves it empty. */
    void status(String message) {
        synchronized (lock) {
            raw.print(ERASE + Excerpt.line(message));
            raw.flush();
        }
    }

    /** Text of several lines, such as a command's help, of which only line ends are obeyed. */
    private static final class Filter extends Writer {
        private final Writer target;

        Filter(Writer target) {
            this.target = target;
        }

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            char[] plain = new char[length];
            for (int i = 0; i < length; i++) {
                char c = chars[offset + i];
                // Halves of pairs come in one piece or two: println has looked at whole ones.
                plain[i] = c == '\n' || Character.isSurrogate(c) || Excerpt.visible(c) ? c : c == '\t' ? ' ' : '?';
            }
            target.write(plain, 0, length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
