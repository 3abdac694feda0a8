package io.github.foretoken.internal.state;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.Excerpt;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what {@link StateOutput} wrote. Every number of things is compared with the bytes that are left before it is handed
 * out, so that no file can ask for more memory than it has bytes. Who takes a number from elsewhere, from settings say, says
 * so with {@link #require} before allocating.
 */
public final class StateInput {
    private final DataInputStream in;
    private final ByteBuffer buffer;
    /** Bytes that have not been taken from the stream. */
    private long outside;

    StateInput(InputStream in, long length) {
        this.in = new DataInputStream(in);
        buffer = ByteBuffer.allocate(Clamp.between(length, Long.BYTES, 1 << 16))
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
        outside = length;
    }

    /** Four bytes. */
    public int getInt() throws IOException {
        return some(Integer.BYTES).getInt();
    }

    /** Eight bytes. */
    public long getLong() throws IOException {
        return some(Long.BYTES).getLong();
    }

    /** A finite float64: a state with another one predicts nothing any more. */
    public double getDouble() throws IOException {
        double value = getAnyDouble();
        if (!Double.isFinite(value)) {
            throw new StateFlaw("holds " + value + " where a finite number belongs");
        }
        return value;
    }

    /** A positive and finite float64. */
    public double getPositive(String what) throws IOException {
        double value = getDouble();
        if (!(value > 0)) {
            throw new StateFlaw("holds " + what + " of " + value);
        }
        return value;
    }

    /**
     * Compares what has to follow with the bytes that are left, before memory is taken for it.
     *
     * @param rows how many times that many numbers
     * @param numbers of eight bytes each
     * @param what they are, for the message
     */
    public void require(long rows, long numbers, String what) throws IOException {
        // Rounding is no matter: no file has 2^53 bytes.
        if ((double) rows * numbers > (double) left() / Double.BYTES) {
            throw new StateFlaw("has settings that ask for " + what + " of " + rows + " times " + numbers
                    + " numbers, where " + left() + " bytes are left");
        }
    }

    /** That many elements into an array, from an offset on. */
    public void getDoubles(double[] values, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            values[i] = getDouble();
        }
    }

    /** A float64 of any bits, where NaN or an infinity stands for what is not known. */
    public double getAnyDouble() throws IOException {
        return some(Double.BYTES).getDouble();
    }

    /** That many of them into an array, from an offset on. */
    public void getAnyDoubles(double[] values, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            values[i] = getAnyDouble();
        }
    }

    /** A number that cannot be negative, nor more than anything can be counted to. */
    public long getSize(String what) throws IOException {
        long size = getLong();
        if (size < 0 || size > Long.MAX_VALUE / 2) {
            throw new StateFlaw("claims " + size + " " + what);
        }
        return size;
    }

    /**
     * The number of things that follow.
     *
     * @param what they are, for the message
     * @param bytes of each, at least
     */
    public int getCount(String what, long bytes) throws IOException {
        int count = getInt();
        if (count < 0 || count > left() / bytes) {
            throw new StateFlaw("claims " + Integer.toUnsignedString(count) + " " + what + " of " + bytes
                    + " bytes or more, where " + left() + " bytes are left");
        }
        return count;
    }

    /** That that many bytes are left, before room is made for what they hold. */
    public void requireRoom(long bytes) throws StateFlaw {
        if (bytes > left()) {
            throw new StateFlaw("announces a state of " + bytes + " bytes or more, where " + left() + " are left");
        }
    }

    /** A text. */
    public String getText() throws IOException {
        byte[] bytes = new byte[getCount("characters of a text", 1)];
        for (int done = 0; done < bytes.length;) {
            ByteBuffer some = some(1);
            int count = Math.min(some.remaining(), bytes.length - done);
            some.get(bytes, done, count);
            done += count;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new StateFlaw("holds a text that is not UTF-8", e);
        }
    }

    /** Texts by name, in the file's order, which may be added to. */
    public Map<String, String> getTexts() throws IOException {
        int count = getCount("texts", 2 * Integer.BYTES);
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = getText();
            if (texts.put(name, getText()) != null) {
                throw new StateFlaw("holds two texts named '" + Excerpt.of(name) + "'");
            }
        }
        return texts;
    }

    /** The text that must be here. */
    public void requireText(String expected) throws IOException {
        String text = getText();
        if (!text.equals(expected)) {
            throw new StateFlaw(
                    "holds the state of '" + Excerpt.of(text) + "' where that of '" + expected + "' belongs");
        }
    }

    /** Bytes not read yet. */
    long left() {
        return outside + buffer.remaining();
    }

    private ByteBuffer some(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            int more = (int) Math.min(buffer.remaining(), outside);
            in.readFully(buffer.array(), buffer.position(), more);
            outside -= more;
            buffer.position(buffer.position() + more).flip();
            if (buffer.remaining() < bytes) {
                throw new StateFlaw("ends in the middle of a number");
            }
        }
        return buffer;
    }
}
