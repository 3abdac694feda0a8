package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of several steps ahead and of intervals beside their definitions, written down once more. */
class EvaluateHorizonTest {
    private static final int ROWS = 160;
    private static final int FROM = 100;
    private static final int TO = 150;
    private static final int STEPS = 4;
    /** Sums have fewer terms than that, of one size. */
    private static final double ROUNDING = 2 * ROWS * STEPS * 2 * 0x1p-52;

    @TempDir
    Path folder;

    private static double[][] series() {
        Random random = new Random(5);
        double[][] x = new double[ROWS][2];
        for (int t = 0; t < ROWS; t++) {
            x[t][0] = 3 * Math.sin(t * Math.PI / 3) + 0.3 * random.nextGaussian();
            x[t][1] = 1e-3 * random.nextGaussian() + (t == 0 ? 0 : 0.9 * x[t - 1][1]);
        }
        return x;
    }

    private Path write(double[][] x, int hole) throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int t = 0; t < x.length; t++) {
            text.append(x[t][0]).append(',').append(t == hole ? "" : x[t][1]).append('\n');
        }
        return Files.writeString(folder.resolve("x.csv"), text);
    }

    private static Map<String, Map<String, String>> board(Cli.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
        List<String> lines = result.out().lines().toList();
        String[] names = lines.getFirst().split(",", -1);
        Map<String, Map<String, String>> board = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSameSizeAs(names);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(names[i], cells[i]);
            }
            board.put(cells[0], row);
        }
        return board;
    }

    /** H x d from the rows before one. */
    @FunctionalInterface
    private interface Method {
        double[][] forecast(double[][] before);
    }

    private static double mse(double[][] x, Method method) {
        double sum = 0;
        int count = 0;
        for (int first = FROM; first + STEPS <= TO; first++) {
            double[][] ahead = method.forecast(Arrays.copyOf(x, first));
            for (int h = 0; h < STEPS; h++) {
                for (int c = 0; c < 2; c++) {
                    sum += Math.pow(x[first + h][c] - ahead[h][c], 2);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static double[][] rows(int n, UnaryOperator<Integer> row, double[][] x) {
        double[][] rows = new double[n][];
        Arrays.setAll(rows, h -> x[row.apply(h)]);
        return rows;
    }

    private static Predictor learned(Predictor predictor, double[][] before) {
        for (double[] row : before) {
            predictor.observe(row);
        }
        return predictor;
    }

    @Test
    void errorsAreTheMeanOverStepsOfForecastsWhollyWithinTheRowsScored() throws IOException {
        double[][] x = series();
        Map<String, Map<String, String>> board =
                board(Cli.run("evaluate", write(x, -1), "--horizon", STEPS, "--season", 3, "--score", FROM + ":" + TO,
                        "--method", "least-squares:1 delays=2", "--method", "mean", "--output", "-"));
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("persistence", before -> rows(STEPS, h -> before.length - 1, before));
        methods.put("seasonal persistence 3", before -> rows(STEPS, h -> before.length - 3 + h % 3, before));
        methods.put("least-squares:1 delays=2 roll-out", before -> {
            Predictor predictor = learned(Predictor.leastSquares(2, 1).withDelays(2), before);
            return rows(STEPS, h -> h,
                    Arrays.stream(new int[]{0, 1, 2, 3})
                            .mapToObj(h -> predictor.rollOut(STEPS).row(h))
                            .toArray(double[][]::new));
        });
        methods.put("least-squares:1 delays=2 direct", before -> {
            double[][] ahead = new double[STEPS][];
            Arrays.setAll(ahead,
                    h -> learned(Predictor.leastSquares(2, 1).withDelays(2).withHorizon(h + 1), before).predict());
            return ahead;
        });
        methods.put("forecaster", before -> {
            Forecast forecast = forecaster(before).forecast();
            double[][] ahead = new double[STEPS][];
            Arrays.setAll(ahead, h -> forecast.mean(h + 1));
            return ahead;
        });
        double persistence = mse(x, methods.get("persistence"));
        methods.forEach((name, method) -> {
            assertThat(board).containsKey(name);
            double expected = mse(x, method);
            assertThat(Double.parseDouble(board.get(name).get("mse"))).as(name)
                    .isCloseTo(expected, offset(ROUNDING * expected));
            assertThat(Double.parseDouble(board.get(name).get("skill"))).as(name)
                    .isCloseTo(1 - expected / persistence, offset(2 * ROUNDING));
        });
        assertThat(board).containsKey("mean");
        assertThat(board.get("persistence").get("coverage_80")).isEmpty();
    }

    private static Forecaster forecaster(double[][] before) {
        Forecaster forecaster = Forecaster.of(2).horizon(STEPS).levels(0.5, 0.9).build();
        for (double[] row : before) {
            forecaster.observe(row);
        }
        return forecaster;
    }

    @Test
    void intervalsAreScoredByTheirDefinitions() throws IOException {
        double[][] x = series();
        Map<String, String> row = board(Cli.run("evaluate", write(x, -1), "--horizon", STEPS, "--score",
                FROM + ":" + TO, "--method", "mean", "--level", "90,50", "--output", "-")).get("forecaster");
        double[] levels = {0.5, 0.9};
        double[] covered = new double[2];
        double[] width = new double[2];
        double[] winkler = new double[2];
        double crps = 0;
        double count = (TO - FROM - STEPS + 1) * STEPS * 2;
        for (int first = FROM; first + STEPS <= TO; first++) {
            Forecast ahead = forecaster(Arrays.copyOf(x, first)).forecast();
            for (int h = 1; h <= STEPS; h++) {
                for (int c = 0; c < 2; c++) {
                    double truth = x[first + h - 1][c];
                    for (int level = 0; level < 2; level++) {
                        double lower = ahead.lower(levels[level], h)[c];
                        double upper = ahead.upper(levels[level], h)[c];
                        covered[level] += lower <= truth && truth <= upper ? 1 / count : 0;
                        width[level] += (upper - lower) / count;
                        double outside = truth < lower ? lower - truth : truth > upper ? truth - upper : 0;
                        winkler[level] += (upper - lower + 2 / (1 - levels[level]) * outside) / count;
                    }
                    double[] quantiles = {ahead.lower(0.9, h)[c], ahead.lower(0.5, h)[c], ahead.mean(h)[c],
                        ahead.upper(0.5, h)[c], ahead.upper(0.9, h)[c]};
                    double[] tau = {0.05, 0.25, 0.5, 0.75, 0.95};
                    double[] share = {0.15, 0.225, 0.25, 0.225, 0.15};
                    for (int q = 0; q < 5; q++) {
                        double difference = truth - quantiles[q];
                        crps += 2 * share[q] * Math.max(tau[q] * difference, (tau[q] - 1) * difference) / count;
                    }
                }
            }
        }
        for (int level = 0; level < 2; level++) {
            String percent = level == 0 ? "50" : "90";
            assertThat(number(row, "coverage_" + percent)).isCloseTo(covered[level], offset(ROUNDING));
            assertThat(number(row, "width_" + percent)).isCloseTo(width[level], offset(ROUNDING * width[level]));
            assertThat(number(row, "winkler_" + percent)).isCloseTo(winkler[level], offset(ROUNDING * winkler[level]));
        }
        assertThat(number(row, "crps")).isCloseTo(crps, offset(2 * ROUNDING * crps));
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    /** Row 120 has one value that is held: it counts in no forecast, while the rows beside it do. */
    @Test
    void aRowThatNobodyMeasuredCountsInNoForecast() throws IOException {
        double[][] x = series();
        Cli.Result result = Cli.run("evaluate", write(x, 120), "--missing", "hold", "--horizon", STEPS, "--season", 1,
                "--score", FROM + ":" + TO, "--method", "mean", "--output", "-");
        x[120][1] = x[119][1];
        double sum = 0;
        int count = 0;
        for (int first = FROM; first + STEPS <= TO; first++) {
            for (int h = 0; h < STEPS; h++) {
                for (int c = 0; c < 2 && first + h != 120; c++) {
                    sum += Math.pow(x[first + h][c] - x[first - 1][c], 2);
                    count++;
                }
            }
        }
        double expected = sum / count;
        assertThat(number(board(result).get("persistence"), "mse")).isCloseTo(expected, offset(ROUNDING * expected));
        assertThat(result.err()).contains("scored " + (TO - FROM - STEPS + 1) + " forecasts of 4 rows in 100:150");
    }

    /** No forecast has rows on both sides of a gap. */
    @Test
    void noForecastReachesAcrossAGap() throws IOException {
        double[][] x = series();
        for (int t = 121; t < ROWS; t++) {
            x[t][0] += 1e6;
        }
        Cli.Result result = Cli.run("evaluate", write(x, 120), "--missing", "skip", "--horizon", STEPS, "--season", 1,
                "--delays", 1, "--score", FROM + ":" + TO, "--method", "mean", "--output", "-");
        assertThat(result.err()).contains("scored " + (TO - FROM - 2 * STEPS + 1) + " forecasts");
        assertThat(number(board(result).get("persistence"), "mse")).isLessThan(100);
    }

    /** What is scored does not depend on what comes after it. */
    @Test
    void nothingLooksAhead() throws IOException {
        double[][] x = series();
        Object[] rest = {"--horizon", STEPS, "--season", 6, "--score", FROM + ":" + TO, "--method",
            "ridge:1 kernel=gaussian:2", "--output", "-"};
        Map<String, Map<String, String>> before = board(Cli.run(arguments(write(x, -1), rest)));
        for (int t = TO; t < ROWS; t++) {
            x[t] = new double[]{1e5 * t, -t};
        }
        Map<String, Map<String, String>> after = board(Cli.run(arguments(write(x, -1), rest)));
        before.values().forEach(row -> row.remove("nanos_per_token"));
        after.values().forEach(row -> row.remove("nanos_per_token"));
        assertThat(after).isEqualTo(before);
    }

    private static Object[] arguments(Path file, Object... rest) {
        Object[] all = new Object[rest.length + 2];
        all[0] = "evaluate";
        all[1] = file;
        System.arraycopy(rest, 0, all, 2, rest.length);
        return all;
    }
}
