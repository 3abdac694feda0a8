package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java of its own, started as the jar's manifest has it: without --add-modules. */
class LoopsTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheVectorApiAndSaysNothing() throws IOException, InterruptedException {
        String out = run(List.of(), "info");
        assertThat(err()).isEmpty();
        assertThat(out).contains("loops").doesNotContain("is absent");
    }

    /** However long the module takes: the loops are those of any other start, to the bit, and no class is missing. */
    @Test
    void noStartIsFasterThanTheModule() throws Exception {
        List<String> late = List.of("-javaagent:" + DelayAgent.jar(folder) + "=700", "-Dforetoken.vector.threshold=0");
        List<String> soon = late.subList(1, 2);
        Path file = series(60);
        for (Object[] command : new Object[][]{{"stream", file, "--kernel", "gaussian:1"},
            {"predict", file, "--kernel", "gaussian:1"}}) {
            assertThat(run(late, command)).as(command[0].toString()).isNotEmpty().isEqualTo(run(soon, command));
            assertThat(err()).doesNotContain("is absent").doesNotContain("internal error");
        }
        // A command that asks for nothing beforehand.
        run(late, "forecast", file, "--horizon", 2);
        assertThat(err()).doesNotContain("is absent").doesNotContain("internal error");
    }

    @Test
    void aCheckpointSaysWhichLoopsWroteIt() throws Exception {
        Path file = series(30);
        Object[] command = {"stream", file, "--kernel", "gaussian:1", "--checkpoint", folder.resolve("c.ftk")};
        run(List.of("-Dforetoken.vector=false"), command);
        run(List.of("-Dforetoken.vector=false"), command);
        assertThat(err()).doesNotContain("written by");
        run(List.of(), command);
        assertThat(err()).containsPattern(
                "note: the checkpoint was written by scalar loops, and here run vector loops of \\d lanes: predictions are "
                        + "equal up to rounding, not to the bit");
    }

    private Path series(int rows) throws IOException {
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder();
        for (int t = 0; t < rows; t++) {
            csv.append(random.nextGaussian()).append(',').append(random.nextGaussian()).append('\n');
        }
        return Files.writeString(folder.resolve("in.csv"), csv);
    }

    private String run(List<String> options, Object... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true", "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED", "-cp",
                        System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(Main.class.getName());
        Arrays.stream(args).map(Object::toString).forEach(command::add);
        ProcessBuilder java =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(folder.resolve("err").toFile());
        java.environment().remove("JDK_JAVA_OPTIONS");
        java.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = java.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(err()).isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
    }
}
