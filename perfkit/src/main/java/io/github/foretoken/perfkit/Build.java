package io.github.foretoken.perfkit;

import io.github.foretoken.perfkit.RevisionBuild.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One side of a comparison.
 *
 * @param jar that runs JMH
 * @param label what to call it
 */
record Build(Path jar, String label) {
    /** Where builds come from: the repository of revisions, the command that makes a jar, and the folder of results. */
    record Source(Path repository, Recipe recipe, Path folder) {}

    /**
     * What a word of the command line means: a jar; a folder with a checkout; else a revision of the repository.
     *
     * @throws PerfkitException if it is none of them, or does not build
     */
    static Build of(Side side, String word, Source source) {
        Path path = Path.of(word);
        if (Files.isRegularFile(path)) {
            return new Build(path.toAbsolutePath(), side.word() + " " + path.getFileName());
        }
        return Files.isDirectory(path) ? checkout(side, path.toAbsolutePath().normalize(), source)
                : revision(side, word, source);
    }

    /** The jar is copied, so that the checkout may be built again meanwhile. */
    private static Build checkout(Side side, Path checkout, Source source) {
        Recipe recipe = source.recipe();
        System.err.println("building " + checkout);
        Path copy = source.folder().resolve(side.word() + ".jar");
        try (Lifetime lifetime = new Lifetime()) {
            Path built = recipe.command() == null ? checkout.resolve(recipe.jar())
                    : RevisionBuild.build(lifetime, recipe, checkout, side.word(), source.folder());
            if (!Files.exists(built)) {
                throw new PerfkitException(
                        "there is no " + built + "; say how it is built with --build, or name it with --jar");
            }
            Files.copy(built, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PerfkitException(copy + " cannot be written: " + e, e);
        }
        Git git = new Git(checkout);
        String name = git.commit("HEAD")
                .map(commit -> Git.abbreviated(commit) + (git.changed() ? " with local changes" : ""))
                .orElse(String.valueOf(checkout.getFileName()));
        return new Build(copy, side.word() + " " + name);
    }

    private static Build revision(Side side, String word, Source source) {
        Git git = new Git(source.repository());
        String commit = git.commit(word)
                .orElseThrow(() -> new PerfkitException("'" + word + "' is no jar, no folder and no revision in "
                        + source.repository() + "; name a commit, branch or tag (in a shallow clone, fetch it first)"));
        if (source.recipe().command() == null) {
            throw new PerfkitException("'" + word + "' is a revision: say how it is built with --build");
        }
        Path jar = new RevisionBuild(git, source.folder().resolve("bases"), source.recipe(), System.err::println)
                .jar(commit);
        return new Build(jar, side.word() + " " + Git.abbreviated(commit));
    }
}
