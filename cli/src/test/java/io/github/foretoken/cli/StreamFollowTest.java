package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that grows, is replaced or cut short while {@code stream --follow} reads it. */
class StreamFollowTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(30)
    void aFollowedFileThatWasReplacedMeanwhileIsNotWaitedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), rows(25));
        Path checkpoint = folder.resolve("c.ftk");
        assertThat(Cli.run("stream", file, "--checkpoint", checkpoint).exit()).isZero();
        Files.writeString(file, rows(5));
        Cli.Result refused = Cli.run("stream", file, "--follow", "--checkpoint", checkpoint);
        assertThat(refused.exit()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err().lines().filter(line -> !line.startsWith("note: ")).toList()).as(refused.err())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("foretoken")
                .contains("has 5 tokens, fewer than")
                .doesNotContain("Exception");
    }

    /** Growth in pieces, another file under the name, and a file cut short. */
    @Test
    void followsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("in.csv"), "x,y\n1,2\n3,");
        Path checkpoint = folder.resolve("c.ftk");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Cli.Result> results = new ArrayList<>();
        Thread thread = new Thread(() -> results.add(Cli.runTo(out, new byte[0], "stream", file, "--follow", "--method",
                "kaczmarz", "--checkpoint", checkpoint)));
        thread.start();
        try {
            await(out, 2);
            Files.writeString(file, "4\n5,6\n", StandardOpenOption.APPEND);
            await(out, 4);
            Path other = Files.writeString(folder.resolve("other"), "y,x\n8,7\n");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            await(out, 5);
            Files.writeString(file, "9,9\n");
            await(out, 6);
        } finally {
            thread.interrupt();
            thread.join(20_000);
        }
        assertThat(results).hasSize(1);
        Cli.Result result = results.getFirst();
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("was replaced; going on with the new file",
                "was cut short; going on from its start");
        // The header of the new file names the columns in another order; the file cut short has none.
        String whole = Cli
                .runWithInput("x,y\n1,2\n3,4\n5,6\n7,8\n9,9\n".getBytes(StandardCharsets.UTF_8), Cli.kaczmarz("stream"))
                .out();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(whole);
        Files.writeString(file, "1,1\n", StandardOpenOption.APPEND);
        Cli.Result resumed = Cli.run("stream", file, "--checkpoint", checkpoint);
        assertThat(resumed.out()).as(resumed.err()).startsWith("6,").hasLineCount(1);
    }

    private static void await(ByteArrayOutputStream out, int lines) throws InterruptedException {
        for (int i = 0; i < 2000 && out.toString(StandardCharsets.UTF_8).lines().count() < lines; i++) {
            Thread.sleep(10);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(lines);
    }

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int t = 0; t < count; t++) {
            rows.append(t % 5).append(',').append(Math.sin(t)).append('\n');
        }
        return rows.toString();
    }
}
