package io.github.foretoken.perfkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program on jars of a made-up project. A planted slowdown of ten times is beyond what other programs do to a fork. */
class CompareTest {
    @TempDir
    static Path jars;

    @TempDir
    private Path folder;

    private static Path base;

    private record Result(int status, String out, String err) {}

    @BeforeAll
    static void build() throws IOException {
        base = TinyProject.jar(jars, "base", 1, "old");
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        int status = program(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new Result(status, Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder program(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        withoutJmh(), Compare.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-o", folder.resolve("out").toString()));
        return new ProcessBuilder(command);
    }

    /** The class path as a user has it. */
    private static String withoutJmh() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("jmh"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Result compare(Path head, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(base.toString(), head.toString(), "--pairs", "3", "--fork", "-wi 1 -w 50ms -i 3 -r 30ms"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void aSlowdownFailsAndIsNamed() throws Exception {
        Result result = compare(TinyProject.jar(folder, "head", 10, "fresh"), "--benchmarks",
                "(burn|old|fresh) size=1000", "--threshold", "100");

        assertThat(result.err).contains("perfkit: Burn.burn size=1000 is slower by +");
        assertThat(result.status).isEqualTo(1);
        assertThat(result.out).contains("## head head.jar against base base.jar")
                .contains("**REGRESSION**")
                .contains("- Burn.old size=1000: only in base")
                .contains("- Burn.fresh size=1000: only in head");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("out/comparison.json")));
        assertThat(json.path("failed").asBoolean()).isTrue();
        assertThat(json.path("benchmarks").path(0).path("change").asDouble()).isBetween(2.0, 30.0);
    }

    @Test
    void theSameJarTwicePasses() throws Exception {
        Result result = compare(base, "--benchmarks", "burn size=500", "--threshold", "300");

        assertThat(result.err).doesNotContain("slower");
        assertThat(result.status).isZero();
        assertThat(folder.resolve("out/comparison.md")).content(StandardCharsets.UTF_8).isEqualTo(result.out);
    }

    @Test
    void checkoutsAreBuiltAndListsRead() throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.copy(base, checkout.resolve("there.jar"));
        Path list = Files.writeString(folder.resolve("list"), "# what counts\nBurn.burn size=1000\n");

        Result result = compare(checkout, "--build", "mkdir -p made && cp there.jar made/bench.jar", "--jar",
                "made/bench.jar", "--list", list.toString(), "--threshold", "300", "--wall", "--fork-java",
                "-XX:ObjectAlignmentInBytes=64 -Xms64m");

        assertThat(result.status).as(result.err).isZero();
        assertThat(folder.resolve("out/fork.log")).content(StandardCharsets.UTF_8)
                .containsPattern("VM options: .*-XX:ObjectAlignmentInBytes=64 -Xms64m");
        assertThat(result.out).contains("| Burn.burn size=1000 |").doesNotContain("size=500").contains("head checkout");
    }

    @Test
    void whatCannotBeIsSaidInALine() throws Exception {
        assertThat(compare(folder.resolve("nothing.jar")).err).contains("is no jar, no folder and no revision");
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Result result = compare(text);
        assertThat(result.err).contains("text.jar lists no benchmarks");
        assertThat(result.status).isEqualTo(2);
        assertThat(compare(base, "--benchmarks", "nothing").err).contains("fits no benchmark; names are like Burn.");
        assertThat(compare(base, "--benchmarks", "burn size=500", "--fork", "-wi none").err)
                .contains("Burn.burn size=500 failed in base base.jar: ")
                .doesNotContain("gave no reason");
        assertThat(compare(base, "--pairs", "1").err).contains("--pairs must be 3 or more");
        Result checkout = compare(folder);
        assertThat(checkout.err).contains("say how it is built with --build");
        assertThat(checkout.err.lines()).hasSizeLessThan(3);
    }

    @Test
    void anInterruptedOneLeavesNoProcessBehind() throws Exception {
        Process process = program(base.toString(), base.toString(), "--benchmarks", "burn size=500", "--fork",
                "-wi 0 -i 1 -r 300s").redirectErrorStream(true)
                .redirectOutput(folder.resolve("stdout").toFile())
                .start();
        // JMH of each build, and a fork.
        assertThat(soon(() -> process.descendants().count() == 3)).isTrue();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(soon(() -> children.stream().noneMatch(ProcessHandle::isAlive))).isTrue();
    }

    private static boolean soon(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        return condition.getAsBoolean();
    }

    @Test
    void jmhsListIsRead() {
        assertThat(Catalog.parse("Benchmarks: \np.B.m\n  param \"a\" = {1, 2}\n  param \"b\" = {x}\np.B.n\n"))
                .extracting(BenchmarkCase::toString)
                .containsExactly("B.m a=1 b=x", "B.m a=2 b=x", "B.n");
    }
}
