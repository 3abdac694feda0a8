package io.github.foretoken.cli.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where lines come from: one input, or several, one after the other. */
interface TokenInput extends Closeable {
    /** The bytes of the present one. */
    InputStream stream();

    /** Goes on to the next one, after the end of the present one: words that say why, or null when there is none. */
    String another() throws IOException;

    /** Whether the present one is known by its file, to go on from later; null if it cannot be. */
    OpenedFile file();

    /** Whether the file was found that was to be gone on in; an input that is not known by a file is taken for it. */
    default boolean isFound() {
        return true;
    }

    /** At the end of the present one: whether what follows its last line end is a line, for nothing will be added to it. */
    boolean endsLastLine();

    /** Whether the end of what is there is waited at, where more can come; if not, it is the end. */
    default void waitForMore(boolean waits) {}

    /** What is to be done each time before more is waited for. */
    default void onWait(Runnable action) {}

    /**
     * A process's standard input, which is not ours to close.
     *
     * @param complete whether the last line is one without a line end, too
     */
    static TokenInput standard(InputStream stream, boolean complete) {
        return of(stream, () -> {}, complete);
    }

    /** One input and no other, such as a pipe; {@code complete} as for {@link #standard}. */
    static TokenInput of(InputStream stream, boolean complete) {
        return of(stream, stream, complete);
    }

    private static TokenInput of(InputStream stream, Closeable closed, boolean complete) {
        return new TokenInput() {
            @Override
            public InputStream stream() {
                return stream;
            }

            @Override
            public String another() {
                return null;
            }

            @Override
            public OpenedFile file() {
                return null;
            }

            @Override
            public boolean endsLastLine() {
                return complete;
            }

            @Override
            public void close() throws IOException {
                closed.close();
            }
        };
    }
}
