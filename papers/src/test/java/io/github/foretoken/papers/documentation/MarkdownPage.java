package io.github.foretoken.papers.documentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Where a page in Markdown can be entered, and where it leads. */
final class MarkdownPage {
    /**
     * A link or an image.
     *
     * @param line from 1 on
     */
    record Target(String destination, int line) {}

    /**
     * A block of code.
     *
     * @param language empty if the page says nothing
     * @param line of its first line of code, from 1 on
     */
    record Block(String language, String code, int line) {}

    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();
    private static final Pattern ID = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");
    /** What is left out of the name of a heading by the usual forges. */
    private static final Pattern UNNAMED = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]");

    private final Set<String> anchors = new HashSet<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    MarkdownPage(String text) {
        PARSER.parse(text).accept(new Collector());
    }

    /** Names behind #. */
    Set<String> anchors() {
        return anchors;
    }

    List<Target> targets() {
        return targets;
    }

    List<Block> blocks() {
        return blocks;
    }

    private final class Collector extends AbstractVisitor {
        private final Map<String, Integer> namesakes = new HashMap<>();

        @Override
        public void visit(Heading heading) {
            String name = UNNAMED.matcher(textOf(heading).toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
            int before = namesakes.merge(name, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? name : name + "-" + before);
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            add(link, link.getDestination());
        }

        @Override
        public void visit(Image image) {
            add(image, image.getDestination());
        }

        private void add(Node node, String destination) {
            targets.add(new Target(destination, node.getSourceSpans().getFirst().getLineIndex() + 1));
            visitChildren(node);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            blocks.add(new Block(block.getInfo(), block.getLiteral(),
                    block.getSourceSpans().getFirst().getLineIndex() + 2));
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            blocks.add(new Block("", block.getLiteral(), block.getSourceSpans().getFirst().getLineIndex() + 1));
        }

        @Override
        public void visit(HtmlBlock html) {
            named(html.getLiteral());
        }

        @Override
        public void visit(HtmlInline html) {
            named(html.getLiteral());
        }

        private void named(String html) {
            ID.matcher(html).results().forEach(id -> anchors.add(id.group(1)));
        }
    }

    private static String textOf(Heading heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }

            @Override
            public void visit(Code node) {
                text.append(node.getLiteral());
            }
        });
        return text.toString();
    }
}
