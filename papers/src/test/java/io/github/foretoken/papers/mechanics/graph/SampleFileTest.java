package io.github.foretoken.papers.mechanics.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleFileTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsCsvWithColumnsInAnyOrder() throws IOException {
        SampleFile.Content content = SampleFile
                .read(file("x.csv", "\uFEFFid,label,sequence\n1,b,\"a  b c\"\n\n2,\"x,y\",\"x,y c\"\n3,c,c\n"));
        assertThat(content.names()).containsExactly("a", "b", "c", "x,y");
        assertThat(content.samples()).containsExactly(Sample.of(1, 0, 1, 2), Sample.of(3, 3, 2), Sample.of(2, 2));
    }

    @Test
    void readsJsonLinesOfWordsAndNumbers() throws IOException {
        SampleFile.Content content = SampleFile.read(file("x.jsonl",
                "{\"sequence\": [3, 1, 2], \"label\": 1, \"note\": null}\n\n{\"label\": \"a b\", \"sequence\": [\"a b\", 3]}\n"));
        assertThat(content.names()).containsExactly("3", "1", "2", "a b");
        assertThat(content.samples()).containsExactly(Sample.of(1, 0, 1, 2), Sample.of(3, 3, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "sequence,label;a b,c | , line 2 has label 'c', which is not in its sequence",
        "sequence,label;a b,b;a b | , line 3 has 1 cell; it needs a sequence and a label",
        "sequence,label;a b,b;;  ,b | , line 4 has an empty sequence", "sequence,label;a b, | , line 2 has no label",
        "sequence;a b | , line 1 names no column 'label'; the first line must name 'sequence' and 'label'",
        "a b,b;a b,a | , line 1 names no column 'sequence'", "sequence,label;;; | holds no sequence",
        "sequence,label;\"a b,b;a,a | .csv"})
    void refusesCsv(String text, String message) throws IOException {
        refused(file("x.csv", text.replace(';', '\n')), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"sequence\": [1, 2], \"label\": 3} | , line 1 has label '3', which is not in its sequence",
        "{\"sequence\": [1, 2], \"label\": 2};[1, 2] | , line 2 is not a JSON object",
        "{\"sequence\": [1, 2], \"label\": 2};;{\"sequence\" | , line 3 is not JSON",
        "{\"sequence\": [1, 2], \"label\": 2} 3 | , line 1 is not JSON",
        "{\"sequence\": 1, \"label\": 2} | , line 1 has no array \"sequence\"",
        "{\"label\": 2} | , line 1 has no array \"sequence\"", "{\"sequence\": [1]} | , line 1 has no \"label\"",
        "{\"sequence\": [], \"label\": 2} | , line 1 has an empty sequence",
        "{\"sequence\": [1.5], \"label\": 1} | , line 1 \"sequence\" holds 1.5, not a word or a whole number",
        "{\"sequence\": [1], \"label\": null} | , line 1 \"label\" is null, not a word or a whole number",
        "{\"sequence\": [\" \"], \"label\": 1} | , line 1 \"sequence\" holds \" \", not a word",
        "{\"sequence\": [1], \"label\": 1, \"label\": 1} | , line 1 is not JSON", "; | holds no sequence"})
    void refusesJsonLines(String text, String message) throws IOException {
        refused(file("x.jsonl", text.replace(';', '\n')), message);
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        refused(Files.write(folder.resolve("x.csv"), "sequence,label\né,é\n".getBytes(StandardCharsets.ISO_8859_1)),
                "cannot be read: it is not UTF-8");
        refused(folder.resolve("none.csv"), "cannot be read: there is no such file");
        refused(folder, "is a directory");
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> SampleFile.read(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
