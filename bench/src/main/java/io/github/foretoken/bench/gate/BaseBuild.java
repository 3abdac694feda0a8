package io.github.foretoken.bench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds the benchmarks of an earlier revision in a worktree of its own, which is gone afterwards; the jar stays in the
 * folder, so that a revision is built once.
 */
final class BaseBuild {
    private static final List<String> BUILD = List.of("./mvnw", "-q", "-B", "-pl", "bench", "-am", "package",
            "-Dmaven.test.skip=true", "-Dspotless.check.skip=true");

    private final Git git;
    private final Path folder;
    private final Consumer<String> say;

    /** Builds of this repository, kept in this folder. */
    BaseBuild(Git git, Path folder, Consumer<String> say) {
        this.git = git;
        this.folder = folder;
        this.say = say;
    }

    /** The jar of this commit; built unless it is there. */
    Path jar(String commit) {
        Path jar = folder.resolve(commit + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        say.accept("building " + Git.abbreviated(commit) + ", once; this takes a minute or two");
        try (Lifetime lifetime = new Lifetime()) {
            Files.createDirectories(folder);
            Path worktree = Files.createTempDirectory(folder, "worktree-");
            lifetime.atEnd(() -> remove(worktree));
            git.addWorktree(worktree, commit);
            build(lifetime, worktree, commit);
            Path part = Files.createTempFile(folder, "part-", ".jar");
            lifetime.atEnd(() -> part.toFile().delete());
            Files.copy(worktree.resolve("bench/target/benchmarks.jar"), part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GateException(folder + " cannot be written: " + e, e);
        }
        return jar;
    }

    private void build(Lifetime lifetime, Path worktree, String commit) {
        if (!Files.exists(worktree.resolve("bench/pom.xml"))) {
            throw new GateException(Git.abbreviated(commit) + " has no bench module; name a later revision");
        }
        Path log = folder.resolve("build-" + Git.abbreviated(commit) + ".log");
        ProcessBuilder build = new ProcessBuilder(BUILD).directory(worktree.toFile());
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int status = lifetime.run(build, log);
        if (status != 0 || !Files.exists(worktree.resolve("bench/target/benchmarks.jar"))) {
            throw new GateException(Git.abbreviated(commit) + " does not build; Maven's messages are in " + log
                    + "; name a revision that builds");
        }
        log.toFile().delete();
    }

    private void remove(Path worktree) {
        if (!git.removeWorktree(worktree)) {
            // What a build that was just ended still wrote may be in the way, and git may not know the folder yet.
            delete(worktree);
            git.removeWorktree(worktree);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            System.err.println(folder + " cannot be removed (" + e + "); delete it");
        }
    }
}
