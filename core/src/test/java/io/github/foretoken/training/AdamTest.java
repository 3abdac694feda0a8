package io.github.foretoken.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final int SIZE = 37;

    /** Against the algorithm as it is printed, in float64: each step rounds a few times. */
    @Test
    void isTheAlgorithm() {
        Random random = new Random(4);
        float[] weights = gaussian(random);
        double[] w = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            w[i] = weights[i];
        }
        double[] m = new double[SIZE];
        double[] v = new double[SIZE];
        double[] wide = w.clone();
        FloatAdam adam = new FloatAdam(SIZE);
        Adam inDouble = new Adam(SIZE);
        double rate = 1e-2;
        for (int step = 1; step <= 40; step++) {
            float[] gradient = gaussian(random);
            gradient[3] = 0;
            adam.step(weights, gradient, rate);
            inDouble.step(wide, widened(gradient), rate);
            for (int i = 0; i < SIZE; i++) {
                double g = gradient[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                w[i] -= rate * (m[i] / (1 - Math.pow(0.9, step)))
                        / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
                // Each step rounds a weight once and a move of about the rate, whose moments remember ten steps, 16 times.
                assertThat((double) weights[i]).isCloseTo(w[i],
                        offset(step * 0x1p-24 * (Math.abs(w[i]) + 10 * 16 * rate)));
                assertThat(wide[i]).isCloseTo(w[i], offset(step * 0x1p-53 * (Math.abs(w[i]) + 10 * 16 * rate)));
            }
        }
        assertThat(weights[3]).as("no gradient, no move").isEqualTo(gaussian(new Random(4))[3]);
        assertThat(adam.steps()).isEqualTo(40);
    }

    @Test
    void goesOnFromWhereItWas() {
        Random random = new Random(5);
        float[] weights = gaussian(random);
        FloatAdam adam = new FloatAdam(SIZE);
        adam.step(weights, gaussian(random), 1e-3);
        float[] same = weights.clone();
        FloatAdam again = new FloatAdam(adam.mean(), adam.square(), adam.steps());
        float[] gradient = gaussian(random);
        adam.step(weights, gradient, 1e-3);
        again.step(same, gradient, 1e-3);
        assertThat(same).containsExactly(weights);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> new FloatAdam(3).step(new float[3], new float[4], 1))
                .hasMessage("weights and gradient must have 3 elements, not 3 and 4");
        assertThatThrownBy(() -> new FloatAdam(new float[2], new float[3], 1))
                .hasMessageStartingWith("mean and square must have the same size");
    }

    private static double[] widened(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static float[] gaussian(Random random) {
        float[] x = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
