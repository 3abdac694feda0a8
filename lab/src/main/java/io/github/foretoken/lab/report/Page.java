package io.github.foretoken.lab.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A page under construction: sections in the order they are added, and the numbers that their charts draw. */
final class Page {
    /** Nothing is loaded from anywhere: the browser itself sees to it. */
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
            + "img-src data:; base-uri 'none'; form-action 'none'";

    private final Frame frame;
    private final String title;
    private final PackedNumbers numbers = new PackedNumbers();
    private final List<Object> charts = new ArrayList<>();
    private final List<Object> marks = new ArrayList<>();
    private final StringBuilder sections = new StringBuilder();
    private int after;

    Page(Frame frame, String title) {
        this.frame = frame;
        this.title = Html.plain(title);
    }

    PackedNumbers numbers() {
        return numbers;
    }

    /** How many rows after the last one are drawn. */
    void after(int rows) {
        after = Math.max(after, rows);
    }

    /** A row that is marked in charts of the series. */
    void mark(int row, String label, boolean change) {
        marks.add(List.of(row, Html.plain(label), change));
    }

    /**
     * Adds a section.
     *
     * @param before HTML that stands above the chart
     * @param chart or null
     * @param below HTML that stands below it
     */
    void section(String id, String heading, String before, Chart chart, String below) {
        sections.append("<section id=\"")
                .append(id)
                .append("\">\n<h2>")
                .append(Html.escape(heading))
                .append("</h2>\n")
                .append(before);
        if (chart != null) {
            charts.add(chart.parts());
            sections.append("<div class=\"chart\" id=\"").append(chart.parts().get("id")).append("\"></div>\n");
        }
        sections.append(below).append("</section>\n");
    }

    /** All of it. */
    byte[] html() {
        String escaped = Html.escape(title);
        StringBuilder html = new StringBuilder(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(POLICY)
                .append("\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(escaped)
                .append("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
                .append(Assets.uplot("dist/uPlot.min.css"))
                .append('\n')
                .append(Assets.own("page.css"))
                .append("</style>\n</head>\n<body>\n<header>\n<h1>")
                .append(escaped)
                .append("</h1>\n")
                .append("</header>\n")
                .append(picker())
                .append("<main>\n")
                .append("<p id=\"trouble\" role=\"alert\"><noscript>The charts need JavaScript, all of which is in this ")
                .append("file. Tables and text do without.</noscript></p>\n")
                .append(sections)
                .append("</main>\n")
                .append("<footer><p>Written by Foretoken. This page is complete: it loads nothing. Charts are drawn by ")
                .append("uPlot, whose licence is in this file.</p></footer>\n")
                .append("<script type=\"application/json\" id=\"data\">")
                .append(json())
                .append("</script>\n")
                .append("<script type=\"text/plain\" id=\"numbers\">")
                .append(numbers.text())
                .append("</script>\n")
                .append("<script type=\"text/plain\" id=\"times\">")
                .append(times())
                .append("</script>\n<script>\n/*\n")
                .append(Assets.uplot("LICENSE"))
                .append("*/\n")
                .append(Assets.uplot("dist/uPlot.iife.min.js"))
                .append("\n</script>\n<script>\n")
                .append(Assets.own("page.js"))
                .append("</script>\n</body>\n</html>\n");
        return html.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Which column is drawn, where there are several. */
    private String picker() {
        if (frame.columns() == 1) {
            return "";
        }
        String left = frame.columns() == frame.dimension() ? ""
                : "<span>" + Words.count(frame.dimension() - frame.columns()) + " of "
                        + Words.count(frame.dimension(), "column") + " left out</span>";
        return "<nav class=\"picker\" aria-label=\"Column\"><label for=\"column\">Column</label> <select id=\"column\" autocomplete=\"off\">"
                + IntStream.range(0, frame.columns())
                        .mapToObj(c -> "<option value=\"" + c + "\">" + Html.escape(frame.names().get(c)) + "</option>")
                        .collect(Collectors.joining())
                + "</select> " + left + "</nav>\n";
    }

    private String json() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("first", frame.first());
        data.put("rows", frame.count());
        data.put("after", after);
        data.put("clock", Html.plain(frame.clock()));
        data.put("columns", frame.names().subList(0, frame.columns()).stream().map(Html::plain).toList());
        data.put("numbers", numbers.scales());
        data.put("marks", marks);
        data.put("charts", charts);
        // No end tag within a script, whatever a column is called.
        return JsonMapper.shared().writeValueAsString(data).replace("<", "\\u003c");
    }

    /** A line for each row shown and to come; nothing where there are no times. */
    private String times() {
        if (frame.times().isEmpty()) {
            return "";
        }
        String lines = IntStream.range(frame.first(), frame.count() + after)
                .mapToObj(row -> Html.plain(frame.time(row).orElse("")))
                .collect(Collectors.joining("\n"));
        return PackedNumbers.compressed(lines.getBytes(StandardCharsets.UTF_8));
    }
}
