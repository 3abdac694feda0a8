package io.github.foretoken.perfkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with a build of one line. */
class RevisionBuildTest {
    private static final String BUILDS = "mkdir -p bench/target && cat version >bench/target/benchmarks.jar";

    @TempDir
    private Path root;

    @TempDir
    private Path bases;

    private final List<String> said = new ArrayList<>();
    private Git git;

    @BeforeEach
    void repository() throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        Files.createDirectories(root.resolve("bench"));
        Files.writeString(root.resolve("bench/pom.xml"), "");
        run("init", "--quiet");
        git = new Git(root);
    }

    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString(), "-c", "user.name=nobody", "-c",
                "user.email=nobody@example.org", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private String commit(String version, String build) throws Exception {
        Files.writeString(root.resolve("version"), version);
        Path mvnw = root.resolve("mvnw");
        Files.writeString(mvnw, "#!/bin/sh\n" + build + "\n");
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
        run("add", "-A");
        run("commit", "--quiet", "-m", version);
        return git.head();
    }

    private Path build(String commit) {
        return new RevisionBuild(git, bases, new RevisionBuild.Recipe("./mvnw", "bench/target/benchmarks.jar"),
                said::add).jar(commit);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(bases)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void buildsTheRevisionAndLeavesOnlyTheJar() throws Exception {
        String first = commit("one", BUILDS);
        commit("two", BUILDS);

        assertThat(build(first)).hasContent("one");
        assertThat(left()).containsExactly(first + ".jar");
        assertThat(run("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void buildsARevisionOnce() throws Exception {
        String commit = commit("one", BUILDS);

        build(commit);
        build(commit);

        assertThat(said).hasSize(1);
    }

    @Test
    void saysThatARevisionDoesNotBuildAndCleansUp() throws Exception {
        String commit = commit("broken", "echo boom; exit 1");

        assertThatThrownBy(() -> build(commit)).isInstanceOf(PerfkitException.class)
                .hasMessageContaining(Git.abbreviated(commit) + " does not build; the messages of './mvnw' are in ");
        assertThat(bases.resolve("build-" + Git.abbreviated(commit) + ".log")).content().contains("boom");
        assertThat(left()).hasSize(1);
        assertThat(run("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void saysThatABuildLeavesNoJar() throws Exception {
        String commit = commit("early", "true");

        assertThatThrownBy(() -> build(commit)).hasMessageContaining("leaves no bench/target/benchmarks.jar");
    }

    @Test
    void knowsCommitsAndChanges() throws Exception {
        String commit = commit("one", BUILDS);

        assertThat(git.commit("HEAD")).contains(commit);
        assertThat(git.commit("no-such-branch")).isEmpty();
        assertThat(git.commit("--all")).isEmpty();
        assertThat(git.changed()).isFalse();
        Files.writeString(root.resolve("new file"), "");
        assertThat(git.changed()).isTrue();
    }
}
