package io.github.foretoken.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** Random changes to files: of bytes, of cells, of lines, and of the lengths that a binary file states. */
final class Damage {
    private static final List<String> PIECES = List.of(",", "\"", "\n", "\r\n", "\r", "NaN", "1e999", "-1e999", "-",
            "x", ";", "\t", "[", "]", "{", "}", "\0", "\u00e9", "\uFEFF", "null", "1e308", "-1e308", "1e-320", "\n\n",
            "0x1p3", "\u2028", "99999999999", " ", "\u001b[2J", "\u0007", "true", "NA", "Infinity", "1,5", "\u0663",
            "4d", "''", "\\u0000", "#", "1_000", "\"\"", "{\"a\":", "[[", "2024-01-01");
    private static final long[] NUMBERS =
            {0, 1, -1, 2, 255, 65_535, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE,
                Double.doubleToRawLongBits(Double.NaN), Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
                Double.doubleToRawLongBits(Double.MIN_VALUE), Double.doubleToRawLongBits(1e300)};
    /** Of a saved predictor: what comes before its content, and behind. */
    private static final int TRAILER = 4;

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** One to three changes. */
    byte[] of(byte[] sound) {
        byte[] bytes = sound;
        for (int n = random.nextInt(3); n >= 0; n--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Changes within a file that ends with a checksum, which fits again afterwards. */
    byte[] sealed(byte[] sound) {
        byte[] bytes = sound.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(Math.max(1, bytes.length - TRAILER - 8));
            ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> view.putInt(at, (int) NUMBERS[random.nextInt(NUMBERS.length)]);
                case 2 -> view.putLong(at, NUMBERS[random.nextInt(NUMBERS.length)]);
                default -> bytes[at] = (byte) random.nextInt();
            }
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - TRAILER);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - TRAILER, (int) checksum.getValue());
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(20));
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> join(bytes, at, piece(), at);
            case 2 -> join(bytes, at, piece(), to);
            case 3 -> join(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            case 4 -> join(bytes, at, new byte[0], to);
            case 5 -> lines(bytes);
            case 6 -> cell(bytes);
            case 7 -> number(bytes.clone());
            default -> flip(bytes.clone());
        };
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** Lines in another order, or one of them many times. */
    private byte[] lines(byte[] bytes) {
        List<String> lines =
                new ArrayList<>(Arrays.asList(new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1)));
        if (random.nextBoolean()) {
            Collections.shuffle(lines, random);
        } else {
            int line = random.nextInt(lines.size());
            lines.addAll(line, Collections.nCopies(random.nextInt(40), lines.get(line)));
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Another one in the place of a whole cell, in one line or in all. */
    private byte[] cell(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\n", -1);
        int chosen = random.nextInt(lines.length);
        boolean all = random.nextInt(4) == 0;
        int column = random.nextInt(3);
        String piece = new String(piece(), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.length; i++) {
            String[] cells = lines[i].split(",", -1);
            if ((all || i == chosen) && column < cells.length) {
                cells[column] = piece;
                lines[i] = String.join(",", cells);
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] number(byte[] bytes) {
        if (bytes.length >= 8) {
            ByteBuffer.wrap(bytes)
                    .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .putLong(random.nextInt(bytes.length - 7), NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return bytes;
    }

    private byte[] flip(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, end);
        joined.writeBytes(middle);
        joined.write(bytes, start, bytes.length - start);
        return joined.toByteArray();
    }
}
