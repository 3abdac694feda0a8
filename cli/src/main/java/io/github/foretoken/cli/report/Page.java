package io.github.foretoken.cli.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A page under construction: sections in the order they are added, and the numbers that their charts draw. */
final class Page {
    private static final Pattern PLACE = Pattern.compile("@([a-z.]+)@");

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
        Map<String, String> parts = Map.ofEntries(Map.entry("title", Html.escape(title)),
                Map.entry("uplot.css", Assets.uplot("dist/uPlot.min.css")),
                Map.entry("page.css", Assets.own("page.css")), Map.entry("picker", picker()),
                Map.entry("sections", sections.toString()), Map.entry("data", json()),
                Map.entry("numbers", numbers.text()), Map.entry("times", times()),
                Map.entry("uplot.licence", Assets.uplot("LICENSE")),
                Map.entry("uplot.js", Assets.uplot("dist/uPlot.iife.min.js")),
                Map.entry("page.js", Assets.own("page.js")));
        // In one pass, so that a part that looks like a place is not taken for one.
        return PLACE.matcher(Assets.own("page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))))
                .getBytes(StandardCharsets.UTF_8);
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
