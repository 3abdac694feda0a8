package io.github.foretoken.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.terminal.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TextReaderTest {
    @Test
    void takesAnyBytesUpToTheLimit() {
        byte[] bytes = {0, -1, 10, 13, -128};
        assertThat(TextReader.read(new ByteArrayInputStream(bytes), "x", 5)).isEqualTo(bytes);
        assertThatThrownBy(() -> TextReader.read(new ByteArrayInputStream(bytes), "x", 4))
                .isInstanceOf(InputException.class)
                .hasMessage("x is too long; a text may have 4 bytes");
    }

    @Test
    void streamThatFails() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable is cut");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> TextReader.read(broken, "x")).isInstanceOf(InputException.class)
                .hasMessage("x cannot be read: the cable is cut");
    }
}
