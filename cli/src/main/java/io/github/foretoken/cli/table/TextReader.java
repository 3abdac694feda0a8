package io.github.foretoken.cli.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Text of bytes whose encoding nobody told. A byte order mark, or zeros in every other byte, say that it is UTF-16; otherwise
 * it is UTF-8, or from the first byte on that cannot be, Windows-1252, of which Latin-1's characters are a part. What is both
 * UTF-8 and not is refused, and so are control characters in Windows-1252, in which any bytes would be text.
 */
final class TextReader extends Reader {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int CHUNK = 1 << 15;
    private static final int LOOKED_AT = 64;

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private CharsetDecoder decoder;
    private boolean finished;
    private boolean beyondAscii;
    private boolean windows;

    private TextReader(InputStream in) throws IOException {
        this.in = in;
        while (bytes.position() < LOOKED_AT && fill()) {
            // A mark may come in pieces.
        }
        bytes.flip();
        decoder = strict(encoding());
    }

    static TextReader of(InputStream in) throws IOException {
        return new TextReader(in);
    }

    /** What was found, where it is not UTF-8, in words; otherwise null. Known at the end. */
    String encoding(String source) {
        return windows ? source + " is not UTF-8 and is read as Windows-1252 (Latin-1)" : null;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Steps over a mark. */
    private Charset encoding() {
        if (starts(0xEF, 0xBB, 0xBF)) {
            beyondAscii = true;
            return StandardCharsets.UTF_8;
        }
        if (starts(0xFF, 0xFE, 0, 0)) {
            return StandardCharsets.UTF_32LE;
        }
        if (starts(0, 0, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_32BE;
        }
        if (starts(0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return isWide(1) ? StandardCharsets.UTF_16LE : isWide(0) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private boolean starts(int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.limit() || Byte.toUnsignedInt(bytes.get(i)) != mark[i]) {
                return false;
            }
        }
        bytes.position(mark.length);
        return true;
    }

    /** Whether most pairs of bytes have a zero there, and none is of zeros: numbers and most of their names are so. */
    private boolean isWide(int zero) {
        int pairs = Math.min(LOOKED_AT, bytes.limit()) / 2;
        int wide = 0;
        for (int i = 0; i < pairs; i++) {
            byte high = bytes.get(2 * i + zero);
            byte low = bytes.get(2 * i + 1 - zero);
            if (high == 0 && low == 0) {
                return false;
            }
            wide += high == 0 ? 1 : 0;
        }
        return pairs >= 2 && 4 * wide >= 3 * pairs;
    }

    @Override
    public int read(char[] chars, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, chars.length);
        CharBuffer out = CharBuffer.wrap(chars, offset, count).slice();
        while (out.position() == 0 && count > 0) {
            CoderResult result = decoder.decode(bytes, out, finished);
            if (result.isError() && !windows && !beyondAscii(chars, offset, out.position())
                    && decoder.charset().equals(StandardCharsets.UTF_8)) {
                windows = true;
                decoder = strict(WINDOWS);
            } else if (result.isError() && out.position() == 0) {
                result.throwException();
            } else if (result.isUnderflow() && finished) {
                break;
            } else if (result.isUnderflow() && out.position() == 0) {
                bytes.compact();
                finished = !fill();
                bytes.flip();
            }
        }
        beyondAscii(chars, offset, out.position());
        return out.position() == 0 && count > 0 ? -1 : out.position();
    }

    /** Of what was decoded so far. */
    private boolean beyondAscii(char[] chars, int offset, int count) throws CharacterCodingException {
        for (int i = offset; i < offset + count; i++) {
            beyondAscii |= chars[i] >= 0x80;
            if (windows && chars[i] < ' ' && !(chars[i] >= '\t' && chars[i] <= '\r')) {
                throw new CharacterCodingException();
            }
        }
        return beyondAscii;
    }

    private boolean fill() throws IOException {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read > 0) {
            bytes.position(bytes.position() + read);
        }
        return read >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
