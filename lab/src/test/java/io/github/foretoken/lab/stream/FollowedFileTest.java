package io.github.foretoken.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read without waiting: whatever happens between two looks at the file has happened by the second one. */
class FollowedFileTest {
    @TempDir
    private Path folder;
    private Path file;
    private FollowedFile followed;
    private final List<String> changes = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(folder.resolve("x.csv"), "1\n2\n3\n");
        followed = new FollowedFile(file, null, true, false);
        followed.waitForMore(false);
        assertThat(read()).isEqualTo("1\n2\n3\n");
    }

    @AfterEach
    void close() throws IOException {
        followed.close();
    }

    @Test
    void growthIsRead() throws IOException {
        append(file, "4\n");
        assertThat(read()).isEqualTo("4\n");
        assertThat(changes).isEmpty();
    }

    /** To the same length and to a greater one, with the time of the old one, too. */
    @ParameterizedTest
    @ValueSource(strings = {"4\n5\n6\n", "4\n5\n6\n7\n", "1\n2\n4\n", "9\n2\n3\n", "9\n2\n3\n4\n", "1\n", ""})
    void whatIsRewrittenInPlaceIsAnotherInput(String text) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, before);
        assertThat(read()).isEqualTo(text);
        assertThat(changes).hasSize(1).first().asString().containsAnyOf("was rewritten", "was cut short");
    }

    /** Its whole end is compared, and its whole beginning, of a file that is longer than what is kept of it. */
    @Test
    void aLongFileIsKnownByItsEnds() throws IOException {
        append(file, "0.5\n".repeat(5000));
        assertThat(read()).hasSize(20000);
        String text = Files.readString(file);
        for (int at : new int[]{0, Trace.KEPT - 2, text.length() - Trace.KEPT + 1, text.length() - 2}) {
            text = text.substring(0, at) + (text.charAt(at) == '7' ? '8' : '7') + text.substring(at + 1);
            Files.writeString(file, text);
            assertThat(read().equals(text)).as("byte " + at).isTrue();
        }
        assertThat(changes).hasSize(4);
    }

    /** The writer has the old file open until the new one has bytes. */
    @Test
    void aRenamedFileIsReadToItsEnd() throws IOException {
        Path old = Files.move(file, folder.resolve("x.csv.1"));
        append(old, "4\n");
        assertThat(read()).isEqualTo("4\n");
        Files.createFile(file);
        append(old, "5");
        assertThat(read()).isEqualTo("5");
        assertThat(changes).isEmpty();
        append(old, "6\n");
        append(file, "7\n");
        assertThat(read()).isEqualTo("6\n7\n");
        assertThat(changes).containsExactly(file + " was replaced; going on with the new file");
    }

    @Test
    void filesInBetweenAreReadInTheirOrder() throws IOException {
        append(file, "4\n");
        rotate("11\n");
        rotate("21\n");
        rotate("31\n");
        assertThat(read()).isEqualTo("4\n11\n21\n31\n");
    }

    @Test
    void namesWithDatesAreInTheirOrder() throws IOException {
        append(file, "4\n");
        Files.move(file, folder.resolve("x-20290130.csv"));
        Files.writeString(folder.resolve("x-20290131.csv"), "11\n");
        Files.writeString(folder.resolve("x-20290201.csv"), "21\n");
        Files.writeString(folder.resolve("x-notes.csv"), "99\n");
        Files.writeString(file, "31\n");
        assertThat(read()).isEqualTo("4\n11\n21\n31\n");
    }

    @Test
    void theRestOfAFileThatIsCutShortIsInItsCopy() throws IOException {
        append(file, "4\n5");
        Files.copy(file, folder.resolve("x.csv.1"));
        Files.writeString(folder.resolve("x.csv.2"), "0\n0\n0\n0\n");
        Files.writeString(file, "");
        assertThat(read()).isEqualTo("4\n5");
        append(file, "6\n");
        assertThat(read()).isEqualTo("6\n");
        assertThat(followed.endsLastLine()).as("of the file that grows").isFalse();
    }

    /** After a rename, a copy, or both, a place is where it was; without what it was in, nowhere. */
    @Test
    void aPlaceIsFoundAgain() throws IOException {
        Trace lines = new Trace();
        lines.add("1\n2\n".getBytes(StandardCharsets.UTF_8), 0, 4);
        InputPlace place =
                InputPlace.parse(InputPlace.of(followed.file().key(), followed.file().trace(), lines).toString());
        Path renamed = folder.resolve("x.csv.2");
        Files.move(file, renamed);
        Files.writeString(file, "9\n9\n9\n9\n");
        assertThat(found(place)).isEqualTo(renamed);
        Path copied = Files.copy(renamed, folder.resolve("x.csv.1"));
        Files.writeString(renamed, "8\n8\n8\n8\n");
        assertThat(found(place)).isEqualTo(copied);
        Files.move(copied, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(found(place)).isEqualTo(file);
        append(file, "10\n");
        assertThat(found(place)).isEqualTo(file);
        Files.writeString(file, "7\n2\n3\n");
        assertThat(found(place)).isNull();
    }

    private Path found(InputPlace place) throws IOException {
        try (OpenedFile found = new Generations(file).find(place)) {
            return found == null ? null : found.path();
        }
    }

    private void rotate(String next) throws IOException {
        for (int i = 3; i > 0; i--) {
            if (Files.exists(folder.resolve("x.csv." + i))) {
                Files.move(folder.resolve("x.csv." + i), folder.resolve("x.csv." + (i + 1)));
            }
        }
        Files.move(file, folder.resolve("x.csv.1"));
        Files.writeString(file, next);
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
    }

    /** All there is, over the changes of file that are to be noticed. */
    private String read() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            text.append(new String(followed.readAllBytes(), StandardCharsets.UTF_8));
            String change = followed.another();
            if (change == null) {
                return text.toString();
            }
            changes.add(change);
        }
    }
}
