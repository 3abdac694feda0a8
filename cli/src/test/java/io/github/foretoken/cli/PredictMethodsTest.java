package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.predict.AutomaticMethod;
import io.github.foretoken.cli.table.TableFormat;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.table.TableWriter;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.search.PredictorChoice;
import io.github.foretoken.search.PredictorSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code predict} with the streaming estimators. */
class PredictMethodsTest {
    private static final int ROWS = 90;

    @TempDir
    private Path folder;
    private Path file;
    private Matrix series;

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(1);
        series = Matrix.zeros(ROWS, 2);
        for (int t = 0; t < ROWS; t++) {
            series.data()[2 * t] = Math.cos(t * 0.3) + random.nextGaussian() / 10;
            series.data()[2 * t + 1] = Math.sin(t * 0.3) + random.nextGaussian() / 10;
        }
        file = folder.resolve("series.npy");
        try (OutputStream out = Files.newOutputStream(file)) {
            TableWriter.write(out, TableFormat.NPY, series, List.of());
        }
    }

    static Stream<Arguments> methods() {
        Kernel gaussian = Kernel.gaussian(2);
        return Stream.of(
                Arguments.of("--method ridge:0.5 --kernel gaussian:2", Predictor.kaczmarz(gaussian, 2).withRidge(0.5),
                        1),
                Arguments.of("--method affine:4 --kernel gaussian:2 --ridge 0.1 --window 20",
                        Predictor.affineProjection(gaussian, 2, 4).withRidge(0.1).withWindow(20), 1),
                Arguments.of("--method least-squares:3 --forgetting 0.95 --delays 3 --increments",
                        Predictor.leastSquares(2, 3).withForgetting(0.95).withDelays(3).withIncrements(), 3),
                Arguments.of("--method least-squares --ridge 2 --lags 1-2,21",
                        Predictor.leastSquares(2, 2).withLags(1, 2, 21), 21),
                Arguments.of("--method kernel-ridge:0.01 --kernel gaussian:2 --horizon 5",
                        Predictor.kernelRidge(gaussian, 2, 0.01).withHorizon(5), 1),
                Arguments.of("--relaxation falling:16:0.05 --kernel linear",
                        Predictor.kaczmarz(Kernel.linear(), 2).withFallingRelaxation(16, 0.05), 1));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void streamThroughPredictor(String options, Predictor predictor, int reach) {
        Path output = folder.resolve("out.npy");
        Cli.Result result = Cli.run(Stream.of("predict", file, options.split(" "), "--output", output)
                .flatMap(o -> o instanceof String[] words ? Stream.of((Object[]) words) : Stream.of(o))
                .toArray());
        assertThat(result.exit()).as(result.err()).isZero();
        Matrix predictions = TableReader.read(output, null).values();
        assertThat(predictions.shape()).isEqualTo((ROWS - reach + 1) + " x 2");
        int horizon = options.contains("horizon") ? 5 : 1;
        double error = 0;
        double persistence = 0;
        double[] mean = new double[2];
        int first = reach - 1 + horizon;
        for (int t = 0; t < ROWS; t++) {
            predictor.observe(series.row(t));
            if (t >= reach - 1) {
                assertThat(predictions.row(t - reach + 1)).containsExactly(predictor.predict(), offset(1e-9));
            }
            for (int c = 0; c < 2 && t >= first; c++) {
                error += square(series.get(t, c) - predictions.get(t - first, c));
                persistence += square(series.get(t, c) - series.get(t - horizon, c));
                mean[c] += series.get(t, c) / (ROWS - first);
            }
        }
        double variation = 0;
        for (int t = first; t < ROWS; t++) {
            variation += square(series.get(t, 0) - mean[0]) + square(series.get(t, 1) - mean[1]);
        }
        assertThat(result.err()).contains(predictor.toString());
        String[] said = result.err()
                .lines()
                .filter(line -> line.startsWith("NMSE of all " + (ROWS - first) + " predicted rows: "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*: ", "")
                .split(" +", -1);
        assertThat(Double.parseDouble(said[0])).isCloseTo(error / variation, offset(1e-3 * error / variation));
        assertThat(Double.parseDouble(said[2])).isCloseTo(persistence / variation,
                offset(1e-3 * persistence / variation));
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void horizonsBeyondTheEndAndPlots() throws IOException {
        Cli.Result far = predict("1\n2\n3\n", "--horizon", "3");
        assertThat(far.exit()).isEqualTo(2);
        assertThat(far.out()).isEmpty();
        assertThat(far.err()).contains("nothing could be learned");
        assertThat(predict("1\n2\n", "--increments").out()).isEqualTo("1.0\n" + (2 + Math.exp(2 - 1)) + "\n");
        Path plot = folder.resolve("error.svg");
        assertThat(Cli.run("predict", file, "--method", "least-squares", "--horizon", 7, "--plot", plot).exit())
                .isZero();
        assertThat(Files.readString(plot)).contains("forecast of step 90");
        Cli.Result short3 = predict("1\n2\n3\n", "--delays", "3", "--plot", plot.toString());
        assertThat(short3.exit()).isEqualTo(2);
        assertThat(short3.err()).contains("nothing to plot");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --method descent --ridge 1 | --ridge does not go with --method descent
            --method descent --increments | --increments does not go with
            --method affine:2 --layers 3 | --layers needs --method descent; affine:2 has no layers
            --method auto --ridge 1 | --ridge is what --method auto chooses
            --method auto --delays 2 | --delays is what --method auto chooses
            --method auto --prefix 4 | has 3 rows, too few for --prefix 4
            --method auto --prefix 0 | --prefix must be 1 or more
            --method auto --horizon 0 | horizon must be 1 or more
            --method auto | a choice for horizon 1 needs 13 rows
            --prefix 2 | --prefix needs --method auto
            --method affine | affine needs its order
            --method least-squares --kernel linear | least-squares has no kernel
            --method ridge:1 --ridge 1 | the ridge is given twice
            --ridge x | ridge must be a number, not 'x'
            --horizon 0 | horizon must be 1 or more
            --window 0 | window must be 1 or more
            --lags 3,1 | lags must ascend
            --lags 1-4 | has 3 rows, too few for lags that reach back 4 rows
            --delays 2 --lags 1,2 | give one of them
            --method affine:2 --forgetting 0.9 | does not forget
            --kernel linear --relaxation 2.5 | relaxation must lie between 0 and 2""")
    void refusals(String options, String reason) {
        Cli.Result result = predict("1\n2\n3\n", options.split(" "));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason).hasLineCount(1);
    }

    @Test
    void chooses() {
        Path output = folder.resolve("out.npy");
        Cli.Result result = Cli.run("predict", file, "--method", "auto", "--prefix", 60, "--output", output);
        assertThat(result.exit()).as(result.err()).isZero();
        PredictorChoice choice = PredictorSearch.standard().withLength(ROWS).choose(series.rows(0, 60));
        assertThat(result.err()).contains("chosen on the first 60 rows: " + choice.reason())
                .contains("of the prefix, which the choice has seen: ")
                .contains("NMSE of the 30 rows after it: ");
        Matrix predictions = TableReader.read(output, null).values();
        Matrix expected = choice.predictor().predict(series);
        assertThat(predictions.toArray()).containsExactly(expected.rows(ROWS - predictions.rows(), ROWS).toArray(),
                offset(1e-9));
        assertThat(AutomaticMethod.defaultPrefix(100)).isEqualTo(100);
        assertThat(AutomaticMethod.defaultPrefix(1000)).isEqualTo(250);
        assertThat(AutomaticMethod.defaultPrefix(100_000)).isEqualTo(5000);
        Cli.Result whole = Cli.run("predict", file, "--method", "auto", "--horizon", 3);
        assertThat(whole.exit()).as(whole.err()).isZero();
        assertThat(whole.err()).contains("NMSE after the prefix: there are no rows");
    }

    private static Cli.Result predict(String text, String... options) {
        return Cli.runWithInput(text.getBytes(StandardCharsets.UTF_8), Cli.kaczmarz("predict", options));
    }
}
