package io.github.foretoken.cli.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TableReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("EnumOrdinal") // the expected values stand in the order of the constants
class AnomalyScoreTest {
    private static final Path FOLDER = Path.of("src/test/resources/anomalies");

    private static List<LabelledScores> files(DoubleBinaryOperator scoreOfValueAndScore) {
        WindowFile windows = WindowFile.read(FOLDER.resolve("windows.json"));
        return windows.names().stream().map(name -> {
            Path path = FOLDER.resolve(name);
            Table read = TableReader.read(path, ColumnSelection.parse("value,score"));
            Matrix table = read.values();
            double[] scores = IntStream.range(0, table.rows())
                    .mapToDouble(i -> scoreOfValueAndScore.applyAsDouble(table.get(i, 0), table.get(i, 1)))
                    .toArray();
            return new LabelledScores(scores, windows.of(windows.nameOf(path), read.times().orElseThrow().cells()));
        }).toList();
    }

    /** Computed once by another program's scorer in floating point, whose sums have as many terms as there are rows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "score | 87.89965578959828 | 0.73 | 77.48525966593496 | 0.76 | 91.93310385973219 | 0.73",
        "negated | 24.570319052056877 | -0.02 | 20.948667315453168 | -0.02 | 31.90371874620797 | -0.08",
        "value | 91.07618601162477 | 13.16 | 83.74285267829146 | 13.16 | 94.05079067441652 | 13.16",
        "distance | 72.13115248704425 | 3.16 | 66.29478579955683 | 5.630000000000001 | 81.42076832469616 | 3.16"})
    void scoresAreThoseOfAnotherProgram(String of, double standard, double standardThreshold, double fewFalseAlarms,
            double fewFalseAlarmsThreshold, double fewMisses, double fewMissesThreshold) {
        List<LabelledScores> files = files((value, score) -> switch (of) {
            case "score" -> score;
            case "negated" -> -score;
            case "value" -> value;
            default -> Math.abs(value - 10);
        });
        double[] expected = {standard, fewFalseAlarms, fewMisses};
        double[] thresholds = {standardThreshold, fewFalseAlarmsThreshold, fewMissesThreshold};
        for (Profile profile : Profile.values()) {
            AnomalyScore actual = AnomalyScore.of(files, profile);
            double rows = files.stream().mapToInt(file -> file.scores().length).sum();
            assertThat(actual.score()).isCloseTo(expected[profile.ordinal()], offset(100 * rows * 0x1p-52));
            assertThat(actual.threshold()).isEqualTo(thresholds[profile.ordinal()]);
            assertThat(actual.windows()).isEqualTo(3);
        }
    }

    /** Rows 0 to 14 are probation. */
    private static AnomalyScore oneWindow(int... detections) {
        double[] scores = new double[100];
        for (int row : detections) {
            scores[row] = 1;
        }
        return AnomalyScore.of(List.of(new LabelledScores(scores, List.of(new LabelledScores.Window(40, 49)))),
                Profile.STANDARD);
    }

    @Test
    void aWindowDetectedAtItsFirstRowIsWorthAHundredAndLaterOnesLess() {
        assertThat(oneWindow(40)).isEqualTo(new AnomalyScore(Profile.STANDARD, 100, 1, 1, 1, 0));
        assertThat(oneWindow(40, 44, 49)).isEqualTo(oneWindow(40));
        double later = oneWindow(44).score();
        assertThat(later).isLessThan(100).isGreaterThan(oneWindow(49).score());
        assertThat(oneWindow(49).score()).isGreaterThan(50);
        assertThat(oneWindow(40, 90).score()).isCloseTo(100 - 100 * 0.11 / 2, offset(1e-12));
        assertThat(oneWindow(40, 50).score()).isBetween(oneWindow(40, 90).score(), 100.0);
        assertThat(oneWindow(3, 14).threshold()).isIn(0.0, Double.POSITIVE_INFINITY);
    }

    @Test
    void nothingIsSaidIsZero() {
        AnomalyScore nothing = oneWindow(20, 22, 24, 26, 28, 30, 60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80);
        assertThat(nothing.score()).isZero();
        assertThat(nothing.threshold()).isInfinite();
        assertThat(nothing.falseAlarms()).isZero();
    }

    @Test
    void windowsOfProbationDoNotCount() {
        LabelledScores file = new LabelledScores(new double[100], List.of(new LabelledScores.Window(3, 14)));
        assertThatThrownBy(() -> AnomalyScore.of(List.of(file), Profile.STANDARD)).hasMessageContaining("probation");
    }
}
