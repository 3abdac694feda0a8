package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.report.Pages;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of {@code --report}. */
final class ReportTest extends ReportPages {
    @Test
    void aForecastIsShownWithAllThereIsToSayAboutIt() throws Exception {
        Path file = waves();
        Path next = folder.resolve("next.csv");
        Document page = page("forecast", file, "--horizon", "12", "--output", next);

        assertThat(sections(page)).startsWith("understood", "next", "series", "errors-1", "errors-12", "coverage-1",
                "coverage-12", "weights", "abnormal");
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("meta[name=viewport]").attr("content")).contains("width=device-width");
        assertThat(page.select("#understood li").eachText()).first()
                .isEqualTo("waves.csv has 300 rows of 2 columns of numbers: a, b; the times of time go from "
                        + "2024-01-10 00:00 to 2024-01-22 11:00.");
        assertThat(page.select("select option").eachText()).containsExactly("a", "b");
        assertThat(Pages.times(page)).hasSize(312).startsWith("2024-01-10 00:00").endsWith("2024-01-22 23:00");

        double[] given = Pages.line(page, "chart-series", "given", 0);
        double[] mean = Pages.line(page, "chart-series", "forecast one row ahead", 0);
        List<String> rows = Files.readAllLines(next);
        for (int t = 0; t < 300; t++) {
            assertThat(given[t]).isCloseTo(wave(t), within(4 * 0x1p-23));
        }
        for (int h = 1; h <= 12; h++) {
            assertThat(mean[299 + h]).isCloseTo(Double.parseDouble(rows.get(h).split(",", -1)[1]), within(4 * 0x1p-17));
        }
    }

    /** A policy that no request passes, and nothing that would make one. */
    @Test
    void nothingIsLoadedFromAnywhere() throws Exception {
        Document page = page("predict", waves(), "--output", folder.resolve("p.csv"));

        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none';")
                .doesNotContain("http", "*", "connect-src", "'self'");
        assertThat(page.select("[src], form, iframe, object, embed, link:not([href^=data:])")).isEmpty();
        assertThat(page.select("script").stream().map(script -> script.data()).filter(text -> text.contains("uPlot")))
                .anyMatch(text -> text.contains("MIT License") && text.contains("Leon Sorokin"));
    }

    @Test
    void theNoticesHoldTheLicenceOfWhatPagesContain() throws Exception {
        String notice = Files.readString(Cli.project("NOTICE"));
        Document page = page("forecast", waves(), "--output", folder.resolve("f.csv"));
        String script = page.select("script")
                .stream()
                .map(Element::data)
                .filter(text -> text.contains("MIT"))
                .findFirst()
                .orElseThrow();
        assertThat(notice).contains(script.substring(script.indexOf("/*") + 2, script.indexOf("*/")).strip());
        Properties uplot = new Properties();
        try (InputStream in =
                ReportTest.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            uplot.load(in);
        }
        assertThat(notice).contains("uPlot, version " + uplot.getProperty("version") + ",");
    }

    /** Seventeen thousand rows of seven columns are to stay below 3 MB, even if they are nothing but noise. */
    @Test
    void aNumberTakesLittleRoom() throws Exception {
        Random random = new Random(1);
        long[] sizes = new long[2];
        for (int i = 0; i < 2; i++) {
            Path file = write("noise.csv", "", 800 * (i + 1),
                    t -> random.doubles(7).mapToObj(Double::toString).collect(Collectors.joining(",")));
            page("forecast", file, "--output", folder.resolve("f.csv"), "--horizon", "24");
            sizes[i] = Files.size(folder.resolve("page.html"));
        }
        // From 800 rows on curves have 400 points, and only the series grows.
        double row = (sizes[1] - sizes[0]) / 800.0;
        assertThat(sizes[0] + (17_420 - 800) * row).isBetween(1e6, 3e6);
    }

    @Test
    void theSameInputIsTheSamePage() throws Exception {
        Path file = waves();
        for (List<Object> words : List.of(List.<Object>of("forecast", file, "--output", folder.resolve("f.csv")),
                List.<Object>of("evaluate", file, "--output", folder.resolve("e.csv")))) {
            page(words.toArray());
            byte[] first = Files.readAllBytes(folder.resolve("page.html"));
            page(words.toArray());
            assertThat(Files.readAllBytes(folder.resolve("page.html"))).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"</script><script>x()</script>", "a&b<i>", "it's", "\"\"quoted\"\"", "😀 m³",
        "<!--<script>", "__proto__", "${x}", "@data@", "$1\\"})
    void namesOfColumnsAreNothingButText(String name) throws Exception {
        Path file = write("<b>&.csv", "\"" + name + "\",b\n", 60, t -> wave(t) + "," + t % 5);
        String plain = name.replace("\"\"", "\"");
        Document page = page("forecast", file, "--output", folder.resolve("f.csv"));

        assertThat(page.select("select option").first().text()).isEqualTo(plain);
        assertThat(Pages.data(page).get("columns").get(0).asString()).isEqualTo(plain);
        assertThat(page.select("#errors-1 tbody th").first().text()).isEqualTo(plain);
        assertThat(page.title()).isEqualTo("<b>&.csv: what Foretoken saw");
        assertThat(page.select("b, i")).isEmpty();
        assertThat(page.select("script")).as("data, numbers, times, uPlot, ours").hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"1e-12", "1", "1e12"})
    void theUnitOfTheDataPlaysNoPart(double unit) throws Exception {
        Path file = write("x.csv", "x\n", 200, t -> Double.toString(unit * wave(t)));
        Document page = page("predict", file, "--output", folder.resolve("p.csv"));
        double[] given = Pages.line(page, "chart-series", "given", 0);
        List<String> predicted = Files.readAllLines(folder.resolve("p.csv"));
        double[] mean = Pages.line(page, "chart-series", "forecast one row ahead", 0);
        for (int t = 1; t < 200; t++) {
            assertThat(given[t]).isCloseTo(unit * wave(t), within(unit * 4 * 0x1p-23));
            assertThat(mean[t]).isCloseTo(Double.parseDouble(predicted.get(t)), within(unit * 4 * 0x1p-17));
        }
    }

    @Test
    void missingValuesAreGaps() throws Exception {
        Path file = write("gaps.csv", "x,y\n", 120, t -> (t >= 50 && t < 60 ? "" : wave(t)) + "," + t % 7);
        Document page = page("forecast", file, "--output", folder.resolve("f.csv"));

        double[] given = Pages.line(page, "chart-series", "given", 0);
        for (int t = 0; t < 120; t++) {
            assertThat(Double.isNaN(given[t])).isEqualTo(t >= 50 && t < 60);
        }
        assertThat(page.select("#understood li").eachText()).contains("10 values are missing of 240.");
    }

    /** Coverage and errors counted anew from what predict writes. */
    @Test
    void tablesAreThoseOfThePredictions() throws Exception {
        Path file = write("x.csv", "x\n", 300, t -> Double.toString(wave(t)));
        Path predictions = folder.resolve("p.csv");
        Document page = page("predict", file, "--level", "80", "--output", predictions);
        double[][] p = Files.readAllLines(predictions)
                .stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
        double error = 0;
        double persistence = 0;
        int inside = 0;
        int intervals = 0;
        for (int t = 1; t < 300; t++) {
            error += Math.abs(wave(t) - p[t - 1][0]) / 299;
            persistence += Math.abs(wave(t) - wave(t - 1)) / 299;
            intervals += Double.isFinite(p[t - 1][1]) ? 1 : 0;
            inside += Double.isFinite(p[t - 1][1]) && p[t - 1][1] <= wave(t) && wave(t) <= p[t - 1][2] ? 1 : 0;
        }
        List<String> errors = page.select("#errors-1 tbody td").eachText();
        assertThat(errors.getFirst()).isEqualTo("299");
        assertThat(Double.parseDouble(errors.get(1))).isCloseTo(error, within(error * 1e-3));
        assertThat(Double.parseDouble(errors.get(2))).isCloseTo(persistence, within(persistence * 1e-3));
        List<String> coverage = page.select("#coverage-1 tbody td").eachText();
        assertThat(coverage.getFirst()).isEqualTo(Integer.toString(intervals));
        assertThat(Double.parseDouble(coverage.get(1).replace(" %", ""))).isCloseTo(100.0 * inside / intervals,
                within(0.051));
    }

    /** The page of a method has no section about what only the forecaster has; that of a file of predictions neither. */
    @Test
    void thereIsNoSectionWithoutContent() throws Exception {
        Path file = waves();
        Path predictions = folder.resolve("p.csv");
        Document method = page("predict", file, "--method", "persistence", "--output", predictions);
        assertThat(sections(method)).containsExactly("understood", "next", "series", "errors-1");
        List<String> cells = method.select("#errors-1 tbody td").eachText();
        assertThat(cells.get(1)).as("persistence is compared with itself").isEqualTo(cells.get(2));

        Document written = page("report", file, predictions);
        assertThat(sections(written)).isEqualTo(sections(method));
        assertThat(written.select("#errors-1 tbody").html()).isEqualTo(method.select("#errors-1 tbody").html());
    }

    @Test
    void theScoreboardIsThatOfTheCsvButForTimes() throws Exception {
        Path scores = folder.resolve("s.csv");
        Document page = page("evaluate", waves(), "--output", scores);

        assertThat(sections(page)).contains("scores", "series", "weights");
        List<String> methods = Files.readAllLines(scores).stream().skip(1).map(line -> line.split(",", -1)[0]).toList();
        assertThat(page.select("#scores tbody th").eachText()).isEqualTo(methods);
        assertThat(page.select("#scores thead th").eachText()).startsWith("method", "MSE")
                .doesNotContain("time a token");
        assertThat(Pages.data(page).get("charts").findValuesAsString("label"))
                .anyMatch(label -> label.endsWith("  persistence"));
    }

    @Test
    void ofManyColumnsTheFirstAreShownAndTheOthersCounted() throws Exception {
        Path file = write("wide.csv", "", 40,
                t -> IntStream.range(0, 30)
                        .mapToObj(c -> Double.toString(wave(t + c)))
                        .collect(Collectors.joining(",")));
        Document page = page("forecast", file, "--output", folder.resolve("f.csv"));

        assertThat(page.select("select option")).hasSize(12);
        assertThat(page.select(".picker").text()).contains("18 of 30 columns left out");
        assertThat(page.select("#understood li").eachText())
                .anyMatch(text -> text.contains("18 are left out. Choose others with --columns."));
    }

    @Test
    void whatGoesWrongIsOneLineAndLeavesNoPage() throws Exception {
        Path file = waves();
        Path page = folder.resolve("page.html");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "a,b\n1,2\n3\n");
        Path other = Files.writeString(folder.resolve("other.csv"), "c,d\n1,2\n");
        Path text = Files.writeString(folder.resolve("text.csv"), "a,b\n1,2\n3,x\n");
        Path half = Files.writeString(folder.resolve("half.csv"), "a,a.lower80,a.upper80,b\n1,0,2,3\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        refused("the extension must be .html", "forecast", file, "--report", folder.resolve("page.pdf"));
        refused("does not exist", "forecast", file, "--report", folder.resolve("no/page.html"));
        refused("--report", "predict", "--text", file, "--report", page);
        refused("--report does not go with --anomalies", "evaluate", "--anomalies", "x.json", "--report", page);
        refused("Missing required option: '--report=FILE'", "report", file, other);
        refused("is the input itself", "forecast", Files.copy(file, folder.resolve("in.html")), "--report",
                folder.resolve("in.html"));
        refused("line 3 has 1 cell, the first has 2", "report", file, bad, "--report", page);
        refused("'a' should be there is 'c'", "report", file, other, "--report", page);
        refused("line 3, column 2: 'x' is not a number", "report", file, text, "--report", page);
        refused("'b.lower80' should be there is 'nothing'", "report", file, half, "--report", page);
        refused("is empty", "report", file, empty, "--report", page);
        refused("is a directory", "report", file, folder, "--report", page);
        refused("does not exist", "report", file, folder.resolve("none.csv"), "--report", page);
        refused("more than the", "report", write("short.csv", "a,b\n", 3, t -> t + "," + t),
                write("long.csv", "a,b\n", 9, t -> t + "," + t), "--report", page);
        assertThat(page).doesNotExist();
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("."));
    }
}
