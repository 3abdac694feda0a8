package io.github.foretoken.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Standard output for what is printed: a {@link PrintWriter} passes over a failed write, and this one can tell of it. */
public final class ResultWriter extends PrintWriter {
    private final Watched watched;

    public ResultWriter(OutputStream out) {
        this(new Watched(out));
    }

    private ResultWriter(Watched watched) {
        super(new OutputStreamWriter(watched, StandardCharsets.UTF_8), true);
        this.watched = watched;
    }

    /** Why something that was printed could not be written; null if all of it was. */
    public IOException failure() {
        flush();
        return watched.failure;
    }

    private static final class Watched extends FilterOutputStream {
        private IOException failure;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
