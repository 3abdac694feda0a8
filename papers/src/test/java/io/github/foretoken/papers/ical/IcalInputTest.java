package io.github.foretoken.papers.ical;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code foretoken ical windows} says about files that cannot be used: one line, and nothing is made. */
class IcalInputTest {
    @TempDir
    Path directory;

    private void refuses(String message, Object... arguments) {
        Path made = directory.resolve("made");
        Object[] all = new Object[arguments.length + 4];
        all[0] = "ical";
        all[1] = "windows";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[arguments.length + 2] = "--output-dir";
        all[arguments.length + 3] = made;
        Cli.Result result = Cli.run(all);
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(made).doesNotExist();
    }

    @Test
    void texts() throws IOException {
        refuses("does not exist", directory.resolve("absent"));
        refuses("cannot be read", directory);
        refuses("has no window of 5 tokens; it has 4 tokens",
                Files.writeString(directory.resolve("short"), "to be or not"));
        refuses("cannot be read: ", Files.write(directory.resolve("latin1"), new byte[]{(byte) 0xE9, ' '}));
    }

    @Test
    void tables() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "0 1 2 3 4 5");
        Path table = Files.writeString(directory.resolve("table.csv"), "1,0\n0,1\n");
        refuses("token 2 is none of the embeddings", text, "--embeddings", table);
        refuses("--tensor is for safetensors files", text, "--embeddings", table, "--tensor", "wte");
        refuses("has 1 lines and", text, "--embeddings", table, "--vocabulary",
                Files.writeString(directory.resolve("vocabulary"), "0\n"));
        refuses("does not exist", text, "--embeddings", directory.resolve("absent.safetensors"));
    }
}
