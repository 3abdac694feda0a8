package io.github.foretoken.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.cli.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullOutputTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"figure --help", "help figure", "mechanics acyclic --quick --output-dir DIR"})
    void aFullStandardOutputIsAnError(String words) throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Path err = folder.resolve("err");
        Object[] args = words.replace("DIR", folder.resolve("dir").toString()).split(" ", -1);
        Process process = ChildProcess.of(err.toFile(), args).redirectOutput(full.toFile()).start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(2);
        assertThat(Files.readString(err)).contains("standard output cannot be written: ");
    }
}
