package io.github.foretoken.cli.train;

import io.github.foretoken.cli.terminal.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a {@link Safetensors} file, checked against the file.
 *
 * @param metadata its strings
 * @param entries the tensors, in the order of the header
 * @param end where the values begin
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> entries, int end) {
    static final String METADATA = "__metadata__";

    /** As in the format's own implementation: no header needs more, and a damaged length asks for more. */
    private static final long MOST_BYTES = 100_000_000;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Where a tensor stands.
     *
     * @param type of its values
     * @param shape its sizes
     * @param begin of its values, from {@link SafetensorsHeader#end} on, in bytes
     * @param end after its values
     */
    record Entry(Tensor.Type type, List<Integer> shape, int begin, int end) {}

    /** @throws InputException if anything is wrong, with a line that names the file and what it is */
    static SafetensorsHeader parse(byte[] bytes, String file) {
        try {
            return parse(bytes);
        } catch (Flaw e) {
            throw new InputException(file + " is not a valid safetensors file: " + e.getMessage(), e);
        }
    }

    /** What is wrong. */
    private static final class Flaw extends Exception {
        private static final long serialVersionUID = 1;

        Flaw(String message) {
            super(message);
        }

        Flaw(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static SafetensorsHeader parse(byte[] bytes) throws Flaw {
        if (bytes.length < Safetensors.LENGTH_BYTES) {
            throw new Flaw("it has " + bytes.length + " bytes, fewer than the length of a header takes");
        }
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int rest = bytes.length - Safetensors.LENGTH_BYTES;
        if (length < 2 || length > MOST_BYTES || length > rest) {
            throw new Flaw("its header claims " + Long.toUnsignedString(length) + " bytes, of " + rest + " there are");
        }
        int end = Safetensors.LENGTH_BYTES + (int) length;
        JsonNode json = json(bytes, (int) length);
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> named : json.properties()) {
            if (named.getKey().equals(METADATA)) {
                metadata.putAll(metadata(named.getValue()));
            } else {
                entries.put(named.getKey(), entry("tensor '" + named.getKey() + "'", named.getValue()));
            }
        }
        requireNoGaps(entries, bytes.length - end);
        return new SafetensorsHeader(metadata, entries, end);
    }

    private static JsonNode json(byte[] bytes, int length) throws Flaw {
        if (bytes[Safetensors.LENGTH_BYTES] != '{') {
            throw new Flaw("its header does not begin with {");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, Safetensors.LENGTH_BYTES, length));
            return STRICT.readTree(text.toString());
        } catch (CharacterCodingException e) {
            throw new Flaw("its header is not UTF-8", e);
        } catch (JacksonException e) {
            throw new Flaw("its header is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> metadata(JsonNode node) throws Flaw {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!node.isObject()) {
            throw new Flaw(METADATA + " is not an object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw new Flaw(METADATA + " holds something other than strings under '" + entry.getKey() + "'");
            }
            metadata.put(entry.getKey(), entry.getValue().stringValue());
        }
        return metadata;
    }

    private static Entry entry(String what, JsonNode node) throws Flaw {
        if (!node.isObject() || node.size() != 3 || !node.has("dtype") || !node.has("shape")
                || !node.has("data_offsets")) {
            throw new Flaw(what + " must have dtype, shape and data_offsets, and nothing else");
        }
        Tensor.Type type = type(what, node.get("dtype"));
        List<Integer> shape = numbers(what + ": its shape", node.get("shape"));
        List<Integer> offsets = numbers(what + ": its data_offsets", node.get("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new Flaw(what + " has data_offsets " + offsets + ", not a begin and an end");
        }
        long size = type.bytes;
        for (int n : shape) {
            // Stays below 2^62: checked at every step.
            size = Math.min(size * n, 1L << 31);
        }
        if (size != offsets.get(1) - offsets.get(0)) {
            throw new Flaw(
                    what + " of type " + type + " and shape " + shape + " does not fill its data_offsets " + offsets);
        }
        return new Entry(type, shape, offsets.get(0), offsets.get(1));
    }

    private static Tensor.Type type(String what, JsonNode node) throws Flaw {
        for (Tensor.Type type : Tensor.Type.values()) {
            if (node.isString() && node.stringValue().equals(type.name())) {
                return type;
            }
        }
        throw new Flaw(what + " has dtype " + node + ", not F32 or F64");
    }

    private static List<Integer> numbers(String what, JsonNode node) throws Flaw {
        List<Integer> numbers = new ArrayList<>();
        if (!node.isArray()) {
            throw new Flaw(what + " is not a list");
        }
        for (JsonNode number : node) {
            if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
                throw new Flaw(what + " holds " + number + ", not a whole number from 0 to " + Integer.MAX_VALUE);
            }
            numbers.add(number.intValue());
        }
        return numbers;
    }

    /** Tensors must follow one another, from the first byte to the last. */
    private static void requireNoGaps(Map<String, Entry> entries, int bytes) throws Flaw {
        List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.comparingInt((Map.Entry<String, Entry> e) -> e.getValue().begin())
                .thenComparingInt(e -> e.getValue().end()));
        int position = 0;
        for (Map.Entry<String, Entry> named : sorted) {
            Entry entry = named.getValue();
            if (entry.begin() != position) {
                throw new Flaw("tensor '" + named.getKey() + "' begins at " + entry.begin() + ", "
                        + (entry.begin() < position ? "inside another that ends at " : "after a gap that begins at ")
                        + position);
            }
            position = entry.end();
        }
        if (position != bytes) {
            throw new Flaw("its tensors take " + position + " bytes, but " + bytes + " follow the header");
        }
    }
}
