package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.sequence.RotationSequence;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConjectureTest {
    private static final int[] LENGTHS = {64, 128, 256};

    @Test
    void theErrorIsThatOfTheIterates() {
        Matrix x = RotationSequence.random(15, 4).tokens(64);
        CausalDescent descent = CausalDescent.of(Kernel.exponential()).withAttention(Attention.SOFTMAX).withStep(1);
        Matrix limit = descent.limit(x);
        double[] errors = Conjecture.errors(x);
        for (int i : new int[]{0, 3, 7, 15}) {
            Matrix u = descent.iterate(x, 16 * (i + 1));
            double squares = 0;
            for (int c = 0; c < x.cols(); c++) {
                squares += Math.pow(u.get(63, c) - limit.get(63, c), 2);
            }
            // Both are sums of hundreds of products of numbers below 1.
            assertThat(errors[i]).isCloseTo(Math.sqrt(squares), within(1e-13));
        }
    }

    /** Over t the curves move by less than over n / t; the ranges are those of an independent implementation, times 4. */
    @Test
    void errorsCollapseOntoOneCurve() {
        double[] least = {1e-3, 1e-4, 1e-5, 6e-9, 4e-15};
        double[] most = {1.5e-1, 3e-2, 2e-3, 1e-5, 3e-10};
        for (Conjecture.Instance instance : new Conjecture(0).instances()) {
            for (int t : LENGTHS) {
                double[] errors = Conjecture.errors(instance, t);
                for (int i = 0; i < least.length; i++) {
                    int ratio = 1 << i;
                    assertThat(errors[4 * ratio - 1]).as("%s t=%d n/t=%d", instance.name(), t, ratio)
                            .isBetween(least[i] / 4, Math.min(4 * most[i], Math.exp(-ratio)));
                }
                assertThat(IntStream.range(1, errors.length)).as("%s t=%d falls", instance.name(), t)
                        .allMatch(i -> errors[i] < errors[i - 1]);
            }
        }
    }
}
