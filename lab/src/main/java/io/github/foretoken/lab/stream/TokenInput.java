package io.github.foretoken.lab.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where lines come from: one input, or several, one after the other. */
interface TokenInput extends Closeable {
    /** The bytes of the present one. */
    InputStream stream();

    /** Goes on to the next one, after the end of the present one: words that say why, or null when there is none. */
    String another() throws IOException;

    /** Whether the end of what is there is waited at, where more can come; if not, it is the end. */
    default void waitForMore(boolean waits) {}

    /** A process's standard input, which is not ours to close. */
    static TokenInput standard(InputStream stream) {
        return of(stream, () -> {});
    }

    /** One input and no other. */
    static TokenInput of(InputStream stream) {
        return of(stream, stream);
    }

    private static TokenInput of(InputStream stream, Closeable closed) {
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
            public void close() throws IOException {
                closed.close();
            }
        };
    }
}
