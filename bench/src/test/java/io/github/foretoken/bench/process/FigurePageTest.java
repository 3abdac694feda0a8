package io.github.foretoken.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.perfkit.Machine;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table from the JSON of several runs. */
class FigurePageTest {
    private static final Machine MACHINE = new Machine("a processor", 2, "Linux amd64", "25 Someone");
    private static final Figure FAST =
            new Figure("cold.predict", "`predict`", "s", new Spread(0.25, 0.2, 0.5, 9), Map.of("NumPy", 1.0), "");
    private static final Figure SLOW =
            Figure.alone("streams.csv", "`stream`", "rows/s", new Spread(718_123, 700_000, 720_000, 3), "wall 4 s");

    @TempDir
    private Path folder;

    private FiguresFile file;

    @BeforeEach
    void twoRuns() {
        file = new FiguresFile(folder.resolve("new").resolve("figures.json"));
        file.put("cold", new Part("2026-01-01T00:00:00Z", MACHINE, "", false, List.of(SLOW), List.of()));
        file.put("streams",
                new Part("2026-01-02T00:00:00Z", MACHINE, "busy", true, List.of(SLOW), List.of("NumPy: no python3")));
        file.put("cold", new Part("2026-01-03T00:00:00Z", MACHINE, "", false, List.of(FAST), List.of()));
    }

    private Goals goals(String... lines) {
        try {
            return new Goals(Files.write(folder.resolve("goals.properties"), List.of(lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasTheLastRunOfEachPart() {
        String page = FigurePage.of(file.parts(), goals("cold.predict.target = <= 0.30",
                "streams.csv.target = >= 800000", "streams.csv.limit = the disk"));
        assertThat(page).contains(
                "| `predict` | 0.250 s | 0.200 to 0.500 (9) | NumPy 1.00 s, 4.00 x | <= 0.30 | reached |",
                "| `stream` | 718,000 rows/s | 700,000 to 720,000 (3) | | >= 800000 | not reached: the disk; wall 4 s |",
                "- streams: NumPy: no python3");
        assertThat(page).contains(
                MACHINE + ": cold 2026-01-03T00:00:00Z, streams 2026-01-02T00:00:00Z (quick) (busy machine).");
    }

    @Test
    void theFileComesBackAsItWas() {
        assertThat(file.parts()).containsOnlyKeys("cold", "streams");
        assertThat(file.parts().get("cold").figures()).containsExactly(FAST);
        assertThat(file.parts().get("streams").figures()).containsExactly(SLOW);
    }

    @Test
    void someRowsMayBeMeasuredAgain() {
        Figure other = Figure.alone("cold.other", "other", "s", new Spread(1, 1, 1, 1), "");
        file.put("cold", new Part("2026-01-03T00:00:00Z", MACHINE, "", false, List.of(SLOW, FAST), List.of()));
        Figure slower = Figure.alone("streams.csv", "`stream`", "rows/s", new Spread(1, 1, 1, 3), "");
        file.putRows("cold",
                new Part("2026-01-04T00:00:00Z", MACHINE, "busy", false, List.of(slower, other), List.of()),
                "rows with 's'", UnaryOperator.identity());
        Part part = file.parts().get("cold");
        assertThat(part.figures()).containsExactly(slower, FAST, other);
        assertThat(part.date()).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(FigurePage.of(file.parts(), goals()))
                .contains("- cold: rows with 's': measured again 2026-01-04T00:00:00Z (busy machine)\n");
        file.putRows("peers", part, "rows with 'p'", UnaryOperator.identity());
        assertThat(file.parts().get("peers")).isEqualTo(part);
    }

    @Test
    void aTargetMayBeARatioToAPeer() {
        assertThat(goals("cold.predict.target = NumPy >= 4").verdict(FAST)).isEqualTo("reached");
        assertThat(goals("cold.predict.target = NumPy >= 4.1").verdict(FAST)).isEqualTo("not reached");
        assertThat(goals("cold.predict.target = PyTorch >= 1").verdict(FAST)).isEqualTo("PyTorch was not measured");
        assertThat(goals("cold.predict.limit = the start of Java").verdict(FAST)).isEqualTo("the start of Java");
    }

    @Test
    void theFastestPeerIsWhicheverThatIs() {
        Figure figure = new Figure("peers.a-1", "a", "ms", new Spread(2, 1.9, 2.2, 3),
                Map.of("slow", 8.0, "quick", 3.0, Figure.ROOF, 1.0), "");
        assertThat(goals("peers.a-1.target = fastest >= 1.5").verdict(figure)).isEqualTo("reached");
        assertThat(goals("peers.a-1.target = fastest >= 1.6", "peers.a-1.limit = b").verdict(figure))
                .isEqualTo("not reached: b");
        assertThat(goals("peers.a-1.target = roof >= 0.5").verdict(figure)).isEqualTo("reached");
        assertThat(goals("peers.a-1.target = fastest >= 1").verdict(SLOW)).isEmpty();
        assertThat(goals("cold.predict.target = spread <= 150").verdict(FAST)).isEqualTo("reached");
        assertThat(goals("cold.predict.target = spread <= 149").verdict(FAST)).isEqualTo("not reached");
        Figure few = Figure.alone("cold.predict", "`predict`", "s", new Spread(1, 1, 1, 4), "");
        assertThat(goals("cold.predict.target = spread <= 150").verdict(few)).isEqualTo("not known, for want of runs");
        assertThat(goals("streams.csv.target = fastest >= 1").verdict(SLOW)).isEqualTo("fastest was not measured");
    }

    @Test
    void aStarStandsForAllThatBeginSo() {
        String[] lines = {"cold.*.target = <= 0.1", "cold.pre*.target = <= 0.3", "streams.csv.target = >= 1"};
        assertThat(goals(lines).verdict(FAST)).isEqualTo("reached");
        assertThat(goals(lines[0]).verdict(FAST)).isEqualTo("not reached");
        assertThat(goals(lines[0], "cold.*.limit = the start").verdict(FAST)).isEqualTo("not reached: the start");
        assertThat(goals(lines[0], lines[2]).verdict(SLOW)).isEqualTo("reached");
    }

    @Test
    void moreRowsASecondAreFaster() {
        Figure rate = new Figure("a", "a", "rows/s", new Spread(300, 300, 300, 1), Map.of("other", 100.0), "");
        assertThat(rate.factor("other")).isEqualTo(3);
        assertThat(FAST.factor("NumPy")).isEqualTo(4);
    }

    @Test
    void threeDigits() {
        assertThat(List.of(0.01234, 1.234, 12.34, 123.4, 1234.0, 0.0).stream().map(FigurePage::digits))
                .containsExactly("0.0123", "1.23", "12.3", "123", "1,230", "0");
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        assertThatThrownBy(() -> goals("a.target = about 3")).isInstanceOf(PerfkitException.class)
                .hasMessageContaining("a.target must read [PEER] <= NUMBER or [PEER] >= NUMBER, not about 3");
        assertThatThrownBy(() -> goals("a.goal = 3")).isInstanceOf(PerfkitException.class)
                .hasMessageContaining("a.goal ends neither with .target nor with .limit");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        assertThatThrownBy(() -> new FiguresFile(broken).parts()).isInstanceOf(PerfkitException.class)
                .hasMessageContaining("broken.json holds no figures");
    }

    @Test
    void theProjectsOwnGoalsCanBeRead() {
        assertThat(new Goals(Path.of("figures.properties")).ids()).contains("cold.predict-1000");
    }
}
