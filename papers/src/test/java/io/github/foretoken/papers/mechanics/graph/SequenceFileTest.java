package io.github.foretoken.papers.mechanics.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.papers.mechanics.graph.SequenceFile.Line;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose sequences need no label; those that do are {@link SampleFileTest}'s. */
class SequenceFileTest {
    private static List<Line> read(String text) {
        return SequenceFile
                .read(new Source("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        FileRules.DEFAULT, false)
                .lines();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tea milk cup|cup", "sequence|tea milk cup|cup", "tea,milk,cup|cup",
        "[\"tea\",\"milk\",\"cup\"]|[\"cup\"]", "{\"sequence\":[\"tea\",\"milk\",\"cup\"]}|{\"sequence\":\"cup\"}",
        "id,sequence|1,tea milk cup|2,cup", "tea\tmilk\tcup|cup", "|tea milk cup||cup||"})
    void readsOneFileInManySpellings(String text) {
        List<Line> lines = read(text.replace('|', '\n') + "\n");
        assertThat(lines).extracting(Line::tokens).containsExactly(List.of("tea", "milk", "cup"), List.of("cup"));
        assertThat(lines).extracting(Line::label).containsOnlyNulls();
    }

    @Test
    void keepsLabelsWhereThereAreSome() {
        assertThat(read("sequence,label\na b,b\na b,\na c,z\n")).containsExactly(new Line(2, List.of("a", "b"), "b"),
                new Line(3, List.of("a", "b"), null), new Line(4, List.of("a", "c"), "z"));
        assertThat(read("{\"sequence\": [1, 2], \"label\": 2}\n{\"sequence\": [7]}\n"))
                .containsExactly(new Line(1, List.of("1", "2"), "2"), new Line(2, List.of("7"), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "; | standard input holds no sequence; it should hold one a line",
        "label;a | names no column 'sequence'; it should name 'sequence', or no columns at all",
        "a,NA,b | , line 1 has the token 'NA', which marks a missing value", "a,,b | , line 1 has an empty token",
        "id,sequence;1, | , line 2 has an empty sequence",
        "[[[1], 1]] | , line 1 has an array within an array; a row is the tokens of a sequence"})
    void refuses(String text, String message) {
        assertThatThrownBy(() -> read(text.replace(';', '\n') + "\n")).isInstanceOf(InputException.class)
                .hasMessageStartingWith("standard input")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
