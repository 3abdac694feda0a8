package io.github.foretoken.perfkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds the benchmarks of an earlier revision in a worktree of its own, which is gone afterwards; the jar stays in the
 * folder, so that a revision is built once.
 */
final class RevisionBuild {
    private final Git git;
    private final Path folder;
    private final Recipe recipe;
    private final Consumer<String> say;

    /**
     * How a checkout becomes a jar.
     *
     * @param command for the shell, run in the checkout
     * @param jar that it leaves, relative to the checkout
     */
    record Recipe(String command, String jar) {}

    /** Builds of this repository, kept in this folder. */
    RevisionBuild(Git git, Path folder, Recipe recipe, Consumer<String> say) {
        this.git = git;
        this.folder = folder;
        this.recipe = recipe;
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
            build(lifetime, recipe, worktree, Git.abbreviated(commit), folder);
            Path part = Files.createTempFile(folder, "part-", ".jar");
            lifetime.atEnd(() -> part.toFile().delete());
            Files.copy(worktree.resolve(recipe.jar), part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PerfkitException(folder + " cannot be written: " + e, e);
        }
        return jar;
    }

    /** Runs the command in a checkout; its messages stay in a file if it fails. */
    static Path build(Lifetime lifetime, Recipe recipe, Path checkout, String name, Path logs) {
        Path log = logs.resolve("build-" + name + ".log");
        int status =
                lifetime.run(new ProcessBuilder("/bin/sh", "-c", recipe.command).directory(checkout.toFile()), log);
        Path jar = checkout.resolve(recipe.jar);
        if (status != 0) {
            throw new PerfkitException(
                    name + " does not build; the messages of '" + recipe.command + "' are in " + log);
        }
        if (!Files.exists(jar)) {
            throw new PerfkitException(
                    "'" + recipe.command + "' leaves no " + recipe.jar + " in " + name + "; name the jar with --jar");
        }
        log.toFile().delete();
        return jar;
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
