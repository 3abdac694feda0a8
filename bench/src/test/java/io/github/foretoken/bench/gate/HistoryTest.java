package io.github.foretoken.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.bench.gate.HistoryEntry.Figure;
import io.github.foretoken.perfkit.Machine;
import io.github.foretoken.perfkit.PerfkitException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Machine MACHINE = new Machine("a processor", 2, "Linux amd64", "25");

    @TempDir
    private Path folder;

    private static HistoryEntry entry(String date, Figure... figures) {
        return new HistoryEntry(date, "0123456789abcdef", date, false, MACHINE, null, 4, List.of("-Xmx2g"), 30, 60.0,
                List.of(figures));
    }

    @Test
    void keepsRatiosThatSurviveAChangeOfMachine() {
        // 10 us at 30 GFLOP/s are 300,000 operations of the peak; 150,000 of the benchmark's own are half of that.
        Figure figure = Recording.figure("a", 10, 40, 150_000, 30);

        assertThat(figure.timesFasterThanScalar()).isCloseTo(4, within(1e-12));
        assertThat(figure.shareOfPeak()).isCloseTo(0.5, within(1e-12));
        assertThat(figure.peakOperations()).isCloseTo(300_000, within(1e-6));
        // The same on a machine of twice the speed.
        assertThat(Recording.figure("a", 5, 20, 150_000, 60)).usingRecursiveComparison()
                .ignoringFields("microseconds", "scalarMicroseconds")
                .withEqualsForType((x, y) -> Math.abs(x - y) < 1e-9, Double.class)
                .isEqualTo(figure);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Figure figure = Recording.figure("a", 10, Double.NaN, Double.NaN, 30);

        assertThat(figure.scalarMicroseconds()).isNull();
        assertThat(figure.timesFasterThanScalar()).isNull();
        assertThat(figure.shareOfPeak()).isNull();
    }

    @Test
    void readsBackWhatItWroteOldestFirst() throws Exception {
        History history = new History(folder.resolve("history"));
        HistoryEntry later = entry("2026-02-01T10:00:00Z", Recording.figure("a", 10, Double.NaN, 1, 30));
        HistoryEntry earlier = entry("2026-01-01T10:00:00Z", Recording.figure("a", 10, 40, 1, 30));

        Path file = history.add(later);
        history.add(earlier);

        assertThat(file).hasFileName("2026-02-01T100000Z-0123456789.json");
        assertThat(history.entries()).containsExactly(earlier, later);
    }

    @Test
    void saysWhichFileIsNoRecord() throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), "{");

        assertThatThrownBy(() -> new History(folder).entries()).isInstanceOf(PerfkitException.class)
                .hasMessageContaining(file + " is no recorded run");
        assertThatThrownBy(() -> new History(folder.resolve("none")).entries()).isInstanceOf(PerfkitException.class)
                .hasMessageContaining("bench/run --record");
    }

    @Test
    void everyRecordedRunCanBeRead() {
        assertThat(new History(Path.of("history")).entries()).isNotEmpty();
    }

    @Test
    void rollingMedianSkipsGapsAndOutliers() {
        double nan = Double.NaN;

        assertThat(TrendLine.rollingMedian(new double[]{nan, 1, 9, 2, 3, nan, 4, 5})).containsExactly(nan, 1, 5, 2, 2.5,
                2.5, 3.5, 3.5);
    }

    @Test
    void drawsPngAndSvg() throws Exception {
        List<HistoryEntry> runs = List.of(entry("2026-01-01T10:00:00Z", Recording.figure("a", 10, 40, 100, 30)),
                entry("2026-01-02T10:00:00Z", Recording.figure("a", 9, 40, 100, 30),
                        Recording.figure("b", 9, Double.NaN, Double.NaN, 30)));
        Path png = folder.resolve("trend.png");

        Files.write(png, TrendChart.draw(TrendLine.of(runs, Pattern.compile("")), runs, false));

        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(1000);
        assertThat(new String(TrendChart.draw(TrendLine.of(runs, Pattern.compile("a")), runs, true),
                StandardCharsets.UTF_8)).contains("<svg");
        assertThatThrownBy(() -> TrendLine.of(runs, Pattern.compile("c"))).hasMessageContaining("fits nothing");
    }

    /** What the peak of float64 once made of it, more than a hundred per cent, is not drawn. */
    @Test
    void float32IsMeasuredByItsOwnPeak() {
        Figure figure = Recording.figure("b type=float32", 10, Double.NaN, 300_000, 60);
        HistoryEntry with = entry("2026-01-02T10:00:00Z", figure);
        HistoryEntry without = new HistoryEntry("2026-01-01T10:00:00Z", "0", "2026-01-01T10:00:00Z", false, MACHINE,
                null, 4, List.of(), 30, null, List.of(Recording.figure("b type=float32", 10, Double.NaN, 300_000, 30)));

        assertThat(TrendLine.of(List.of(without, with), Pattern.compile("")).getFirst().percentOfPeak)
                .containsExactly(Double.NaN, 50);
    }
}
