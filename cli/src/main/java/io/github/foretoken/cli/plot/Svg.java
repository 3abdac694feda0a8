package io.github.foretoken.cli.plot;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures as SVG. All text is drawn as outlines, so that it looks the same whatever fonts the reader has; the words
 * themselves are in the title and description elements. The same picture gives the same bytes.
 */
final class Svg {
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>]*>");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?:E-?\\d+)?");
    private static final Pattern ROOT = Pattern.compile("<svg [^>]*>");
    /** A hundredth of a point is below what any printer shows. */
    private static final int DECIMALS = 2;

    private Svg() {}

    static byte[] encode(Picture picture) throws IOException {
        HouseStyle.headless();
        VectorGraphics2D recorder = new VectorGraphics2D();
        picture.paint(recorder);
        Document document = new SVGProcessor().getDocument(LinePaths.join(recorder.getCommands()),
                new PageSize(0, 0, picture.width(), picture.height()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.writeTo(bytes);
        String svg = bytes.toString(StandardCharsets.UTF_8);
        // A document type only makes parsers fetch its definition from the network.
        svg = DOCTYPE.matcher(svg).replaceFirst("");
        svg = LONG_NUMBER.matcher(svg).replaceAll(number -> rounded(number.group()));
        return withText(numberedClips(svg), picture).getBytes(StandardCharsets.UTF_8);
    }

    private static String rounded(String number) {
        return new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }

    /** Clip paths come named after hash codes; numbers in order of appearance are the same in every run. */
    private static String numberedClips(String svg) {
        Map<String, String> names = new LinkedHashMap<>();
        return CLIP.matcher(svg)
                .replaceAll(name -> names.computeIfAbsent(name.group(), _ -> "plot" + (names.size() + 1)));
    }

    private static String withText(String svg, Picture picture) {
        Matcher root = ROOT.matcher(svg);
        if (!root.find()) {
            throw new IllegalStateException("no svg element was written");
        }
        String open = root.group();
        return svg.substring(0, root.start()) + open.substring(0, open.length() - 1) + " role=\"img\">\n  <title>"
                + escaped(picture.title()) + "</title>\n  <desc>" + escaped(picture.description()) + "</desc>"
                + svg.substring(root.end());
    }

    /** Text fit for XML, which also knows characters it cannot hold at all. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(allowed(c) ? c : ' ');
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
