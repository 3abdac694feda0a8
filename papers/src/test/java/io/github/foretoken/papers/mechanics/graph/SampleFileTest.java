package io.github.foretoken.papers.mechanics.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Header;
import io.github.foretoken.cli.table.SeriesRules;
import io.github.foretoken.cli.table.SkippedRows;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TimeRules;
import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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
        SampleFile.Content content =
                read(file("x.csv", "\uFEFFid,label,sequence\n1,b,\"a  b c\"\n\n2,\"x,y\",\"x,y c\"\n3,c,c\n"));
        assertThat(content.names()).containsExactly("a", "b", "c", "x,y");
        assertThat(content.samples()).containsExactly(Sample.of(1, 0, 1, 2), Sample.of(3, 3, 2), Sample.of(2, 2));
    }

    @Test
    void readsJsonLinesOfWordsAndNumbers() throws IOException {
        SampleFile.Content content = read(file("x.jsonl",
                "{\"sequence\": [3, 1, 2], \"label\": 1, \"note\": null}\n\n{\"label\": \"a b\", \"sequence\": [\"a b\", 3]}\n"));
        assertThat(content.names()).containsExactly("3", "1", "2", "a b");
        assertThat(content.samples()).containsExactly(Sample.of(1, 0, 1, 2), Sample.of(3, 3, 0));
    }

    /** The two samples of all spellings. */
    private static void isTea(SampleFile.Content content) {
        assertThat(content.names()).containsExactly("tea", "milk", "cup");
        assertThat(content.samples()).containsExactly(Sample.of(0, 0, 1, 2), Sample.of(1, 1, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', value = {"sequence,label|tea milk cup,tea|milk cup,milk",
        "label;sequence|tea;tea milk cup|milk;milk cup", "# of a day|sequence\tlabel|tea milk cup\ttea|milk cup\tmilk",
        "\"sequence\",\"label\"|\"tea milk cup\",\"tea\"|\"milk cup\",\"milk\"", "tea,milk,cup,tea|milk,cup,milk",
        "tea milk cup tea|milk cup milk", "tea;milk;cup;tea|milk;cup;milk;", "tea\tmilk\tcup\ttea||milk\tcup\tmilk",
        "[\"tea\", \"milk\", \"cup\", \"tea\"]|[\"milk\", \"cup\", \"milk\"]",
        "[[\"tea\", \"milk\", \"cup\", \"tea\"],|  [\"milk\",|  \"cup\", \"milk\"]]",
        "[{\"label\": \"tea\", \"sequence\": [\"tea\", \"milk\", \"cup\"]},|{\"sequence\": \"milk cup\", \"label\": \"milk\"}]"})
    void readsOneFileInManySpellings(String text) throws IOException {
        String lines = text.replace("\\t", "\t").replace('|', '\n');
        isTea(read(file("x.csv", lines)));
        isTea(read(Files.write(folder.resolve("x.txt"), ("\uFEFF" + lines).getBytes(StandardCharsets.UTF_16LE))));
        Path packed = folder.resolve("x.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        isTea(read(packed));
    }

    @Test
    void readsArraysOfWholeNumbers() throws IOException {
        byte[] header =
                "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer npy = ByteBuffer.allocate(10 + header.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        npy.put("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) header.length)
                .put(header);
        for (short token : new short[]{7, -1, 7, -1, 5, 5}) {
            npy.putShort(token);
        }
        SampleFile.Content content = read(Files.write(folder.resolve("x.npy"), npy.array()));
        assertThat(content.names()).containsExactly("7", "-1", "5");
        assertThat(content.samples()).containsExactly(Sample.of(0, 0, 1), Sample.of(2, 1, 2));
    }

    @Test
    void obeysWhatIsSettled() throws IOException {
        Path file = file("x.csv", "sequence,b,b\na:b,a:b\n");
        FileRules colons = new FileRules(Header.YES, ':', null, SkippedRows.NONE, List.of("n.d."), TimeRules.DEFAULT,
                SeriesRules.ONE);
        assertThatThrownBy(() -> SampleFile.read(new Source(file.toString()), InputStream.nullInputStream(), colons))
                .hasMessageContaining("line 2 has label 'b', which");
        Path row = file("y.csv", "a b;c\nx:y:x\n");
        assertThat(SampleFile.read(new Source(row.toString()), InputStream.nullInputStream(), colons).samples())
                .containsExactly(Sample.of(0, 0, 1));
        Path word = file("z.csv", "sequence,b,b\n");
        assertThat(SampleFile.read(new Source(word.toString()), InputStream.nullInputStream(), FileRules.of(Header.NO))
                .names()).containsExactly("sequence", "b");
        Path mark = file("w.csv", "a:n.d.:a\nb:n.d.:b\n");
        assertThatThrownBy(() -> SampleFile.read(new Source(mark.toString()), InputStream.nullInputStream(), colons))
                .hasMessageContaining("line 2 has the token 'n.d.', which marks a missing value");
    }

    @Test
    void saysWhatItUnderstood() throws IOException {
        assertThat(read(file("x.csv", "a;b;a\n")).notes()).containsExactly("cells are separated by semicolons");
        Path latin =
                Files.write(folder.resolve("x.csv"), "sequence,label\né,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read(latin).names()).containsExactly("é");
        assertThat(read(latin).notes()).singleElement().asString().contains("is read as Windows-1252");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "sequence,label;a b,c | , line 2 has label 'c', which is not in its sequence",
        "sequence,label;a b,b;a b | , line 3 has 1 cell; it needs a sequence and a label",
        "sequence,label;a b,b;;  ,b | , line 4 has an empty sequence", "sequence,label;a b, | , line 2 has no label",
        "sequence;a b | names no column 'label'; it should name 'sequence' and 'label'",
        "a b,b;a b,a | , line 1 has label 'b', which is not in its sequence", "sequence,label;;; | holds no sequence",
        "sequence,label;\"a b,b;a,a | , line 2 opens a double quote", "a,b,a;b | , line 2 has 1 cell",
        "a,,a | , line 1 has an empty token", "a,NA,a | , line 1 has the token 'NA', which marks a missing value",
        "sequence,label;a ? b,b | , line 2 has the token '?', which marks a missing value"})
    void refusesCsv(String text, String message) throws IOException {
        refused(file("x.csv", text.replace(';', '\n')), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"sequence\": [1, 2], \"label\": 3} | , line 1 has label '3', which is not in its sequence",
        "{\"sequence\": [1, 2], \"label\": 2};[1, 2] | , line 2 is an array where rows are objects",
        "{\"sequence\": [1, 2], \"label\": 2};;{\"sequence\" | , line 3 is not JSON",
        "{\"sequence\": [1, 2], \"label\": 2} 3 | , line 1 has a row that is neither an array nor an object",
        "{\"sequence\": 1, \"label\": 2} | , line 1 has label '2', which is not in its sequence",
        "{\"label\": 2} | names no column 'sequence'", "{\"sequence\": [1]} | names no column 'label'",
        "{\"sequence\": [1], \"label\": 1};{\"sequence\": [1]} | , line 2 has no label",
        "{\"sequence\": [], \"label\": 2} | , line 1 has an empty sequence",
        "{\"sequence\": [{}], \"label\": 1} | , line 1 has a token that is neither a word nor a number",
        "{\"sequence\": [1, [2]], \"label\": 1} | , line 1 has a token that is neither a word nor a number",
        "{\"sequence\": [1], \"label\": [1]} | , line 1 has an array for a label",
        "{\"sequence\": [1], \"label\": null} | , line 1 has no label",
        "{\"sequence\": [\" \"], \"label\": 1} | , line 1 has an empty token",
        "{\"sequence\": [1], \"label\": 1, \"label\": 1} | , line 1 is not JSON", "; | holds no sequence",
        "[[[1], 1], [1, 1]] | , line 1 has an array within an array"})
    void refusesJson(String text, String message) throws IOException {
        refused(file("x.jsonl", text.replace(';', '\n')), message);
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        refused(Files.write(folder.resolve("x.csv"), new byte[]{'a', ',', 0, 0, 'a', 'b', '\n'}), "is not text");
        refused(folder.resolve("none.csv"), "does not exist; check the path");
        refused(folder, "is a directory");
    }

    private static SampleFile.Content read(Path file) {
        return SampleFile.read(new Source(file.toString()), InputStream.nullInputStream(), FileRules.DEFAULT);
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
