package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table in all the ways in which programs and people write it: the same bytes come out. */
class SpellingsTest {
    private static final List<String> METHOD = List.of("--kernel", "gaussian:5", "--increments");

    @TempDir
    private Path folder;
    private final List<String[]> rows = new ArrayList<>();
    private final Map<String, byte[]> spellings = new LinkedHashMap<>();

    @Test
    void theSameBytes() throws IOException {
        String text = new String(resource("days.csv"), StandardCharsets.UTF_8);
        text.lines().skip(1).forEach(line -> rows.add(line.split(",", -1)));
        text();
        encodings(text);
        json();
        tables();
        assertThat(spellings.size()).isGreaterThan(45);
        String expected = null;
        for (Map.Entry<String, byte[]> spelling : spellings.entrySet()) {
            Path file = Files.write(folder.resolve("x.dat"), spelling.getValue());
            String predicted = run("predict", spelling.getKey(), file);
            expected = expected == null ? predicted : expected;
            assertThat(predicted).as(spelling.getKey()).isEqualTo(expected);
            if (!spelling.getKey().startsWith("whole")) {
                String streamed = run("stream", spelling.getKey(), file).replaceAll("(?m)^\\d+,", "");
                assertThat(streamed).as("stream " + spelling.getKey()).isEqualTo(expected);
            }
        }
        String[] last = expected.strip().lines().toList().getLast().split(",", -1);
        assertThat(Double.parseDouble(last[0])).isCloseTo(25.23617707329287, within(1e-12));
        assertThat(Double.parseDouble(last[1])).isCloseTo(5.312596682556408, within(1e-12));
    }

    /** Without names, which not all of them have. */
    private String run(String command, String spelling, Path file) {
        List<Object> words = new ArrayList<>(List.of(command, file));
        words.addAll(METHOD);
        int options = spelling.indexOf(" --");
        if (options >= 0) {
            words.addAll(List.of(spelling.substring(options + 1).split(" ", -1)));
        }
        Cli.Result result = Cli.run(words.toArray());
        assertThat(result.exit()).as(spelling + ": " + result.err()).isZero();
        assertThat(result.err().lines().filter(line -> line.startsWith("note: ")).count()).as(result.err())
                .isLessThanOrEqualTo(command.equals("predict") ? 3 : 6);
        return result.out().replaceFirst("^(token,)?a,b\\n", "");
    }

    private void text() {
        for (String separator : List.of(",", ";", "\t", "|", " ", "  ")) {
            text("separator '" + separator + "'", table(separator, true, "%s", '.'));
            text("separator '" + separator + "' without a header", table(separator, false, "%s", '.'));
            if (!separator.equals(",")) {
                text("decimal commas, separator '" + separator + "'", table(separator, true, "%s", ','));
                text("decimal commas without a header, separator '" + separator + "'",
                        table(separator, false, "%s", ','));
            }
        }
        text("quoted", table(",", true, "\"%s\"", '.'));
        text("quoted decimal commas", table(",", true, "\"%s\"", ','));
        text("quoted decimal commas between semicolons", table(";", true, "\"%s\"", ','));
        String plain = table(",", true, "%s", '.');
        text("CR LF", plain.replace("\n", "\r\n"));
        text("CR", plain.replace('\n', '\r'));
        text("comments", "# of days\n" + plain.replace("2024-03-05", "# a gap, \"of\" notes; 5,5\n2024-03-05"));
        text("blank lines", plain.replace("\n", "\n\n"));
        text("trailing commas", plain.replace("\n", ",\n"));
        text("trailing commas below the header", plain.replace("\n", ",\n").replaceFirst(",\n", "\n"));
        text("trailing semicolons", table(";", true, "%s", ',').replace("\n", ";\n"));
        text("sep=", "sep=;\n" + table(";", true, "%s", ','));
        text("no-break spaces", plain.replace("\n", "\u00A0\n"));
        text("units", plain.replaceFirst("\n", "\n,degC,hPa\n"));
        text("blanks after commas", plain.replace(",", ", "));
        text("preamble --skip-rows 2", "Station 5, north\n\"Line; two\n" + plain);
        text("units in row 2 --skip-rows 2-2", plain.replaceFirst("\n", "\n1,2,3\n"));
        StringBuilder r = new StringBuilder("\"date\" \"a\" \"b\"\n");
        for (int i = 0; i < rows.size(); i++) {
            r.append('"').append(i + 1).append("\" ").append(String.join(" ", rows.get(i))).append('\n');
        }
        text("as R writes it --columns a,b", r.toString());
        List<String> turned = new ArrayList<>(plain.lines().toList());
        Collections.reverse(turned.subList(1, turned.size()));
        text("whole: newest first", String.join("\n", turned));
    }

