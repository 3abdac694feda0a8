package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launchers tell Java: which command lines start without the optimising compiler, and where memory is in large pages. */
@DisabledOnOs(OS.WINDOWS)
class StartOptionsTest {
    private static final Path SCRIPT = Path.of("..", ".mvn", "start-options.sh").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        file("few.csv", "1.5,2.5\n".repeat(3000));
        file("a name.csv", "1\n2\n");
        file("many.csv", "1\n".repeat(3001));
        file("wide.csv", ("1,".repeat(300) + "1\n").repeat(1000));
        file("old.csv", "1\r".repeat(2000));
        file("long.csv", "1".repeat(5001) + "\n");
        file("empty.csv", "");
        file("few.npy", "1\n");
        file("-few.csv", "1\n2\n");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shortOnesAreRecognised() throws Exception {
        assertThat(List.of(job(), job("--version"), job("help", "forecast"), job("predict", "few.csv"),
                job("forecast", "--horizon", "3", "few.csv", "--quiet"), job("predict", "a name.csv"),
                job("predict", "./-few.csv"),
                // What is written may be there already, and large.
                job("predict", "few.csv", "--output", "many.csv"), job("predict", "--surprise", "many.csv", "few.csv")))
                .containsOnly(true);
    }

    @Test
    void whatIsOrMayBeLongIsNot() throws Exception {
        for (String file : new String[]{"many.csv", "wide.csv", "old.csv", "long.csv", "empty.csv", "few.npy",
            "nosuch.csv", "-"}) {
            assertThat(job("predict", file)).as(file).isFalse();
        }
        assertThat(job("predict", "few.csv", "many.csv")).isFalse();
        for (String command : new String[]{"stream", "evaluate", "train", "info", "figure"}) {
            assertThat(job(command, "few.csv")).as(command).isFalse();
        }
        for (String[] option : new String[][]{{"--text", "few.csv"}, {"--layers=9"}, {"--delays", "50"},
            {"--lags=1-50"}, {"--method", "auto"}, {"--method=kernel-ridge"}, {"--plot", "few.svg"},
            {"--report", "few.html"}}) {
            List<String> words = new ArrayList<>(List.of("predict", "few.csv"));
            words.addAll(List.of(option));
            assertThat(job(words.toArray(String[]::new))).as(option[0]).isFalse();
        }
    }

    @Test
    void whoeverChoosesCompilersOrVectorsHasThem() throws Exception {
        for (String options : new String[]{"-XX:-TieredCompilation", "-Dforetoken.vector=true",
            "-Xmx1g -Dforetoken.require=vector"}) {
            assertThat(run(Map.of("JDK_JAVA_OPTIONS", options), "predict", "few.csv")).as(options).isFalse();
            assertThat(run(Map.of("JAVA_TOOL_OPTIONS", options), "--version")).as(options).isFalse();
        }
        assertThat(run(Map.of("JDK_JAVA_OPTIONS", "-Xmx1g"), "predict", "few.csv")).isTrue();
    }

    @Test
    void memoryIsInLargePagesWhereThereAreAny() throws Exception {
        Path kernel = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean some = Files.isReadable(kernel) && !Files.readString(kernel).contains("[never]");

        assertThat(options(Map.of(), "evaluate", "many.csv")).isEqualTo(some ? " -XX:+UseTransparentHugePages" : "");
        assertThat(options(Map.of(), "predict", "few.csv"))
                .isEqualTo("-XX:TieredStopAtLevel=1" + (some ? " -XX:+UseTransparentHugePages" : ""));
        assertThat(options(Map.of("JDK_JAVA_OPTIONS", "-XX:-UseTransparentHugePages"), "evaluate", "many.csv"))
                .isEmpty();
    }

    private String options(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("options");
        int status = script("start_options \"$@\"; printf %s \"$options\"", environment, arguments)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        assertThat(status).isZero();
        return Files.readString(out);
    }

    private boolean job(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private boolean run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        int status =
                script("if short_job \"$@\"; then exit 10; else exit 11; fi", environment, arguments).start().waitFor();
        assertThat(status).isIn(10, 11);
        return status == 10;
    }

    /** With the functions of the script, in the folder. */
    private ProcessBuilder script(String commands, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("sh", "-euc", "script=$1; shift; . \"$script\"; " + commands, "sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return builder;
    }
}
