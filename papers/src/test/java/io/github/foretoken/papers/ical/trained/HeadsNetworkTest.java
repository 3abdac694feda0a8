package io.github.foretoken.papers.ical.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Parallelism;
import io.github.foretoken.papers.ical.descent.InContextDescent;
import io.github.foretoken.papers.ical.descent.Rotations;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsNetworkTest {
    private static double[] weights(HeadsShape shape, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, shape.size()).mapToDouble(i -> 0.7 * random.nextGaussian()).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1,1,3", "2,3,6", "3,2,5"})
    void gradientsAreCentralDifferences(int d, int heads, int length) {
        HeadsShape shape = new HeadsShape(d, heads, length);
        Rotations rotations = new Rotations(d, length, 3, 5);
        // Room for more sequences than there are.
        HeadsNetwork network = new HeadsNetwork(shape, 4);
        int[] numbers = {2, 0, 1};
        double[] weights = weights(shape, heads);
        double[] gradient = new double[shape.size()];
        double factor = 0.01;
        double loss = factor * network.squares(weights, rotations, numbers, 0, 3, factor, gradient);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double h = 1e-6;
        for (int i = 0; i < weights.length; i++) {
            double kept = weights[i];
            weights[i] = kept + h;
            double above = factor * network.squares(weights, rotations, numbers, 0, 3, factor, null);
            weights[i] = kept - h;
            double below = factor * network.squares(weights, rotations, numbers, 0, 3, factor, null);
            weights[i] = kept;
            // Third derivatives are large beside the gradient; the loss's rounding is divided by h.
            assertThat(gradient[i]).as("weight %d", i)
                    .isCloseTo((above - below) / (2 * h), within(1e4 * h * h * largest + 200 * Math.ulp(loss) / h));
        }
    }

    @Test
    void isTheNetworkThatIsDescribed() {
        int length = 4;
        HeadsShape shape = new HeadsShape(2, 3, length);
        Rotations rotations = new Rotations(2, length, 1, 8);
        double[] weights = weights(shape, 9);
        HeadsNetwork network = new HeadsNetwork(shape, 2);
        double actual = network.squares(weights, rotations, new int[]{0}, 0, 1, 1, null);
        double[] expected = plain(shape, weights, rotations);
        assertThat(actual).isCloseTo(Arrays.stream(expected).sum(), within(1e-12 * actual));
        double[] byRow = network.squaresByRow(1);
        for (int t = 0; t < length; t++) {
            assertThat(byRow[t]).isCloseTo(expected[t], within(1e-12 * actual));
        }
    }

    /** The definition, token by token and head by head: squared errors of each row. */
    private static double[] plain(HeadsShape shape, double[] w, Rotations rotations) {
        int d = shape.d();
        int m = shape.width();
        double[][] x = new double[shape.length()][m];
        double[][] position = new double[shape.length()][m];
        for (int t = 0; t < shape.length(); t++) {
            for (int j = 0; j < m; j++) {
                x[t][j] = rotations.sequence(0).get(t, j % d);
                position[t][j] = w[shape.positions() + t * m + j];
            }
        }
        double[] squares = new double[shape.length()];
        for (int t = 0; t < shape.length(); t++) {
            double[] attended = new double[m];
            for (int head = 0; head < shape.heads(); head++) {
                double[] said = new double[t + 1];
                double[] weight = new double[t + 1];
                for (int s = 0; s <= t; s++) {
                    said[s] = dot(map(shape, w, head, 0, x[t]), map(shape, w, head, 1, x[s])) / Math.sqrt(m);
                    weight[s] = Math.exp(dot(map(shape, w, head, 0, position[t]), map(shape, w, head, 1, position[s]))
                            / Math.sqrt(m));
                }
                double all = Arrays.stream(weight).sum();
                for (int s = 0; s <= t; s++) {
                    double[] value = map(shape, w, head, 2, x[s]);
                    for (int j = 0; j < m; j++) {
                        attended[j] += said[s] * weight[s] / all * value[j];
                    }
                }
            }
            double[] mixed = affine(w, shape.output(), shape.outputBias(), m, attended);
            double mean = Arrays.stream(mixed).average().orElseThrow();
            double variance = Arrays.stream(mixed).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            double[] out = new double[m];
            for (int j = 0; j < m; j++) {
                out[j] = w[shape.gain() + j] * (mixed[j] - mean) / Math.sqrt(variance + 1e-5) + w[shape.normBias() + j];
            }
            double[] prediction = affine(w, shape.finalMap(), shape.finalBias(), d, out);
            for (int j = 0; j < d; j++) {
                squares[t] += Math.pow(prediction[j] - rotations.sequence(0).get(t + 1, j), 2);
            }
        }
        return squares;
    }

    private static double[] map(HeadsShape shape, double[] w, int head, int which, double[] x) {
        return affine(w, shape.map(head, which), shape.bias(head, which), shape.width(), x);
    }

    private static double[] affine(double[] w, int map, int bias, int out, double[] x) {
        double[] y = new double[out];
        for (int i = 0; i < out; i++) {
            y[i] = w[bias + i] + dot(Arrays.copyOfRange(w, map + i * x.length, map + (i + 1) * x.length), x);
        }
        return y;
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    /** With 64 heads there are 21,805 weights: those of the authors' network. */
    @Test
    void hasTheAuthorsWeights() {
        HeadsShape shape = new HeadsShape(5, 64, 50);
        assertThat(shape.size()).isEqualTo(64 * 3 * (100 + 10) + 50 * 10 + 100 + 10 + 2 * 10 + 50 + 5);
    }

    @Test
    void learnsToBeatOneGradientStep() {
        Rotations training = new Rotations(2, 12, 512, 1);
        Rotations test = new Rotations(2, 12, 256, 2);
        NetworkTraining run = NetworkTraining.ofHeads(8, training, 64, 1, Parallelism.automatic());
        InContextDescent untrained = new InContextDescent(test, Parallelism.automatic());
        double oneStep = untrained.oneStepError(untrained.oneStep());
        assertThat(run.error(test)).as("untrained").isGreaterThan(oneStep);
        for (int epoch = 0; epoch < 30; epoch++) {
            run.epoch();
        }
        double error = run.error(test);
        assertThat(error).isLessThan(oneStep).isGreaterThan(untrained.leastSquares());
        assertThat(Arrays.stream(run.errorsByRow(test)).average().orElseThrow()).isCloseTo(error, within(1e-12));
    }

    @Test
    void threadsDoNotMatter() {
        Rotations few = new Rotations(2, 5, 150, 3);
        NetworkTraining alone = NetworkTraining.ofHeads(3, few, 130, 4, Parallelism.sequential());
        NetworkTraining together = NetworkTraining.ofHeads(3, few, 130, 4, Parallelism.of(3));
        assertThat(alone.epoch()).isEqualTo(together.epoch());
        assertThat(alone.error(few)).isEqualTo(together.error(few));
    }

    @Test
    void refusesSizesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadsShape(2, 0, 1))
                .withMessageContaining("not 2, 0 and 1");
        Rotations few = new Rotations(2, 4, 3, 3);
        HeadsShape shape = new HeadsShape(2, 1, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadsNetwork(shape, 2).squares(new double[shape.size()], few, new int[]{0, 1, 2},
                        0, 3, 1, null))
                .withMessageContaining("room for 2 sequences of 4 tokens, not for 3 of 4");
    }
}
