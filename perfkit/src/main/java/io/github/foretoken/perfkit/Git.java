package io.github.foretoken.perfkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A repository. */
public final class Git {
    private record Answer(int status, String text) {}

    private static final int SHORT = 10;

    private final Path root;

    /** The repository in this folder. */
    public Git(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The commit that a name means; nothing if it means none. */
    Optional<String> commit(String name) {
        // A name that starts with a dash would be an option; no revision does.
        if (name.isBlank() || name.startsWith("-")) {
            return Optional.empty();
        }
        Answer answer = ask("rev-parse", "--verify", "--quiet", name + "^{commit}");
        return answer.status == 0 ? Optional.of(answer.text.strip()) : Optional.empty();
    }

    /** The commit that is checked out. */
    public String head() {
        return commit("HEAD").orElseThrow(
                () -> new PerfkitException(root + " is no git repository with a commit; run this in a clone"));
    }

    /** When a commit was made, ISO 8601 in UTC. */
    public String date(String commit) {
        long seconds = Long.parseLong(must("show", "--no-patch", "--format=%ct", commit).strip());
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** Whether the working tree differs from the commit, new files included. */
    public boolean changed() {
        return !must("status", "--porcelain").isBlank();
    }

    /** The first characters of a commit's name. */
    public static String abbreviated(String commit) {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    /** Checks a commit out into an empty folder. */
    void addWorktree(Path folder, String commit) {
        must("worktree", "add", "--detach", "--quiet", folder.toString(), commit);
    }

    /** Whether it is gone, from the list and from the disk. */
    boolean removeWorktree(Path folder) {
        return ask("worktree", "remove", "--force", folder.toString()).status == 0;
    }

    private String must(String... arguments) {
        Answer answer = ask(arguments);
        if (answer.status != 0) {
            throw new PerfkitException("git " + arguments[0] + " failed in " + root + ": "
                    + answer.text.lines()
                            .filter(line -> !line.isBlank())
                            .reduce((first, last) -> last)
                            .orElse("no message"));
        }
        return answer.text;
    }

    private Answer ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
            git.getOutputStream().close();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(git.waitFor(), text);
        } catch (IOException e) {
            throw new PerfkitException("git cannot be started (" + e.getMessage() + "); install it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerfkitException("interrupted", e);
        }
    }
}
