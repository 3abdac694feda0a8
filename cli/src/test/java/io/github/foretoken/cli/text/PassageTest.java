package io.github.foretoken.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassageTest {
    @Test
    void longestOfSmallTextsByTrying() {
        for (int letters = 1; letters <= 4; letters++) {
            for (int length = 1; length <= 60; length++) {
                for (int least : new int[]{1, 2, 5}) {
                    byte[] text = Texts.random(length, letters, length);
                    Optional<Passage> found = Passage.longest(text, least);
                    int expected = slow(text);
                    assertThat(found.map(Passage::length).orElse(0))
                            .as("%s, at least %d", new String(text, StandardCharsets.UTF_8), least)
                            .isEqualTo(expected >= least ? expected : 0);
                    found.ifPresent(passage -> assertOccursTwice(text, passage));
                }
            }
        }
    }

    private static void assertOccursTwice(byte[] text, Passage passage) {
        assertThat(passage.second()).isGreaterThanOrEqualTo(passage.first() + passage.length());
        assertThat(Arrays.equals(text, passage.first(), passage.first() + passage.length(), text, passage.second(),
                passage.second() + passage.length())).isTrue();
    }

    private static int slow(byte[] text) {
        int longest = 0;
        for (int i = 0; i < text.length; i++) {
            for (int j = i + 1; j < text.length; j++) {
                int length = 0;
                while (j + length < text.length && i + length < j && text[i + length] == text[j + length]) {
                    length++;
                }
                longest = Math.max(longest, length);
            }
        }
        return longest;
    }

    @Test
    void plantedInALongText() {
        byte[] passage = Texts.random(777, 90, 1);
        byte[] text = Texts.concatenated(Texts.random(10_000, 90, 2), passage, Texts.random(30_000, 90, 3), passage,
                Texts.random(5_000, 90, 4));
        Passage found = Passage.longest(text, 32).orElseThrow();
        assertThat(found.first()).isBetween(9_998, 10_000);
        assertThat(found.length()).isBetween(777, 781);
        assertOccursTwice(text, found);
    }

    @Test
    void noneInATextWithoutRepetition() {
        assertThat(Passage.longest(Texts.random(20_000, 90, 5), 32)).isEmpty();
        assertThat(Passage.longest(Texts.of("abc"), 32)).isEmpty();
    }

    @Test
    void tableOfAnyKeys() {
        LongIntTable table = new LongIntTable();
        for (int i = 0; i < 5000; i++) {
            table.put(key(i), i);
        }
        table.put(key(7), 70);
        assertThat(table.size()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(table.get(key(i))).isEqualTo(i == 7 ? 70 : i);
            assertThat(table.get(key(i) + 1)).isEqualTo(LongIntTable.NONE);
        }
    }

    /** High bits only, low bits only, and both ends of the range. */
    private static long key(int i) {
        return i % 2 == 0 ? (long) i << 48 : Long.MIN_VALUE + 4L * i;
    }
}
