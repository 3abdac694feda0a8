package io.github.foretoken.papers.mechanics.graph;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sequences and their labels from a file of UTF-8 text, in one of two forms.
 *
 * <ul>
 * <li>CSV: a first line that names the columns, two of which must be {@code sequence} and {@code label}; a sequence is its
 * tokens, separated by blanks. Other columns are ignored.
 * <li>JSON lines (.jsonl, .ndjson, .json): an object a line with {@code "sequence"}, an array of strings or whole numbers, and
 * {@code "label"}, one of them. Other members are ignored.
 * </ul>
 *
 * <p>Tokens are whatever names the file uses, numbered in order of appearance. Sequences may have any lengths; each label must
 * be one of its sequence's tokens. Blank lines are ignored.
 */
public final class SampleFile {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String SEQUENCE = "sequence";
    private static final String LABEL = "label";

    private final String source;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private SampleFile(String source) {
        this.source = source;
    }

    /**
     * What a file holds.
     *
     * @param names of tokens 0, 1, ...
     * @param samples one or more
     */
    public record Content(List<String> names, List<Sample> samples) {}

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read, or a line is not as it should be: the message says which
     */
    public static Content read(Path file) {
        SampleFile reader = new SampleFile(file.toString());
        String text;
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + " is a directory; give the name of a file");
            }
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            reader.jsonLines(text);
        } else {
            reader.csv(text);
        }
        if (reader.samples.isEmpty()) {
            throw new InputException(file + " holds no sequence; it should hold one a line, with its label");
        }
        return new Content(List.copyOf(reader.numbers.keySet()), List.copyOf(reader.samples));
    }

    private void csv(String text) {
        int sequence = -1;
        int label = -1;
        long line = 1;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : records) {
                List<String> cells = record.getFields().stream().map(String::strip).toList();
                line = record.getStartingLineNumber();
                if (cells.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                if (sequence < 0) {
                    sequence = column(cells, SEQUENCE, line);
                    label = column(cells, LABEL, line);
                } else if (cells.size() <= Math.max(sequence, label)) {
                    throw wrong(line, "has " + cells.size() + (cells.size() == 1 ? " cell" : " cells")
                            + "; it needs a sequence and a label");
                } else {
                    add(line, Arrays.stream(cells.get(sequence).split("\\s+")).filter(t -> !t.isEmpty()).toList(),
                            cells.get(label));
                }
            }
        } catch (CsvParseException e) {
            throw new InputException(source + ", after line " + line + ": not CSV ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")", e);
        } catch (IOException e) {
            throw new InputException(source + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private int column(List<String> header, String name, long line) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw wrong(line,
                    "names no column '" + name + "'; the first line must name '" + SEQUENCE + "' and '" + LABEL + "'");
        }
        return column;
    }

    private void jsonLines(String text) {
        long line = 0;
        for (String json : text.lines().toList()) {
            line++;
            if (!json.isBlank()) {
                JsonNode object = object(line, json);
                JsonNode sequence = object.get(SEQUENCE);
                if (sequence == null || !sequence.isArray()) {
                    throw wrong(line, "has no array \"" + SEQUENCE + "\"");
                }
                List<String> tokens = new ArrayList<>();
                for (JsonNode token : sequence) {
                    tokens.add(token(line, token, "\"" + SEQUENCE + "\" holds "));
                }
                if (!object.has(LABEL)) {
                    throw wrong(line, "has no \"" + LABEL + "\"");
                }
                add(line, tokens, token(line, object.get(LABEL), "\"" + LABEL + "\" is "));
            }
        }
    }

    private JsonNode object(long line, String json) {
        try {
            JsonNode object = STRICT.readTree(json);
            if (!object.isObject()) {
                throw wrong(line, "is not a JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw new InputException(source + ", line " + line + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private String token(long line, JsonNode token, String what) {
        if (token.isString() && !token.stringValue().isBlank()) {
            return token.stringValue();
        }
        if (token.isIntegralNumber()) {
            return token.bigIntegerValue().toString();
        }
        throw wrong(line, what + token + ", not a word or a whole number");
    }

    private void add(long line, List<String> sequence, String label) {
        if (sequence.isEmpty()) {
            throw wrong(line, "has an empty sequence");
        }
        if (label.isEmpty()) {
            throw wrong(line, "has no label");
        }
        if (!sequence.contains(label)) {
            throw wrong(line, "has label '" + label + "', which is not in its sequence");
        }
        samples.add(Sample.of(sequence.stream().map(this::number).toList(), number(label)));
    }

    private int number(String token) {
        return numbers.computeIfAbsent(token, t -> numbers.size());
    }

    private InputException wrong(long line, String what) {
        return new InputException(source + ", line " + line + " " + what);
    }
}
