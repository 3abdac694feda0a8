package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines against those of the JDK's reader, from texts that come in pieces. */
class PlainLinesTest {
    private static final String[] ENDS = {"\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n\r"};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 1 << 16, 200_000})
    void areThoseOfTheJdk(int longest) throws IOException {
        Random random = new Random(longest);
        for (int trial = 0; trial < 20; trial++) {
            String text = text(random, longest);
            List<String> expected = new BufferedReader(new StringReader(text)).lines().toList();
            List<String> lines = new ArrayList<>();
            PlainLines plain = new PlainLines(inPieces(text, random));
            for (String line = plain.next(); line != null; line = plain.next()) {
                lines.add(line);
            }
            assertThat(lines).isEqualTo(expected);
            assertThat(plain.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50, 70_000})
    void fromAnyOfThemOnTheRestIsAsItIs(int longest) throws IOException {
        Random random = new Random(longest);
        for (int trial = 0; trial < 50; trial++) {
            String text = text(random, longest);
            PlainLines plain = new PlainLines(inPieces(text, random));
            int count = (int) text.lines().count();
            int taken = random.nextInt(count);
            for (int i = 0; i <= taken; i++) {
                plain.next();
            }
            String last = text.lines().skip(taken).findFirst().orElseThrow();
            plain.back();
            StringWriter rest = new StringWriter();
            plain.transferTo(rest);
            assertThat(text).endsWith(rest.toString());
            assertThat(rest.toString()).startsWith(last);
            assertThat(rest.toString().lines()).hasSize(count - taken);
        }
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder("1");
        for (int i = 0; i < 6; i++) {
            text.append("x".repeat(random.nextInt(longest))).append(ENDS[random.nextInt(ENDS.length)]);
        }
        return text + (random.nextBoolean() ? "" : "end");
    }

    private static Reader inPieces(String text, Random random) {
        return new StringReader(text) {
            @Override
            public int read(char[] chars, int offset, int count) throws IOException {
                return super.read(chars, offset, count == 0 ? 0 : 1 + random.nextInt(count));
            }
        };
    }
}
