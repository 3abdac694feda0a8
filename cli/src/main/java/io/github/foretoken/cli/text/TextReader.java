package io.github.foretoken.cli.text;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text as bytes, whatever its encoding. */
public final class TextReader {
    /** More bytes than a day's work, and few enough for arrays. */
    static final int MOST = 1 << 30;

    private TextReader() {}

    /**
     * Reads a file.
     *
     * @throws InputException if it is empty, too long or cannot be read
     */
    public static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give a file of text");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** Reads a stream to its end; the source is its name in messages. */
    public static byte[] read(InputStream in, String source) {
        return read(in, source, MOST);
    }

    static byte[] read(InputStream in, String source, int most) {
        try {
            byte[] text = in.readNBytes(most);
            if (text.length == 0) {
                throw new InputException(source + " is empty; there is nothing to predict");
            }
            if (text.length == most && in.read() >= 0) {
                throw new InputException(source + " is too long; a text may have " + most + " bytes");
            }
            return text;
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private static InputException unreadable(String source, IOException e) {
        return new InputException(source + " cannot be read: " + Reasons.of(e), e);
    }
}
