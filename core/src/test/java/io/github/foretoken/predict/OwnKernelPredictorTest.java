package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.Correction;
import io.github.foretoken.descent.DenseSystem;
import io.github.foretoken.descent.OwnKernels;
import io.github.foretoken.descent.OwnKernels.Own;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that a program makes, in streams of all methods that take one, against formulas and plain loops. */
class OwnKernelPredictorTest {
    private static final int COLUMNS = 2;

    static Stream<Own> kernels() {
        return OwnKernels.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void kaczmarzIsThatOfTheFormulaInStreamsAndBatches(Own own) {
        Matrix x = OwnKernels.tokens(300, COLUMNS, own.size(), 1);
        double norm = own.formula().applyAsDouble(x.row(0), x.row(0));
        Correction correction = Correction.FULL.withRidge(norm / 3).withForgetting(0.98);
        for (Correction each : new Correction[]{Correction.FULL, correction}) {
            DenseSystem dense = new DenseSystem(own, x, x.rows(1, x.rows()), each, 1);
            Predictor predictor =
                    Predictor.kaczmarz(own.kernel(), COLUMNS).withRidge(each.ridge()).withForgetting(each.forgetting());
            assertWithin(predictor.predict(x), dense.predictions, dense.allowed);
            assertWithin(streamed(predictor, x), dense.predictions, dense.allowed);
        }
        // Several steps at once are those one by one.
        Matrix some = x.rows(0, 60);
        Predictor all = Predictor.kaczmarz(own.kernel(), COLUMNS).withHorizons(3);
        streamed(all, some);
        for (int h = 1; h <= 3; h++) {
            DenseSystem dense = new DenseSystem(own, some, some.rows(h, 60), Correction.FULL, h);
            for (int c = 0; c < COLUMNS; c++) {
                assertThat(all.forecast().get(h - 1, c)).isCloseTo(dense.predictions[59][c],
                        within(dense.allowed[59][c]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void ridgeRegressionIsThatOfTheFormula(Own own) {
        int rows = 30;
        Matrix x = OwnKernels.tokens(rows, COLUMNS, own.size(), 2);
        double[][] k = own.gram(x, x);
        double trace = 0;
        double most = 0;
        for (int t = 0; t < rows; t++) {
            trace += k[t][t];
            most = Math.max(most, k[t][t]);
        }
        double ridge = trace / rows / 4;
        double[][] exact = new double[rows][COLUMNS];
        double[][] allowed = new double[rows][COLUMNS];
        double[][] projected = new double[rows][COLUMNS];
        double novelty = 1e-12;
        for (int t = 0; t < rows; t++) {
            double[][] alpha = solve(k, t, ridge, x);
            for (int c = 0; c < COLUMNS; c++) {
                double sizes = 0;
                for (int s = 0; s < t; s++) {
                    exact[t][c] += k[t][s] * alpha[s][c];
                    sizes += most * Math.abs(alpha[s][c]);
                }
                // gamma(n) times the condition number of K + lambda I, whose elements are what is off.
                allowed[t][c] = 4 * own.gamma(x, rows) * (1 + trace / ridge) * sizes;
                projected[t][c] = allowed[t][c] + Math.sqrt(novelty * most / ridge) * sizes;
            }
        }
        Predictor full = Predictor.kernelRidge(own.kernel(), COLUMNS, ridge);
        assertWithin(full.predict(x), exact, allowed);
        assertWithin(streamed(full, x), exact, allowed);
        assertWithin(streamed(full.withBudget(rows, novelty), x), exact, projected);
    }

    /** (K + lambda I)^-1 Y of the first rows, by elimination. */
    private static double[][] solve(double[][] k, int n, double ridge, Matrix x) {
        double[][] a = new double[n][n + COLUMNS];
        for (int i = 0; i < n; i++) {
            System.arraycopy(k[i], 0, a[i], 0, n);
            a[i][i] += ridge;
            System.arraycopy(x.row(i + 1), 0, a[i], n, COLUMNS);
        }
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < n; i++) {
                double by = i == p ? 0 : a[i][p] / a[p][p];
                for (int j = p; j < n + COLUMNS; j++) {
                    a[i][j] -= by * a[p][j];
                }
            }
        }
        double[][] alpha = new double[n][COLUMNS];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < COLUMNS; c++) {
                alpha[i][c] = a[i][n + c] / a[i][i];
            }
        }
        return alpha;
    }

    /** Of order 2, with a ridge: two weights move so that the last two pairs are met up to the ridge. */
    @ParameterizedTest
    @MethodSource("kernels")
    void affineProjectionIsThatOfTheFormula(Own own) {
        int rows = 25;
        Matrix x = OwnKernels.tokens(rows, COLUMNS, own.size(), 3);
        double[][] k = own.gram(x, x);
        double ridge = k[0][0];
        double[][] mu = new double[rows][COLUMNS];
        double[][] expected = new double[rows][COLUMNS];
        double[][] allowed = new double[rows][COLUMNS];
        double grown = own.gamma(x, rows);
        for (int t = 0; t < rows; t++) {
            for (int c = 0; c < COLUMNS; c++) {
                double sizes = 0;
                for (int s = 0; s < t; s++) {
                    expected[t][c] += k[t][s] * mu[s][c];
                    sizes += Math.sqrt(k[t][t] * k[s][s]) * Math.abs(mu[s][c]);
                }
                allowed[t][c] = grown * (sizes + own.size());
            }
            // Errors of weights come back through all that is estimated with them.
            grown *= 2;
            move(k, x, mu, t, ridge);
        }
        Predictor predictor = Predictor.affineProjection(own.kernel(), COLUMNS, 2).withRidge(ridge);
        assertWithin(streamed(predictor, x), expected, allowed);
        // The last ones alone are what a window keeps.
        Predictor window = Predictor.kaczmarz(own.kernel(), COLUMNS).withWindow(5);
        Matrix last = x.rows(rows - 6, rows);
        streamed(window, x);
        DenseSystem dense = new DenseSystem(own, last, last.rows(1, 6), Correction.FULL, 1);
        for (int c = 0; c < COLUMNS; c++) {
            assertThat(window.predict()[c]).isCloseTo(dense.predictions[5][c], within(2 * dense.allowed[5][c]));
        }
    }

    private static void move(double[][] k, Matrix x, double[][] mu, int t, double ridge) {
        for (int c = 0; c < COLUMNS && t + 1 < x.rows(); c++) {
            double newest = x.get(t + 1, c) - sum(k, mu, t, t, c);
            if (t == 0) {
                mu[0][c] = newest / (k[0][0] + ridge);
                continue;
            }
            double before = x.get(t, c) - sum(k, mu, t - 1, t, c);
            double a = k[t - 1][t - 1] + ridge;
            double b = k[t][t - 1];
            double d = k[t][t] + ridge;
            double determinant = a * d - b * b;
            mu[t - 1][c] += (d * before - b * newest) / determinant;
            mu[t][c] += (a * newest - b * before) / determinant;
        }
    }

    private static double sum(double[][] k, double[][] mu, int row, int terms, int c) {
        double sum = 0;
        for (int s = 0; s < terms; s++) {
            sum += k[row][s] * mu[s][c];
        }
        return sum;
    }

    @Test
    void sumsAreSavedByTheirTextAndFunctionsByTheirName(@TempDir Path folder) throws Exception {
        Matrix x = OwnKernels.tokens(40, COLUMNS, 1, 4);
        Kernel sum = Kernel.gaussian(2).plus(Kernel.linear().times(Kernel.laplace(3)).times(0.25));
        Kernel own = Kernel.ofDistance("rational", r -> 1 / (1 + r * r)).plus(Kernel.linear());
        for (Kernel kernel : new Kernel[]{sum, own}) {
            Path file = folder.resolve("predictor");
            Predictor predictor = Predictor.kaczmarz(kernel, COLUMNS);
            streamed(predictor, x);
            predictor.save(file);
            Predictor same = kernel.equals(sum) ? Predictor.load(file) : SavedPredictor.load(file, own).predictor();
            assertThat(same.options()).isEqualTo(predictor.options());
            assertThat(same.predict()).containsExactly(predictor.predict());
        }
        assertThatThrownBy(() -> Predictor.load(folder.resolve("predictor"))).isInstanceOf(PredictorFileException.class)
                .hasMessageContaining("kernel 'rational+linear'")
                .hasMessageContaining("if it is a function of the program that saved it, give that when loading");
        assertThatThrownBy(() -> SavedPredictor.load(folder.resolve("predictor"), sum))
                .isInstanceOf(PredictorFileException.class)
                .hasMessageContaining("not the kernel that was given, gaussian:2.0+0.25*linear*laplace:3.0");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SavedPredictor(Predictor.kaczmarz(sum, 1), Map.of()).save(bytes);
        assertThat(SavedPredictor.load(new ByteArrayInputStream(bytes.toByteArray())).predictor().options().kernel())
                .isEqualTo(sum);
    }

    @Test
    void optionsHaveTheTextOfTheKernelWithoutBlanks() {
        PredictorOptions options = PredictorOptions.parse("kaczmarz kernel=gaussian:2+0.5*linear ridge=0.1");
        assertThat(options.kernel()).isEqualTo(Kernel.gaussian(2).plus(Kernel.linear().times(0.5)));
        assertThat(options).hasToString("kaczmarz kernel=gaussian:2+0.5*linear ridge=0.1");
        assertThat(PredictorOptions.kaczmarz(Kernel.gaussian(2).times(3))).hasToString("kaczmarz kernel=3*gaussian:2");
    }

    @Test
    void tokensWithoutAPositiveNormAreRefusedAndLeaveThePredictorAsItWas() {
        Predictor predictor = Predictor.kaczmarz(Kernel.ofInner("shifted", v -> v - 1), 1);
        predictor.observe(new double[]{2});
        predictor.observe(new double[]{3});
        double[] before = predictor.predict();
        assertThatThrownBy(() -> predictor.observe(new double[]{0.5})).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of a token is -0.75: the kernel is not positive semi-definite");
        assertThat(predictor.predict()).containsExactly(before);
    }

    private static Matrix streamed(Predictor predictor, Matrix x) {
        Matrix predictions = Matrix.zeros(x.rows(), x.cols());
        predictor.reset();
        for (int t = 0; t < x.rows(); t++) {
            predictor.observe(x.row(t));
            System.arraycopy(predictor.predict(), 0, predictions.data(), t * x.cols(), x.cols());
        }
        return predictions;
    }

    private static void assertWithin(Matrix actual, double[][] expected, double[][] allowed) {
        for (int t = 0; t < expected.length; t++) {
            for (int c = 0; c < expected[t].length; c++) {
                assertThat(actual.get(t, c)).as("row %d", t).isCloseTo(expected[t][c], within(allowed[t][c]));
            }
        }
    }
}
