package io.github.foretoken.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Inflater;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a page holds, as a browser would. */
public final class Pages {
    private Pages() {}

    /** The document of a page without faults. */
    public static Document document(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document document = Jsoup.parse(html, "", parser);
        assertThat(parser.getErrors()).isEmpty();
        return document;
    }

    public static JsonNode data(Document page) {
        return JsonMapper.shared().readTree(page.getElementById("data").data());
    }

    /** The times of the rows shown. */
    public static List<String> times(Document page) throws Exception {
        return List
                .of(new String(inflated(page.getElementById("times").data()), StandardCharsets.UTF_8).split("\n", -1));
    }

    /** All packed arrays. */
    public static List<double[]> numbers(Document page) throws Exception {
        byte[] bytes = inflated(page.getElementById("numbers").data());
        int count = bytes.length / 4;
        List<double[]> arrays = new ArrayList<>();
        int at = 0;
        for (JsonNode scale : data(page).get("numbers")) {
            double[] array = new double[scale.get(0).asInt()];
            for (int i = 0; i < array.length; i++, at++) {
                int bits = 0;
                for (int place = 3; place >= 0; place--) {
                    bits = (bits << 8) | (bytes[place * count + at] & 0xFF);
                }
                array[i] =
                        Math.scalb((double) Float.intBitsToFloat(bits), scale.get(2).asInt()) + scale.get(1).asDouble();
            }
            arrays.add(array);
        }
        assertThat(at).isEqualTo(count);
        return arrays;
    }

    /** The line of a chart with that label, for a column. */
    public static double[] line(Document page, String chart, String label, int column) throws Exception {
        for (JsonNode each : data(page).get("charts")) {
            for (JsonNode line : each.get("lines")) {
                if (each.get("id").asString().equals(chart) && line.get("label").asString().equals(label)) {
                    return numbers(page).get(line.get("y").get(column).asInt());
                }
            }
        }
        throw new AssertionError(chart + " has no line " + label);
    }

    private static byte[] inflated(String text) throws Exception {
        Inflater inflater = new Inflater();
        inflater.setInput(Base64.getDecoder().decode(text.strip()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!inflater.finished()) {
            out.write(buffer, 0, inflater.inflate(buffer));
        }
        inflater.end();
        return out.toByteArray();
    }
}
