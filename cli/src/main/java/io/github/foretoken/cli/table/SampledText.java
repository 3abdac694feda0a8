package io.github.foretoken.cli.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Text of which the start was looked at, from its start again, and something more at its end. */
final class SampledText extends Reader {
    private static final int LONGEST = 1 << 16;
    private static final int MOST_LINES = 500;

    private final Reader text;
    private final String end;
    private final char[] head = new char[LONGEST];
    private final int length;
    private int at;
    private int ending;
    private boolean tabsAreBlanks;

    /** @param end what follows the text */
    SampledText(Reader text, String end) throws IOException {
        this.text = text;
        this.end = end;
        int filled = 0;
        int read = 0;
        while (filled < LONGEST && read >= 0) {
            filled += read;
            read = filled < LONGEST ? text.read(head, filled, LONGEST - filled) : 0;
            if (read == 0) {
                break;
            }
        }
        length = filled;
    }

    /** From now on tabs are blanks, which may be mixed where blanks separate cells. */
    void takeTabsForBlanks() {
        tabsAreBlanks = true;
    }

    /** The first character that is not white space; 0 for none. */
    char first() {
        for (int i = 0; i < length; i++) {
            if (!Character.isWhitespace(head[i])) {
                return head[i];
            }
        }
        return 0;
    }

    /** Lines of the start as they are, whole ones; one with a line end in quotes is one. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < length && lines.size() < MOST_LINES; i++) {
            char c = head[i];
            quoted ^= c == '"' && (quoted || opens(line));
            if ((c == '\n' || c == '\r') && !quoted) {
                lines.add(line.toString());
                line.setLength(0);
                i += c == '\r' && i + 1 < length && head[i + 1] == '\n' ? 1 : 0;
            } else {
                line.append(c);
            }
        }
        if (line.length() > 0 && lines.size() < MOST_LINES && (length < LONGEST || lines.isEmpty())) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Whether a quote after that much of a line opens a cell; in a comment it opens nothing. */
    private static boolean opens(StringBuilder line) {
        return line.isEmpty() || (line.charAt(0) != '#' && ",;\t| ".indexOf(line.charAt(line.length() - 1)) >= 0);
    }

    @Override
    public int read(char[] chars, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, chars.length);
        int read = readWithoutEnd(chars, offset, count);
        if (read < 0 && ending < end.length()) {
            read = Math.min(count, end.length() - ending);
            end.getChars(ending, ending + read, chars, offset);
            ending += read;
        }
        for (int i = offset; tabsAreBlanks && i < offset + read; i++) {
            chars[i] = chars[i] == '\t' ? ' ' : chars[i];
        }
        return read;
    }

    /** The text alone. */
    int readWithoutEnd(char[] chars, int offset, int count) throws IOException {
        int read = Math.min(count, length - at);
        if (read > 0) {
            System.arraycopy(head, at, chars, offset, read);
            at += read;
            return read;
        }
        return text.read(chars, offset, count);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
