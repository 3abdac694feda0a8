package io.github.foretoken.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Files that no release would save, under checksums that are right: saved predictors taken apart into their fields, some of
 * which are exchanged for what would be worst there. The container's length is made to fit.
 */
final class HostileFiles {
    private static final int CONTENT = 20;
    private static final String[] NUMBERS = {"2147483647", "-2147483648", "2147483648", "1000000000", "100000000",
        "16777216", "16777217", "65536", "46341", "1000", "2", "1", "0", "-1", "-0", "1e308", "1e999", "NaN",
        "Infinity", "-Infinity", "1e-320", "0x1p3", " 1", "", "١", "true", "1-16777216", "1-2147483647",
        "-2147483648--1", "-2000000000-16777216", "1,1", "2,1", "1-16777216,16777216", ",", "-", "linear",
        "gaussian:1.0", "gaussian:1e-320", "polynomial:2147483647:1.0", "polynomial:1:0.0", "exponential:1e308",
        "kaczmarz", "affine-projection", "kernel-ridge", "least-squares"};
    private static final int[] COUNTS =
            {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1, 2, 1 << 24, 1 << 28, 1_000_000_000};
    private static final long[] BITS = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 1, 1L << 31, 1L << 32, 1L << 62,
        Double.doubleToRawLongBits(Double.NaN), Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
        Double.doubleToRawLongBits(-1), Double.doubleToRawLongBits(Double.MAX_VALUE),
        Double.doubleToRawLongBits(Double.MIN_VALUE)};

    private final Random random;

    HostileFiles(long seed) {
        random = new Random(seed);
    }

    /** One file made of a sound one. */
    byte[] next(byte[] sound) {
        ByteBuffer in = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).position(CONTENT).limit(sound.length - 4);
        Map<String, String> notes = texts(in);
        Map<String, String> settings = texts(in);
        byte[] state = new byte[in.remaining()];
        in.get(state);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> changeSetting(settings);
                case 3 -> state = changeState(state);
                case 4 -> state = Arrays.copyOf(state, random.nextInt(state.length + 64));
                default -> notes.put("note " + random.nextInt(9), "x".repeat(random.nextInt(100)));
            }
        }
        return file(notes, settings, state);
    }

    private void changeSetting(Map<String, String> settings) {
        List<String> names = new ArrayList<>(
                List.of("dimension", "order", "relaxation", "relaxation-horizon", "relaxation-least", "ridge",
                        "forgetting", "lags", "horizon", "increments", "standardization", "intercept", "window",
                        "budget", "novelty", "random-features", "random-form", "random-seed", "method", "kernel"));
        String name = random.nextInt(30) == 0 ? "\u001b]0;x\u0007".repeat(1 + random.nextInt(3000))
                : names.get(random.nextInt(names.size()));
        if (random.nextInt(12) == 0) {
            settings.remove(name);
        } else {
            settings.put(name, random.nextInt(15) == 0 ? "1-16777216,".repeat(random.nextInt(2000))
                    : NUMBERS[random.nextInt(NUMBERS.length)]);
        }
    }

    private byte[] changeState(byte[] state) {
        byte[] changed = state.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        if (random.nextBoolean() && changed.length >= 4) {
            buffer.putInt(random.nextInt(changed.length - 3), COUNTS[random.nextInt(COUNTS.length)]);
        } else if (changed.length >= 8) {
            buffer.putLong(random.nextInt(changed.length - 7), BITS[random.nextInt(BITS.length)]);
        }
        return changed;
    }

    private static Map<String, String> texts(ByteBuffer in) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int count = in.getInt(); count > 0; count--) {
            String name = text(in);
            texts.put(name, text(in));
        }
        return texts;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A container of these. */
    static byte[] file(Map<String, String> notes, Map<String, String> settings, byte[] state) {
        ByteBuffer content = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        for (Map<String, String> texts : List.of(notes, settings)) {
            content.putInt(texts.size());
            texts.forEach((name, text) -> {
                put(content, name);
                put(content, text);
            });
        }
        content.put(state);
        int length = content.position();
        ByteBuffer file = ByteBuffer.allocate(CONTENT + length + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[]{(byte) 0x89, 'F', 'T', 'K', '\r', '\n', 0x1a, '\n'}).putInt(1).putLong(length);
        file.put(content.array(), 0, length);
        return seal(file.array());
    }

    private static void put(ByteBuffer content, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        content.putInt(bytes.length).put(bytes);
    }

    /** With the checksum that belongs to it. */
    static byte[] seal(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int) checksum.getValue());
        return bytes;
    }
}
