package io.github.foretoken.cli.report;

import io.github.foretoken.internal.Excerpt;
import java.util.List;

/** Text for a page, whatever characters a file holds. */
final class Html {
    private Html() {}

    /** As the content of an element or of a quoted attribute. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(visible(point));
            }
        });
        return escaped.toString();
    }

    /** On one line, without characters that no reader sees. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> plain.appendCodePoint(visible(point)));
        return plain.toString();
    }

    private static int visible(int point) {
        return point == '\t' || point == '\n' || point == '\r' ? ' ' : Excerpt.visible(point) ? point : 0xFFFD;
    }

    /** A paragraph. */
    static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    /** A list of sentences; nothing for none. */
    static String list(List<String> items) {
        if (items.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<ul>\n");
        items.forEach(item -> list.append("<li>").append(escape(item)).append("</li>\n"));
        return list.append("</ul>\n").toString();
    }

    /**
     * A table that scrolls by itself where it is wider than the page.
     *
     * @param caption what it shows
     * @param rows headings first, then a row each, of which the first cell names it
     */
    static String table(String caption, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(caption))
                .append("\"><table>\n<caption>")
                .append(escape(caption))
                .append("</caption>\n<thead><tr>");
        rows.getFirst().forEach(cell -> table.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
        table.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows.subList(1, rows.size())) {
            table.append("<tr><th scope=\"row\">").append(escape(row.getFirst())).append("</th>");
            row.stream().skip(1).forEach(cell -> table.append("<td>").append(escape(cell)).append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }

    /** HTML that is shown when asked for. */
    static String details(String summary, String html) {
        return "<details><summary>" + escape(summary) + "</summary>\n" + html + "</details>\n";
    }
}
