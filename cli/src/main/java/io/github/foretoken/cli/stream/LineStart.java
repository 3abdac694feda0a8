package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.stream.PredictionWriter.Format;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a line of predictions starts with: which token of which series. It is put into words by the thread that writes lines, which
 * has time for that.
 *
 * @param labels names of what tells series apart; not copied
 * @param key of the series that the token belongs to; not copied
 * @param number of the token in its series
 */
record LineStart(List<String> labels, List<String> key, long number) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of a stream whose tokens are one series. */
    static LineStart of(long number) {
        return new LineStart(List.of(), List.of(), number);
    }

    /** In words. */
    String text(Format format) {
        StringBuilder text = new StringBuilder();
        appendTo(text, format);
        return text.toString();
    }

    void appendTo(StringBuilder text, Format format) {
        if (format == Format.CSV) {
            key.forEach(cell -> text.append(quote(cell)).append(','));
            text.append(number).append(',');
            return;
        }
        text.append('{');
        for (int i = 0; i < key.size(); i++) {
            text.append(json(labels.get(i))).append(':').append(json(key.get(i))).append(',');
        }
        text.append("\"token\":").append(number).append(',');
    }

    /** What the first line of CSV starts with, if it names columns. */
    static String header(List<String> labels) {
        StringBuilder text = new StringBuilder();
        labels.forEach(label -> text.append(quote(label)).append(','));
        return text.append("token,").toString();
    }

    /** What each line of JSON starts with where series have keys. */
    static String object(List<String> labels) {
        return "{" + json(labels.getFirst()) + ":";
    }

    private static String json(String text) {
        return JSON.writeValueAsString(text);
    }

    /** A cell of CSV. */
    static String quote(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == '"' || c < ' ') {
                return "\"" + cell.replace("\"", "\"\"") + "\"";
            }
        }
        return cell;
    }
}
