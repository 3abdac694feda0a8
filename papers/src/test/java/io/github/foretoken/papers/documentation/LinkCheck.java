package io.github.foretoken.papers.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether links between the files of a project lead somewhere: those of its Markdown pages, and pages of {@code docs} that
 * comments in Java sources name. Links that leave the project are not followed.
 */
final class LinkCheck {
    private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");
    private static final Pattern COMMENT = Pattern.compile("^\\s*(?:/?\\*|//).*");
    private static final Pattern CITATION = Pattern.compile("\\bdocs/[\\w/-]+\\.md(?:#[\\w-]+)?");

    private final Path root;
    private final Map<Path, MarkdownPage> pages = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LinkCheck(Path root) {
        this.root = root;
    }

    /** A line for each link that leads nowhere: where it stands, and what is missing. */
    static List<String> problems(Path root) throws IOException {
        LinkCheck check = new LinkCheck(root.toRealPath());
        Files.walkFileTree(check.root, check.new Visitor());
        return check.problems;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(folder.getFileName())) ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (file.toString().endsWith(".md")) {
                for (MarkdownPage.Target target : page(file).targets()) {
                    check(file, target.line(), file.getParent(), target.destination());
                }
            } else if (file.toString().endsWith(".java")) {
                citations(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private void citations(Path file) throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!COMMENT.matcher(line).matches()) {
                continue;
            }
            for (MatchResult citation : CITATION.matcher(line).results().toList()) {
                check(file, number, root, citation.group());
            }
        }
    }

    private void check(Path file, int line, Path base, String destination) {
        URI uri = URI.create(destination.replace(" ", "%20"));
        if (uri.getScheme() != null) {
            return;
        }
        Path there = uri.getPath().isEmpty() ? file : base.resolve(uri.getPath()).normalize();
        String where = root.relativize(file) + ":" + line + ": " + destination;
        if (!there.startsWith(root) || !Files.exists(there)) {
            problems.add(where + ": no such file");
        } else if (uri.getFragment() != null && !page(there).anchors().contains(uri.getFragment())) {
            problems.add(where + ": no such heading");
        }
    }

    private MarkdownPage page(Path file) {
        return pages.computeIfAbsent(file, path -> {
            try {
                return new MarkdownPage(Files.readString(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
