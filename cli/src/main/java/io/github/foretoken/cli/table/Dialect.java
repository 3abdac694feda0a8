package io.github.foretoken.cli.table;

import java.util.Locale;

/**
 * How text falls into cells, and cells into digits.
 *
 * @param separator between cells; a blank stands for any run of blanks and tabs
 * @param decimal a point or a comma
 */
public record Dialect(char separator, char decimal) {
    /** Comma-separated, with decimal points. */
    public static final Dialect CSV = new Dialect(',', '.');

    /**
     * Reads what {@link #toString} says.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Dialect parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a dialect: " + text);
        }
        return new Dialect((char) Integer.parseInt(parts[0]), (char) Integer.parseInt(parts[1]));
    }

    /** For machines. */
    @Override
    public String toString() {
        return (int) separator + " " + (int) decimal;
    }

    /** What separates the cells, in words. */
    String separators() {
        return switch (separator) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            case '|' -> "pipes";
            case ' ' -> "blanks";
            default -> "'" + separator + "'";
        };
    }

    /** What marks decimals, in words. */
    String decimals() {
        return decimal == ',' ? "commas" : "points";
    }

    /**
     * The character that an option's value means.
     *
     * @throws IllegalArgumentException with one line that says what there is to choose from
     */
    static char separator(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "tab", "\\t" -> '\t';
            case "pipe", "bar" -> '|';
            case "blank", "blanks", "space", "spaces", "whitespace", "\\s+" -> ' ';
            default -> {
                char only = text.length() == 1 ? text.charAt(0) : 'x';
                if (only >= 0x7F || (only < ' ' && only != '\t') || Character.isLetterOrDigit(only)
                        || "\"'.+-#".indexOf(only) >= 0) {
                    throw new IllegalArgumentException("'" + CellRules.strip(text)
                            + "' separates no cells; give comma, semicolon, tab, pipe, blank or another sign");
                }
                yield only;
            }
        };
    }

    /**
     * The mark that an option's value means.
     *
     * @throws IllegalArgumentException with one line that says what there is to choose from
     */
    static char decimal(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ".", "point" -> '.';
            case ",", "comma" -> ',';
            default -> throw new IllegalArgumentException("'" + text + "' is neither point nor comma");
        };
    }
}
