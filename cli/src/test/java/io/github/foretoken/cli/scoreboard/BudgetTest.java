package io.github.foretoken.cli.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Matrix;
import io.github.foretoken.predict.PredictorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private static ScoredSeries series(int rows, int columns) {
        Random random = new Random(1);
        double[] data = new double[rows * columns];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextGaussian();
        }
        return new ScoredSeries(Matrix.of(data, rows, columns), new int[0], new int[0], rows / 2, rows);
    }

    private static List<String> names(List<Contender> lineup) {
        return lineup.stream().map(Contender::name).toList();
    }

    @Test
    void aSmallSeriesIsComparedOnEverything() {
        List<String> notes = new ArrayList<>();
        List<Contender> lineup = Lineup.of(series(400, 3), null, 24, null, 1, notes::add);
        assertThat(notes).noneMatch(note -> note.contains("left out"));
        assertThat(names(lineup)).contains("persistence", "forecaster", "auto").hasSizeGreaterThanOrEqualTo(12);
    }

    /** What remembers every row is too much for many of them, and a regression on hundreds of columns. */
    @Test
    void whatWouldTakeTooLongIsLeftOutByName() {
        List<String> notes = new ArrayList<>();
        List<Contender> lineup = Lineup.of(series(60_000, 120), null, 24, 7, 1, notes::add);
        assertThat(names(lineup)).contains("persistence", "seasonal persistence 7", "forecaster")
                .doesNotContain("auto")
                .noneMatch(name -> name.startsWith("least-squares"));
        assertThat(notes).anyMatch(note -> note.startsWith("left out auto: "))
                .anyMatch(note -> note.matches("left out least-squares:1 delays=24: it takes some .* operations.*"))
                .anyMatch(note -> note.startsWith("left out kaczmarz kernel=gaussian:"));
    }

    @Test
    void whatIsNamedIsNeverLeftOut() {
        List<Contender> lineup =
                Lineup.of(series(30_000, 120), List.of("kernel-ridge:1 kernel=gaussian:9"), 24, 7, 1, note -> {});
        assertThat(names(lineup)).contains("kernel-ridge:1 kernel=gaussian:9 delays=24");
    }

    /** Twice the rows, columns or steps: whether that is twice the work, four times, or eight. */
    @ParameterizedTest
    @CsvSource({"least-squares:1 delays=100, 2, 4, 2", "kaczmarz kernel=linear delays=100, 2, 4, 2",
        "kaczmarz kernel=gaussian:1 delays=100, 4, 2, 2", "kernel-ridge:1 kernel=gaussian:1 budget=1000, 2, 1, 2",
        "kernel-ridge:1 kernel=gaussian:1 delays=1, 8, 1, 2", "affine:8 kernel=gaussian:1 delays=100, 4, 2, 2",
        "kaczmarz kernel=linear delays=100 window=30, 2, 4, 2"})
    void costsGrowAsTheMethodDoes(String text, double byRows, double byColumns, double bySteps) {
        Cost cost = Cost.direct(PredictorOptions.parse(text));
        double rows = 100_000;
        double once = cost.of(rows, 50, 1);
        double tolerance = 0.1;
        assertThat(cost.of(2 * rows, 50, 1) / once).isBetween(byRows * (1 - tolerance), byRows * (1 + tolerance));
        assertThat(cost.of(rows, 100, 1) / once).isBetween(byColumns * (1 - tolerance), byColumns * (1 + tolerance));
        assertThat(cost.of(rows, 50, 2) / once).isBetween(bySteps * (1 - tolerance), bySteps * (1 + tolerance));
    }
}
