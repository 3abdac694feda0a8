package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.cli.report.DevTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Pages in a Chromium without a window. Not part of the ordinary build: {@code ./mvnw -Pbrowser verify} runs it, with the
 * program named by {@code -Dforetoken.browser}. Pictures of the pages are left in {@code cli/target/report}.
 */
final class ReportBrowserCheck {
    @TempDir
    private static Path folder;

    private static DevTools browser;
    private static Path page;

    @BeforeAll
    static void start() throws Exception {
        browser = DevTools.start(System.getProperty("foretoken.browser", "chromium"),
                Files.createDirectory(folder.resolve("profile")));
        page = write("page", 500, "evaluate");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** The page about a table whose names and gaps are as bad as they come. */
    private static Path write(String name, int rows, String command, String... more) throws IOException {
        return write(name,
                "date,\"</script><b>&\"\"😀\",b\n" + IntStream.range(0, rows)
                        .mapToObj(t -> "2024-01-01 " + t + "," + wave(t) + "," + t * t % 31)
                        .collect(Collectors.joining("\n")),
                command, more);
    }

    private static double wave(int t) {
        return Math.sin(t * 0.3) * (1 + t % 5);
    }

    private static Path write(String name, String text, String command, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".csv"), text);
        Path html = folder.resolve(name + ".html");
        List<String> words = new ArrayList<>(List.of(command, file.toString(), "--output",
                folder.resolve("out.csv").toString(), "--report", html.toString()));
        words.addAll(List.of(more));
        Cli.Result result = Cli.run(words.toArray());
        assertThat(result.exit()).as(result.err()).isZero();
        return html;
    }

    private static void open(Path html) throws Exception {
        browser.device(1280, 900, false, false);
        browser.open(html);
    }

    /** Nothing went wrong, and the page asked for nothing but itself. */
    private static void requireQuiet(Path html) {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(html.toUri().toString());
    }

    /** So many charts at least, and none of them an empty canvas, which has one colour. */
    private static void requireDrawn(int least) throws Exception {
        JsonNode colours = browser.evaluate("[...document.querySelectorAll('canvas')].map(c => new Set(new Uint32Array("
                + "c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size)");
        assertThat(colours.size()).isEqualTo(browser.evaluate("document.querySelectorAll('.chart').length").asInt())
                .isGreaterThanOrEqualTo(least);
        colours.forEach(count -> assertThat(count.asInt()).isGreaterThan(20));
    }

    private static String text(String selector) throws Exception {
        return browser.evaluate("document.querySelector('" + selector + "').textContent").asString();
    }

    private static int shown(String end) throws Exception {
        return browser.evaluate("Number(document.querySelector('#chart-series .range').dataset." + end + ")").asInt();
    }

    /** A place in the series' plot, by its share of width and height. */
    private static double[] at(double x, double y) throws Exception {
        String rectangle = "(r => [r.x + " + x + " * r.width, r.y + " + y + " * r.height])"
                + "(document.querySelector('#chart-series .u-over').getBoundingClientRect())";
        browser.evaluate("document.querySelector('#chart-series').scrollIntoView({block: 'center'})");
        return new double[]{browser.evaluate(rectangle + "[0]").asDouble(),
            browser.evaluate(rectangle + "[1]").asDouble()};
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void everyChartIsDrawnAndFits(int width, boolean dark) throws Exception {
        browser.device(width, 900, width < 500, dark);
        browser.open(page);

        requireDrawn(6);
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean()).isTrue();
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asString())
                .isEqualTo(dark ? "rgb(20, 23, 26)" : "rgb(255, 255, 255)");
        Path pictures = Files.createDirectories(Path.of("target", "report"));
        browser.picture(pictures.resolve(width + (dark ? "-dark.png" : "-light.png")));
        requireQuiet(page);
    }

    /** From the smallest to the largest, far from zero, without any change, without any value for long. */
    @ParameterizedTest
    @CsvSource({"1e-290, 0", "1e-12, 0", "1e12, 0", "1e290, 0", "1, 1e12", "1e-9, 1e6", "0, 5", "0, 0", "NaN, 0"})
    void whateverTheNumbersTheyAreDrawn(double unit, double offset) throws Exception {
        Path html = write("unit",
                "x\n" + IntStream.range(0, 300)
                        .mapToObj(t -> Double.isNaN(unit) ? t < 40 || t > 250 ? wave(t) + "" : "NA"
                                : offset + unit * wave(t) + "")
                        .collect(Collectors.joining("\n")),
                "forecast");
        open(html);
        requireDrawn(4);
        double[] place = at(0.1, 0.5);
        browser.mouse("mouseMoved", place[0], place[1], false);
        assertThat(text("#chart-series .values")).containsPattern("given: -?[0-9]");
        requireQuiet(html);
    }

    @Test
    void hoveringShowsValues() throws Exception {
        open(page);
        double[] place = at(0.5, 0.5);
        browser.mouse("mouseMoved", place[0], place[1], false);

        assertThat(text("#chart-series .values"))
                .matches("2024-01-01 2[0-9]{2} · given: -?[0-9.]+ · forecast one row ahead: -?[0-9.]+"
                        + " · 80 %: -?[0-9.]+ to -?[0-9.]+ · 95 %: -?[0-9.]+ to -?[0-9.]+.*");
        requireQuiet(page);
    }

    @Test
    void draggingZoomsAndADoubleClickShowsAll() throws Exception {
        open(page);
        assertThat(new int[]{shown("from"), shown("to")}).containsExactly(1, 501);
        double[] from = at(0.25, 0.5);
        double[] to = at(0.5, 0.5);
        browser.mouse("mouseMoved", from[0], from[1], false);
        browser.mouse("mousePressed", from[0], from[1], true);
        browser.mouse("mouseMoved", (from[0] + to[0]) / 2, to[1], true);
        browser.mouse("mouseMoved", to[0], to[1], true);
        browser.mouse("mouseReleased", to[0], to[1], true);
        assertThat(shown("from")).isBetween(120, 132);
        assertThat(shown("to")).isBetween(245, 257);
        assertThat(text("#chart-series .range")).startsWith("2024-01-01 1").contains(" to 2024-01-01 2");

        browser.evaluate("document.querySelector('#chart-series .u-over').dispatchEvent(new MouseEvent('dblclick',"
                + " {bubbles: true}))");
        assertThat(new int[]{shown("from"), shown("to")}).containsExactly(1, 501);
        requireQuiet(page);
    }

    @Test
    void buttonsAndKeysMoveWhatIsShown() throws Exception {
        open(page);
        String button =
                "[...document.querySelectorAll('#chart-series button')].find(b => b.textContent === '%s').click()";
        browser.evaluate(button.formatted("Closer"));
        assertThat(shown("to") - shown("from")).isBetween(245, 255);
        int before = shown("from");
        browser.evaluate(button.formatted("Later"));
        assertThat(shown("from")).isGreaterThan(before + 100);
        browser.evaluate("document.querySelector('#chart-series .plot').focus()");
        browser.call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", "ArrowLeft"));
        assertThat(shown("from")).isBetween(before - 2, before + 2);
        browser.evaluate(button.formatted("All"));
        assertThat(new int[]{shown("from"), shown("to")}).containsExactly(1, 501);
        requireQuiet(page);
    }

    @Test
    void aNameIsNothingButTextAndTheOtherColumnCanBeChosen() throws Exception {
        open(page);
        assertThat(text("#column option")).isEqualTo("</script><b>&\"😀");
        assertThat(browser.evaluate("document.querySelectorAll('b').length").asInt())
                .isEqualTo(browser.evaluate("document.querySelectorAll('.values b').length").asInt());
        browser.evaluate(
                "(s => { s.value = '1'; s.dispatchEvent(new Event('change')); })(document.querySelector('#column'))");
        double[] place = at(0.5, 0.5);
        browser.mouse("mouseMoved", place[0], place[1], false);
        assertThat(text("#chart-series .values")).containsPattern("given: [0-9]+ ·");
        requireQuiet(page);
    }

    /** No picture that takes longer than a few of a film, with room for a shared machine. */
    @Test
    void aHundredThousandRowsStayFluid() throws Exception {
        Path large = write("large", 100_000, "predict", "--method", "persistence");
        open(large);
        // Drawing is put off until the script that asked for it has ended.
        double millis = browser.evaluate("(async () => { const start = performance.now();"
                + "const all = document.querySelectorAll('#chart-series button');"
                + "for (let i = 0; i < 20; i++) { all[i % 2].click(); await null; await null; }"
                + "return (performance.now() - start) / 20; })()").asDouble();
        System.out.println("100,000 rows: " + Math.round(millis) + " ms a picture");
        assertThat(millis).isLessThan(100);
        requireQuiet(large);
    }
}
