package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.stream.Columns.Layout;
import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.table.CellRules;
import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.CsvText;
import io.github.foretoken.cli.table.Dialect;
import io.github.foretoken.cli.table.JsonWords;
import io.github.foretoken.cli.table.SkippedColumns.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON lines: each an array of numbers, or an object with a field for each coordinate, in any order, among others. */
final class JsonParser extends TokenParser {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** How the parser says that a line ends too early, by exceptions of several classes. */
    private static final String TORN = "Unexpected end-of-input";

    /** What to do about JSON that is no lines of it. */
    private static final String WHOLE =
            "a stream has each row on a line of its own, as jq -c '.[]' writes them; predict and"
                    + " forecast read such a file as a whole";

    private final boolean gaps;
    private String line;

    /** As for any {@link TokenParser}; with gaps a field may hold null. */
    JsonParser(String source, ColumnSelection selection, ColumnSelection keys, Columns known, Consumer<String> notes,
            boolean gaps) {
        super(source, selection, keys, known, notes);
        this.gaps = gaps;
    }

    @Override
    void restart() {
        // Every line says all there is to know about it.
    }

    @Override
    boolean blankIsCell() {
        return false;
    }

    @Override
    double[] parse(String newLine) throws BadLineException {
        line = newLine;
        JsonNode node = columns() == null ? first(line) : read(line);
        if (!node.isArray() && !node.isObject()) {
            throw new BadLineException(" is neither an array nor an object");
        }
        if (columns() == null) {
            columns(choose(node));
        }
        Columns columns = columns();
        boolean named = columns.layout().named;
        if (named != node.isObject()) {
            throw new BadLineException(
                    " is an " + (named ? "array where tokens are objects" : "object where tokens are arrays"));
        }
        if (!named && node.size() != columns.width()) {
            throw new BadLineException(
                    " has " + node.size() + " elements where the first token has " + columns.width());
        }
        double[] token = token();
        for (int c = 0; c < token.length; c++) {
            String label = columns.labels().get(c);
            JsonNode value = named ? node.get(label) : node.get(columns.positions().get(c));
            String what = named ? field(label) : element(columns.positions().get(c) + 1);
            if (value == null) {
                throw new BadLineException(" has no " + what);
            }
            token[c] = number(value, what);
        }
        if (columns.keys().count() > 0) {
            keys(node, columns.keys());
        }
        return token;
    }

    /** Text as it is, numbers as they are written. */
    private void keys(JsonNode node, KeyColumns keys) throws BadLineException {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < keys.count(); i++) {
            String label = keys.labels().get(i);
            JsonNode value = node.isObject() ? node.get(label) : node.get(keys.positions().get(i));
            if (value == null) {
                throw new BadLineException(", " + KeyColumns.where(keys, i) + " is not there");
            }
            // Half a pair of surrogates is written to no file.
            if (value.isContainer() || !StandardCharsets.UTF_8.newEncoder().canEncode(value.asString())) {
                throw new BadLineException(", " + KeyColumns.where(keys, i) + " is no text");
            }
            cells.add(value.isNumber() ? typed(node.isObject() ? field(label) : element(keys.positions().get(i) + 1))
                    : value.isNull() ? "" : CellRules.strip(value.asString()));
        }
        key(cells);
    }

    /** That of a first line, which may be the beginning, or all, of a document that is no stream of lines. */
    private static JsonNode first(String line) throws BadLineException {
        try {
            JsonNode node = read(line);
            if (node.isArray() && node.size() > 0 && node.get(0).isContainer()) {
                throw new BadLineException(" is an array of rows", WHOLE);
            }
            return node;
        } catch (BadLineException e) {
            throw e.getCause() instanceof JacksonException torn && torn.getOriginalMessage().startsWith(TORN)
                    ? new BadLineException(" is the beginning of JSON that goes on in other lines", WHOLE)
                    : e;
        }
    }

    private static JsonNode read(String line) throws BadLineException {
        try {
            return STRICT.readTree(line);
        } catch (JacksonException e) {
            throw new BadLineException(" is not JSON: " + JsonWords.of(e.getOriginalMessage()), e);
        }
    }

    private double number(JsonNode value, String what) throws BadLineException {
        if (gaps && (value.isNull() || (value.isString() && Cell.of(value.stringValue()) == Cell.MISSING))) {
            return Double.NaN;
        }
        if (!value.isNumber()) {
            throw new BadLineException(", " + what + ": " + Cell.quote(value.toString()) + " is not a number"
                    + (value.isNull() ? "; --columns can leave the field out" : ""));
        }
        double number;
        try {
            number = value.doubleValue();
        } catch (JacksonException e) {
            number = Double.POSITIVE_INFINITY;
        }
        if (!Double.isFinite(number)) {
            throw new BadLineException(
                    ", " + what + ": " + Cell.quote(typed(what)) + " is not a finite float64 number");
        }
        return number;
    }

    /** The line's own text of a number, which a double does not have. */
    private String typed(String what) {
        try (tools.jackson.core.JsonParser tokens = STRICT.createParser(line)) {
            int depth = 0;
            int element = 0;
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                boolean here = depth == 1 && token != JsonToken.PROPERTY_NAME;
                element += here ? 1 : 0;
                if (here && token.isNumeric()
                        && what.equals(tokens.currentName() == null ? element(element) : field(tokens.currentName()))) {
                    return tokens.getString();
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
        throw new IllegalStateException(what + " is no longer in its line");
    }

    private static String field(String name) {
        return "field '" + name + "'";
    }

    private static String element(int number) {
        return "element " + number;
    }

    private Columns choose(JsonNode first) throws BadLineException {
        List<String> names = List.copyOf(first.propertyNames());
        List<Integer> keys = chooseKeys(names, first.size());
        List<Integer> positions = choose(keys, names, first.size(),
                j -> first.isArray() || isNumberOrNone(first.get(names.get(j))) ? null : Reason.NOTHING,
                j -> "field '" + names.get(j) + "'", _ -> "");
        return new Columns(first.isArray() ? Layout.ARRAY : Layout.OBJECT, labels(names, positions), positions,
                first.size(), List.of(), Dialect.CSV, new KeyColumns(labels(names, keys), keys));
    }

    /** An object's field with an empty name is found by that name. */
    private static List<String> labels(List<String> names, List<Integer> positions) {
        return positions.stream().map(j -> names.isEmpty() ? CsvText.label(names, j) : names.get(j)).toList();
    }

    /** A field without a value in the first object is a coordinate that is missing, and one in words may be. */
    private static boolean isNumberOrNone(JsonNode value) {
        return value.isNumber() || value.isNull() || (value.isString() && switch (Cell.of(value.stringValue())) {
            case NUMBER, MISSING, NOT_FINITE -> true;
            case EMPTY, TEXT -> false;
        });
    }
}
