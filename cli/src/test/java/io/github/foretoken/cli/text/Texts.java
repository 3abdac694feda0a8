package io.github.foretoken.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Texts to try. */
final class Texts {
    private Texts() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Independent letters, each of the first {@code letters} of the alphabet as likely as the others. */
    static byte[] random(int length, int letters, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(letters));
        }
        return text;
    }

    /** One after the other. */
    static byte[] concatenated(byte[]... parts) {
        StringBuilder text = new StringBuilder();
        for (byte[] part : parts) {
            text.append(new String(part, StandardCharsets.ISO_8859_1));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
