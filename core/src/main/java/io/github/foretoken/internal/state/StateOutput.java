package io.github.foretoken.internal.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Numbers and texts as bytes, little end first, with a checksum of all of them. What {@link StateInput} reads. */
public final class StateOutput {
    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long flushed;

    StateOutput(OutputStream out) {
        this.out = out;
    }

    /** A number of things that follow, or any other int. */
    public void putInt(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    /** Eight bytes. */
    public void putLong(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    /** All bits of a float64. */
    public void putDouble(double value) throws IOException {
        room(Double.BYTES).putDouble(value);
    }

    /** So many elements from an offset on, without their number; the array is not modified. */
    public void putDoubles(double[] values, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            putDouble(values[i]);
        }
    }

    /** The number of bytes, and UTF-8. */
    public void putText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putInt(bytes.length);
        putBytes(bytes);
    }

    /** The number of pairs, and each as two texts, in the order of their names. */
    public void putTexts(Map<String, String> texts) throws IOException {
        putInt(texts.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
            putText(entry.getKey());
            putText(entry.getValue());
        }
    }

    void putBytes(byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length;) {
            ByteBuffer room = room(1);
            int some = Math.min(room.remaining(), bytes.length - done);
            room.put(bytes, done, some);
            done += some;
        }
    }

    /** Bytes so far. */
    long length() {
        return flushed + buffer.position();
    }

    /** Of all bytes so far. */
    int checksum() throws IOException {
        flush();
        return (int) checksum.getValue();
    }

    void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        checksum.update(buffer.array(), 0, buffer.position());
        flushed += buffer.position();
        buffer.clear();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }
}
