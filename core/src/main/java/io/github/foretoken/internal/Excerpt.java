package io.github.foretoken.internal;

/**
 * Foreign text in a message: what a file, a command line or a system says may hold anything, a megabyte of it, and codes
 * that a terminal obeys.
 */
public final class Excerpt {
    /** Characters of a quotation. */
    private static final int QUOTED = 60;
    /** Characters of a line. */
    private static final int LINE = 2000;

    private Excerpt() {}

    /** A quotation: the text if it is short, else its beginning and its length; no character of it is obeyed. */
    public static String of(String text) {
        return text.length() <= QUOTED ? plain(text)
                : plain(text.substring(0, end(text, QUOTED))) + "... (" + text.length() + " characters)";
    }

    /** {@link #of} of anything. */
    public static String of(Object value) {
        return of(String.valueOf(value));
    }

    /** A whole message as one line: line breaks become spaces, and what is longer than any message loses its middle. */
    public static String line(String text) {
        if (text.length() <= LINE) {
            return plain(text);
        }
        int start = end(text, LINE / 2);
        return plain(text.substring(0, start)) + " ... " + plain(text.substring(text.length() - LINE / 2));
    }

    /** Not in the middle of a surrogate pair. */
    private static int end(String text, int most) {
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }

    /** Line breaks with the spaces around them become one space, everything else that is no visible character a '?'. */
    private static String plain(String text) {
        int i = 0;
        while (i < text.length() && visible(text.codePointAt(i)) && text.charAt(i) < 0x7f) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length()).append(text, 0, i);
        for (int point; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (breaks(point)) {
                result.setLength(stripped(result));
                result.append(' ');
                while (i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1))) {
                    i++;
                }
            } else if (point == '\t') {
                result.append(' ');
            } else {
                result.appendCodePoint(visible(point) ? point : '?');
            }
        }
        return result.toString();
    }

    private static int stripped(StringBuilder text) {
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        return length;
    }

    private static boolean breaks(int point) {
        return (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    /**
     * Whether a terminal shows it and does nothing else: no control character (C0, DEL and C1), no half of a surrogate pair,
     * nothing that turns the direction of writing; joiners, which scripts need, are let through.
     */
    public static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT -> point == 0x200c || point == 0x200d;
            default -> true;
        };
    }
}
