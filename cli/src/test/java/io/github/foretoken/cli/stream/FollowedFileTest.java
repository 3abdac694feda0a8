package io.github.foretoken.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    @TempDir
    private Path folder;
    private Path log;

    @BeforeEach
    void file() throws IOException {
        log = Files.writeString(folder.resolve("log.csv"), "1\n");
    }

    /** Nothing of it was read yet by which the copy could be known; its place behind the one before tells it. */
    @Test
    void aFileThatIsCopiedAndCutOffBeforeItIsReadIsFound() throws IOException {
        try (FollowedFile followed = new FollowedFile(log, null, true, false)) {
            assertThat(rest(followed)).isEqualTo("1\n");
            Files.move(log, folder.resolve("log.csv.1"));
            Files.writeString(log, "2\n");
            assertThat(rest(followed)).isEmpty();
            assertThat(followed.another()).contains("the new file");
            copyAndCut();
            Files.writeString(log, "3\n", StandardOpenOption.APPEND);
            copyAndCut();
            Files.writeString(log, "4\n", StandardOpenOption.APPEND);
            for (String next : new String[]{"2\n", "3\n"}) {
                assertThat(rest(followed)).isEqualTo(next);
                assertThat(followed.another()).isNotNull();
            }
            followed.waitForMore(false);
            assertThat(rest(followed)).isEqualTo("4\n");
        }
    }

    /** The same while the file that was opened last has stayed empty. */
    @Test
    void aFileThatIsRenamedEmptyIsNoReasonToPassOverItsCopy() throws IOException {
        try (FollowedFile followed = new FollowedFile(log, null, true, false)) {
            assertThat(rest(followed)).isEqualTo("1\n");
            Files.move(log, folder.resolve("log.csv.1"));
            Files.writeString(log, "2\n");
            assertThat(rest(followed)).isEmpty();
            assertThat(followed.another()).isNotNull();
            copyAndCut();
            shift();
            Files.move(log, folder.resolve("log.csv.1"));
            Files.writeString(log, "3\n");
            assertThat(rest(followed)).isEqualTo("2\n");
            assertThat(followed.another()).isNotNull();
            assertThat(rest(followed)).isEmpty();
            assertThat(followed.another()).isNotNull();
            followed.waitForMore(false);
            assertThat(rest(followed)).isEqualTo("3\n");
        }
    }

    private void copyAndCut() throws IOException {
        shift();
        Files.copy(log, folder.resolve("log.csv.1"));
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void shift() throws IOException {
        for (int i = 8; i > 0; i--) {
            Path older = folder.resolve("log.csv." + i);
            if (Files.exists(older)) {
                Files.move(older, folder.resolve("log.csv." + (i + 1)));
            }
        }
    }

    /** What is there now of the present file, which another has followed, or which is not waited for. */
    private static String rest(FollowedFile followed) throws IOException {
        StringBuilder text = new StringBuilder();
        followed.waitForMore(false);
        byte[] some = new byte[16];
        for (int read = followed.read(some, 0, some.length); read >= 0; read = followed.read(some, 0, some.length)) {
            text.append(new String(some, 0, read, StandardCharsets.US_ASCII));
        }
        followed.waitForMore(true);
        return text.toString();
    }
}
