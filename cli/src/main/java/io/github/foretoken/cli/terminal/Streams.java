package io.github.foretoken.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Where a command reads and writes: results go to {@code out}, messages to {@code err}.
 *
 * @param in standard input
 * @param out standard output, bytes
 * @param err standard error, UTF-8, flushed at every line
 * @param terminal whether standard error is a terminal that a person watches
 */
public record Streams(InputStream in, OutputStream out, PrintWriter err, boolean terminal) {
    /** Standard error becomes {@link Messages}, whatever it is. */
    public Streams {
        err = Messages.to(err);
    }

    /** {@link #err} for more than lines. */
    Messages messages() {
        return Messages.to(err);
    }

    /** What the command says of its work goes through these. */
    public Notices notices() {
        return messages().notices();
    }

    /** Whoever read our output has stopped reading, as {@code head} does: the end, and no error. */
    static final class BrokenPipe extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenPipe(IOException cause) {
            super(cause);
        }
    }

    /** Turns a failed write to standard output into what it means; the system's text may be in any language. */
    public static RuntimeException failure(IOException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.toLowerCase(Locale.ROOT).contains("pipe") ? new BrokenPipe(e)
                : new InputException("standard output cannot be written: " + reason, e);
    }
}
