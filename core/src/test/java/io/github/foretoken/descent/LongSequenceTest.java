package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Memory stays O(T d): runs where the heap is limited to 256 MiB (T x T doubles would be 32 GiB). */
@EnabledIfSystemProperty(named = "foretoken.vector", matches = "true")
class LongSequenceTest {
    @Test
    void exponentialLimitOf65536TokensFitsASmallHeap() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256L << 20);
        int length = 65_536;
        Matrix tokens = RotationSequence.random(16, 1).tokens(length);
        Matrix limit = CausalDescent.of(Kernel.exponential()).limit(tokens.rows(0, length - 1));
        // The energy bound sum |x_{t+1} - u*_t|² <= e d ties every row to theory.
        double energy = 0;
        for (int t = 0; t < length - 1; t++) {
            for (int c = 0; c < 16; c++) {
                double error = tokens.get(t + 1, c) - limit.get(t, c);
                energy += error * error;
            }
        }
        assertThat(energy).isBetween(1.0, Math.E * 16);
    }
}
