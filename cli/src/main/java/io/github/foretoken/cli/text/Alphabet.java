package io.github.foretoken.cli.text;

import java.util.Arrays;

/** The distinct bytes of a text in ascending order, numbered from 0. */
public final class Alphabet {
    private final int[] numbers = new int[256];
    private final int[] bytes;

    /** Of a text, which is not modified. */
    public Alphabet(byte[] text) {
        boolean[] present = new boolean[numbers.length];
        for (byte b : text) {
            present[Byte.toUnsignedInt(b)] = true;
        }
        Arrays.fill(numbers, -1);
        int[] found = new int[numbers.length];
        int count = 0;
        for (int b = 0; b < present.length; b++) {
            if (present[b]) {
                numbers[b] = count;
                found[count++] = b;
            }
        }
        bytes = Arrays.copyOf(found, count);
    }

    /** How many there are. */
    public int size() {
        return bytes.length;
    }

    /** The number of a byte, -1 if the text does not have it. */
    int number(int b) {
        return numbers[b];
    }

    /** The byte of a number. */
    int at(int number) {
        return bytes[number];
    }
}