    private void encodings(String text) throws IOException {
        String named = text.replaceFirst("date", "Datum (Süd)");
        for (String charset : List.of("UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE")) {
            spellings.put(charset, named.getBytes(Charset.forName(charset)));
        }
        spellings.put("UTF-8 with a mark", ("\uFEFF" + named).getBytes(StandardCharsets.UTF_8));
        spellings.put("UTF-16LE with a mark", ("\uFEFF" + named).getBytes(StandardCharsets.UTF_16LE));
        int half = text.indexOf('\n', text.length() / 2) + 1;
        byte[] first = gzip(text.substring(0, half).getBytes(StandardCharsets.UTF_8));
        byte[] second = gzip(text.substring(half).getBytes(StandardCharsets.UTF_8));
        spellings.put("gzip", gzip(text.getBytes(StandardCharsets.UTF_8)));
        spellings.put("two members of gzip",
                ByteBuffer.allocate(first.length + second.length).put(first).put(second).array());
        spellings.put("gzip of UTF-16", gzip(named.getBytes(StandardCharsets.UTF_16)));
    }

    private void json() {
        StringBuilder objects = new StringBuilder();
        StringBuilder arrays = new StringBuilder();
        for (String[] row : rows) {
            objects.append("{\"date\": \"%s\", \"a\": %s, \"b\": %s}\n".formatted((Object[]) row));
            arrays.append("[%s, %s]%n".formatted(row[1], row[2]));
        }
        text("JSON lines of objects", objects.toString());
        text("JSON lines of arrays", arrays.toString());
        text("whole: JSON array of objects", "[" + objects.toString().strip().replace("}\n", "},\n") + "]");
        text("whole: JSON array of arrays", " [\n" + arrays.toString().strip().replace("]\n", "],\n") + "\n]\n");
    }

    private void tables() throws IOException {
        ByteBuffer npy = ByteBuffer.allocate(128 + rows.size() * 16).order(ByteOrder.LITTLE_ENDIAN);
        String header =
                "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows.size() + ", 2), }".concat(" ".repeat(200));
        npy.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        npy.putShort((short) 118).put(header.substring(0, 118).getBytes(StandardCharsets.US_ASCII));
        for (String[] row : rows) {
            npy.putDouble(Double.parseDouble(row[1])).putDouble(Double.parseDouble(row[2]));
        }
        spellings.put("whole: NPY", npy.array());
        spellings.put("whole: NPY, packed", gzip(npy.array()));
        for (String codec : List.of("plain", "snappy", "gzip")) {
            spellings.put("whole: Parquet " + codec, resource("days-" + codec + ".parquet"));
        }
    }

    private void text(String name, String text) {
        spellings.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private String table(String separator, boolean header, String form, char decimal) {
        StringBuilder table = new StringBuilder();
        if (header) {
            table.append(String.join(separator, form.formatted("date"), form.formatted("a"), form.formatted("b")))
                    .append('\n');
        }
        for (String[] row : rows) {
            table.append(String.join(separator, form.formatted(row[0]), form.formatted(row[1].replace('.', decimal)),
                    form.formatted(row[2].replace('.', decimal)))).append('\n');
        }
        return table.toString();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SpellingsTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
