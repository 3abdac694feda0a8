package io.github.foretoken.cookbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A block of code of a page.
 *
 * @param line of the page where its code begins, from 1 on
 * @param note the text of the comment right above it, empty if there is none
 * @param code with a line end
 */
record CodeBlock(Path page, int line, String language, String note, String code) {
    static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Parser PARSER = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    /** Those of README and docs, page by page. */
    static List<CodeBlock> ofDocuments() throws IOException {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(Stream.of(PROJECT.resolve("README.md"), PROJECT.resolve("CONTRIBUTING.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .flatMap(page -> of(page).stream())
                    .toList();
        }
    }

    static List<CodeBlock> of(Path page) {
        List<CodeBlock> blocks = new ArrayList<>();
        try {
            PARSER.parse(Files.readString(page)).accept(new AbstractVisitor() {
                @Override
                public void visit(FencedCodeBlock block) {
                    int line = block.getSourceSpans().getFirst().getLineIndex() + 2;
                    blocks.add(new CodeBlock(page, line, block.getInfo(), above(block), block.getLiteral()));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }

    private static String above(Node block) {
        return block.getPrevious() instanceof HtmlBlock html
                ? html.getLiteral().replaceFirst("(?s)^<!--(.*)-->\\s*$", "$1").strip()
                : "";
    }

    /** Where it stands, for messages. */
    String place() {
        return PROJECT.relativize(page) + ":" + line;
    }
}
