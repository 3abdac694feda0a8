package io.github.foretoken.cli.train;

import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.cli.train.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The safetensors format: the length of a header in eight bytes, little end first; the header, JSON; then the values of all
 * tensors with nothing between, before or after them. F32 and F64 only. Files are refused, with one line that says why,
 * unless every byte of them is accounted for.
 *
 * @param metadata whatever else the writer had to say
 * @param tensors by name, in the file's order
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    /** So that values are aligned when a file is mapped; the header is padded with spaces. */
    private static final int ALIGNMENT = 8;

    static final int LENGTH_BYTES = Long.BYTES;

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read or is not valid
     */
    public static Safetensors read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new InputException(file + " is a pipe or a device, not a file of weights");
        }
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /**
     * Reads a whole file's bytes, not modified.
     *
     * @param name for messages
     * @throws InputException if they are not valid
     */
    static Safetensors parse(byte[] bytes, String name) {
        SafetensorsHeader header = SafetensorsHeader.parse(bytes, name);
        ByteBuffer data = ByteBuffer.wrap(bytes, header.end(), bytes.length - header.end())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> named : header.entries().entrySet()) {
            Entry entry = named.getValue();
            data.position(entry.begin());
            double[] values = new double[(entry.end() - entry.begin()) / entry.type().bytes];
            for (int i = 0; i < values.length; i++) {
                values[i] = entry.type() == Tensor.Type.F32 ? data.getFloat() : data.getDouble();
            }
            tensors.put(named.getKey(), new Tensor(entry.type(), entry.shape(), values));
        }
        return new Safetensors(header.metadata(), tensors);
    }

    /** Writes the file, whole or not at all. */
    void write(Path file) {
        OutputFile.write(file, bytes());
    }

    /** The whole file. */
    public byte[] bytes() {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(SafetensorsHeader.METADATA, new TreeMap<>(metadata));
        }
        int length = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            Tensor tensor = named.getValue();
            int end = Math.addExact(length, Math.multiplyExact(tensor.values().length, tensor.type().bytes));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.type().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", new int[]{length, end});
            header.put(named.getKey(), entry);
            length = end;
        }
        byte[] json = JsonMapper.shared().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file =
                ByteBuffer.allocate(Math.addExact(LENGTH_BYTES + padded, length)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(json);
        for (int i = json.length; i < padded; i++) {
            file.put((byte) ' ');
        }
        for (Tensor tensor : tensors.values()) {
            for (double value : tensor.values()) {
                if (tensor.type() == Tensor.Type.F32) {
                    file.putFloat((float) value);
                } else {
                    file.putDouble(value);
                }
            }
        }
        return file.array();
    }

    /** A file of this program's resources. */
    public static Safetensors resource(String name) {
        try (var stream = Safetensors.class.getResourceAsStream(name)) {
            return parse(stream.readAllBytes(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
