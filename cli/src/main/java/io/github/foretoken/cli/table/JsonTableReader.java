package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows from JSON: values one after the other, as JSON lines are, or one array of them; each an array of numbers, or an object
 * with a field for each column. What else a row holds is text, and text is a number in no case.
 */
final class JsonTableReader {
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String source;
    private final JsonParser tokens;
    private final RowSink rows;
    private final RowNotes notes;
    private Map<String, Integer> fields;
    /** What the last cell holds, if that is an array; null otherwise. */
    private List<String> list;
    private boolean others;
    private int width;

    private JsonTableReader(String source, JsonParser tokens, RowSink rows, RowNotes notes) {
        this.source = source;
        this.tokens = tokens;
        this.rows = rows;
        this.notes = notes;
    }

    /** As {@link CsvTableReader#read}; {@code file} settles what else is missing. */
    static <S extends RowSink> S read(SampledText text, String source, FileRules file, RowNotes notes,
            RowSinks<S> sinks) throws IOException {
        S rows = sinks.open(new CellRules('.', file.missing()), Header.NO);
        rows.quoteText();
        try (JsonParser tokens = STRICT.createParser(new WithoutEnd(text))) {
            JsonTableReader reader = new JsonTableReader(source, tokens, rows, notes);
            reader.read();
            return rows;
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new InputException(source + ", line " + e.getLocation().getLineNr() + " is not JSON: "
                    + JsonWords.of(e.getOriginalMessage()), e);
        }
    }

    /** Text without what CSV has at its end. */
    private static final class WithoutEnd extends Reader {
        private final SampledText text;

        WithoutEnd(SampledText text) {
            this.text = text;
        }

        @Override
        public int read(char[] chars, int offset, int count) throws IOException {
            return text.readWithoutEnd(chars, offset, count);
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }

    private void read() {
        JsonToken first = tokens.nextToken();
        if (first == JsonToken.START_ARRAY) {
            JsonToken inner = tokens.nextToken();
            if (inner == JsonToken.START_ARRAY || inner == JsonToken.START_OBJECT) {
                for (JsonToken each = inner; each != JsonToken.END_ARRAY; each = tokens.nextToken()) {
                    row(each);
                }
                require(tokens.nextToken() == null, " goes on behind the array of all rows");
                return;
            }
            array(inner);
        } else {
            row(first);
        }
        int before = rows.count();
        for (JsonToken each = tokens.nextToken(); each != null; each = tokens.nextToken()) {
            row(each);
        }
        require(rows.count() > before || fields != null, " is one array of numbers, and the only one; write each row as"
                + " an array of its own, [1],[2], or a line of its own");
    }

    private void row(JsonToken start) {
        if (start == JsonToken.START_ARRAY) {
            array(tokens.nextToken());
        } else if (start == JsonToken.START_OBJECT) {
            object();
        } else {
            require(false, " has a row that is neither an array nor an object");
        }
    }

    private void array(JsonToken first) {
        long line = line();
        List<String> cells = new ArrayList<>();
        for (JsonToken each = first; each != JsonToken.END_ARRAY; each = tokens.nextToken()) {
            require(each != null, " ends within an array");
            cells.add(cell(each));
            if (list != null) {
                rows.list(cells.size() - 1, list);
                list = null;
            }
        }
        require(fields == null, " is an array where rows are objects");
        require(width == 0 || width == cells.size() || rows.ragged(),
                " has " + cells.size() + " elements where the first row has " + width);
        require(!cells.isEmpty(), " is an empty array");
        width = cells.size();
        rows.add(line, cells);
    }

    private void object() {
        long line = line();
        Map<String, String> values = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        List<String> names = new ArrayList<>();
        while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = tokens.currentName();
            names.add(name);
            values.put(name, cell(tokens.nextToken()));
            if (list != null) {
                lists.put(name, list);
                list = null;
            }
        }
        require(width == 0, " is an object where rows are arrays");
        if (fields == null) {
            require(!names.isEmpty(), " is an empty object");
            fields = new java.util.LinkedHashMap<>();
            names.forEach(name -> fields.put(name, fields.size()));
            rows.names(names);
        }
        String[] cells = new String[fields.size()];
        java.util.Arrays.fill(cells, "");
        values.forEach((name, cell) -> {
            Integer place = fields.get(name);
            if (place != null) {
                cells[place] = cell;
            } else if (!others) {
                others = true;
                notes.form("line " + line + " has a field that the first object has not, '"
                        + io.github.foretoken.internal.Excerpt.of(name) + "'; such fields are left out");
            }
        });
        lists.forEach((name, cell) -> {
            if (fields.containsKey(name)) {
                rows.list(fields.get(name), cell);
            }
        });
        rows.add(line, List.of(cells));
    }

    /** A number as it is written; other values so that none of them can be taken for a number. */
    private String cell(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> "";
            case VALUE_STRING -> {
                String text = tokens.getString();
                yield Cell.of(text) == Cell.TEXT ? text : '"' + text + '"';
            }
            case START_ARRAY -> {
                list = elements();
                yield "[...]";
            }
            case START_OBJECT -> {
                tokens.skipChildren();
                yield "{...}";
            }
            default -> tokens.getString();
        };
    }

    private List<String> elements() {
        List<String> elements = new ArrayList<>();
        for (JsonToken each = tokens.nextToken(); each != JsonToken.END_ARRAY; each = tokens.nextToken()) {
            elements.add(cell(each));
        }
        return elements;
    }

    private long line() {
        return tokens.currentTokenLocation().getLineNr();
    }

    private void require(boolean sound, String fault) {
        if (!sound) {
            throw new InputException(source + ", line " + line() + fault);
        }
    }
}
