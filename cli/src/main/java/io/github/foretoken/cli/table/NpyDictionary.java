package io.github.foretoken.cli.table;

import io.github.foretoken.internal.Excerpt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The literals of Python that NPY headers consist of, read as NumPy reads them: a dictionary of strings, truth values, whole
 * numbers (of Python 2 as well, with an L) and tuples; of two equal keys the last counts. Lists, which describe records, are
 * read to their end and not into.
 */
final class NpyDictionary {
    /** Of what is no dictionary: what is wrong. */
    static final class Flaw extends Exception {
        private static final long serialVersionUID = 1;

        Flaw(String message) {
            super(message);
        }
    }

    private static final int DEEPEST = 50;
    private static final int LONGEST_NUMBER = 40;

    private final String text;
    private int at;
    private int depth;

    private NpyDictionary(String text) {
        this.text = text;
    }

    /** Values are {@code String}, {@code Boolean}, {@code BigInteger}, {@code List} for a tuple, or an array for a list. */
    static Map<String, Object> parse(String text) throws Flaw {
        NpyDictionary reader = new NpyDictionary(text);
        Map<String, Object> dictionary = reader.dictionary();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.unexpected();
        }
        return dictionary;
    }

    private Map<String, Object> dictionary() throws Flaw {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        require('{');
        while (!taken('}')) {
            String key = string();
            require(':');
            dictionary.put(key, value());
            if (!taken(',')) {
                require('}');
                break;
            }
        }
        return dictionary;
    }

    private Object value() throws Flaw {
        if (++depth > DEEPEST) {
            throw new Flaw("it is nested too deeply");
        }
        Object value = switch (next()) {
            case '\'', '"' -> string();
            case '(' -> tuple();
            case '[' -> elements('[', ']').toArray();
            case '{' -> dictionary();
            case 'T', 'F', 'N' -> word();
            default -> number();
        };
        depth--;
        return value;
    }

    /** One value between parentheses is that value; a tuple of one has a comma. */
    private Object tuple() throws Flaw {
        int start = at;
        List<Object> elements = elements('(', ')');
        String inner = text.substring(start + 1, at - 1).strip();
        return elements.size() == 1 && !inner.endsWith(",") ? elements.getFirst() : elements;
    }

    private List<Object> elements(char open, char close) throws Flaw {
        List<Object> elements = new ArrayList<>();
        require(open);
        while (!taken(close)) {
            elements.add(value());
            if (!taken(',')) {
                require(close);
                break;
            }
        }
        return elements;
    }

    private Object word() throws Flaw {
        for (String word : new String[]{"True", "False", "None"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("None") ? new Object[0] : (Object) word.equals("True");
            }
        }
        throw unexpected();
    }

    private BigInteger number() throws Flaw {
        int start = at;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits) {
            throw unexpected();
        }
        if (at - digits > LONGEST_NUMBER) {
            throw new Flaw("it holds a number of " + (at - digits) + " digits");
        }
        BigInteger number = new BigInteger(text.substring(start, at));
        if (at < text.length() && text.charAt(at) == 'L') {
            at++;
        }
        return number;
    }

    private String string() throws Flaw {
        char quote = next();
        if (quote != '\'' && quote != '"') {
            throw unexpected();
        }
        int end = text.indexOf(quote, at + 1);
        String string = end < 0 ? "\\" : text.substring(at + 1, end);
        if (string.indexOf('\\') >= 0 || string.indexOf('\n') >= 0) {
            throw new Flaw("it holds a string without an end, or with a backslash");
        }
        at = end + 1;
        return string;
    }

    private void require(char wanted) throws Flaw {
        if (!taken(wanted)) {
            throw unexpected();
        }
    }

    private boolean taken(char wanted) throws Flaw {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private char next() throws Flaw {
        blanks();
        if (at == text.length()) {
            throw new Flaw("it ends too early");
        }
        return text.charAt(at);
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r\f\0".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Flaw unexpected() {
        return new Flaw(at < text.length()
                ? "'" + Excerpt.of(text.substring(at, Math.min(text.length(), at + 10))) + "' is out of place"
                : "it ends too early");
    }
}
