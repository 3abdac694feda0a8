package io.github.foretoken.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelModelsTest {
    private static final int LETTERS = 4;

    /** With many contexts seen again, so that rows are shared, divided and added to. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void patternsGiveWhatThePredictorGives(int context) {
        byte[] text = Texts.random(300, LETTERS, context);
        double[][] vectors = orthonormal(LETTERS);
        for (Kernel kernel : MatchKernelTest.KERNELS) {
            for (double omega : new double[]{1, 0.3, 1.6}) {
                PatternModel model = new PatternModel(kernel, context, omega, new Alphabet(text));
                assertSame(text, vectors, plain(kernel, LETTERS, context, omega), model, model::scores);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void tablesGiveWhatThePredictorGives(int context) {
        byte[] text = Texts.random(700, 5, context);
        double[][] all = ByteVectors.random(6, 3);
        double[][] vectors = Arrays.copyOfRange(all, 'a', 'a' + 5);
        for (Kernel kernel : MatchKernelTest.KERNELS) {
            VectorModel model = new VectorModel(all, kernel, context, 0.4);
            assertSame(text, vectors, plain(kernel, 6, context, 0.4), model, model::scores);
        }
    }

    private static Predictor plain(Kernel kernel, int dimension, int context, double omega) {
        return Predictor.kaczmarz(kernel, dimension).withDelays(context).withRelaxation(omega);
    }

    /**
     * Compares inner products of predictions with the vectors, and the bytes where the greatest stands out. Each of T
     * corrections enters 2^p sums, with rounding errors that the method at most doubles, divided by omega (2 - omega).
     */
    private static void assertSame(byte[] text, double[][] vectors, Predictor plain, ByteModel model,
            Supplier<double[]> scores) {
        double tolerance = 16.0 * text.length * text.length * 0x1p-52;
        boolean[] seen = new boolean[vectors.length];
        int compared = 0;
        for (byte next : text) {
            double[] expected = new double[vectors.length];
            double[] prediction = plain.predict();
            double best = Double.NEGATIVE_INFINITY;
            double second = best;
            int byteOfBest = ByteModel.NONE;
            for (int b = 0; b < vectors.length; b++) {
                for (int c = 0; c < prediction.length; c++) {
                    expected[b] += prediction[c] * vectors[b][c];
                }
                assertThat(scores.get()['a' + b]).isCloseTo(expected[b], within(tolerance));
                if (seen[b]) {
                    second = Math.max(second, Math.min(best, expected[b]));
                    byteOfBest = expected[b] > best ? 'a' + b : byteOfBest;
                    best = Math.max(best, expected[b]);
                }
            }
            if (best - second > 2 * tolerance) {
                assertThat(model.predict()).isEqualTo(byteOfBest);
                compared++;
            }
            plain.observe(vectors[next - 'a']);
            model.observe(next);
            seen[next - 'a'] = true;
        }
        assertThat(compared).isGreaterThan(text.length * 9 / 10);
    }

    /** A Householder reflection's rows. */
    private static double[][] orthonormal(int d) {
        double[][] rows = new double[d][d];
        double[] v = ByteVectors.random(d, 7)[0];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = (i == j ? 1 : 0) - 2 * v[i] * v[j];
            }
        }
        return rows;
    }

    /** Three letters at two places: nothing, one of them or both may be asked for, which is (3 + 1)² vectors at most. */
    @Test
    void aFiniteVocabularyTakesFiniteMemory() {
        byte[] text = Texts.random(20_000, 3, 1);
        PatternModel model = new PatternModel(Kernel.exponential(), 2, 0.3, new Alphabet(text));
        for (byte next : text) {
            model.predict();
            model.observe(next);
        }
        assertThat(model.vectors()).isBetween(10, 16);
    }

    @Test
    void contextsSeenOnceShareAVector() {
        byte[] text = new byte[256];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) i;
        }
        PatternModel model = new PatternModel(Kernel.exponential(), 6, 0.3, new Alphabet(text));
        for (int i = 0; i < text.length; i++) {
            model.observe(i);
        }
        // One for each context, and the one for the empty set of places, divided from the first.
        assertThat(model.vectors()).isEqualTo(text.length - 6 + 1);
    }

    @Test
    void predictionsAreBytesSeen() {
        PatternModel model = new PatternModel(Kernel.exponential(), 1, 0.3, new Alphabet(Texts.of("abc")));
        assertThat(model.predict()).isEqualTo(ByteModel.NONE);
        model.observe('c');
        assertThat(model.predict()).isEqualTo('c');
        assertThatThrownBy(() -> model.observe('x')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomVectorsAreUnitVectorsFixedByTheSeed() {
        double[][] vectors = ByteVectors.random(64, 5);
        assertThat(vectors).isDeepEqualTo(ByteVectors.random(64, 5)).isNotEqualTo(ByteVectors.random(64, 6));
        double greatest = 0;
        for (int a = 0; a < 256; a++) {
            assertThat(inner(vectors[a], vectors[a])).isCloseTo(1, within(64 * 0x1p-52));
            for (int b = 0; b < a; b++) {
                greatest = Math.max(greatest, Math.abs(inner(vectors[a], vectors[b])));
            }
        }
        // About normal with deviation 1/8; the greatest of 32,640.
        assertThat(greatest).isBetween(0.4, 0.7);
    }

    private static double inner(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Test
    void numbersOutOfRange() {
        Alphabet alphabet = new Alphabet(Texts.of("ab"));
        assertThatThrownBy(() -> new PatternModel(Kernel.exponential(), 0, 0.3, alphabet))
                .hasMessageContaining("1 to 8");
        assertThatThrownBy(() -> new PatternModel(Kernel.exponential(), 9, 0.3, alphabet))
                .hasMessageContaining("not 9");
        assertThatThrownBy(() -> new PatternModel(Kernel.exponential(), 1, 2, alphabet)).hasMessageContaining("omega");
        assertThatThrownBy(() -> ByteVectors.random(0, 1)).hasMessageContaining("1 or more");
    }
}
