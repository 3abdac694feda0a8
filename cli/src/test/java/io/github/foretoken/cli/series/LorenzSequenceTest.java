package io.github.foretoken.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class LorenzSequenceTest {
    @Test
    void cleanTokensHaveTheAttractorsMomentsAndNoiseIsAddedToTheSameOrbit() {
        int n = 4000;
        double[] clean = LorenzSequence.random(0, 1).tokens(n).toArray();
        double[] noisy = LorenzSequence.random(0.05, 1).tokens(n).toArray();
        double mean = 0;
        double squares = 0;
        double noise = 0;
        for (int t = 0; t < n; t++) {
            mean += clean[t] / n;
            squares += clean[t] * clean[t] / n;
            noise += (noisy[t] - clean[t]) * (noisy[t] - clean[t]) / n;
        }
        // The attractor is symmetric, and its deviation is the unit; the orbit forgets within about ten tokens, which
        // leaves some 400 independent numbers, and three deviations of a mean over that many.
        assertThat(mean).isCloseTo(0, offset(3 / Math.sqrt(400)));
        assertThat(squares).isCloseTo(1, offset(3 / Math.sqrt(400)));
        // Mean of n squared normal numbers: relative deviation sqrt(2 / n).
        double variance = 0.05 * 0.05;
        assertThat(noise).isCloseTo(variance, offset(4 * variance * Math.sqrt(2.0 / n)));
    }

    @Test
    void aSeedFixesTheSeries() {
        double[] first = LorenzSequence.random(0.1, 7).tokens(50).toArray();
        assertThat(LorenzSequence.random(0.1, 7).tokens(80).rows(0, 50).toArray()).containsExactly(first);
        assertThat(LorenzSequence.random(0.1, 8).tokens(50).toArray()).isNotEqualTo(first);
        assertThatThrownBy(() -> LorenzSequence.random(-1, 1)).hasMessageContaining("noise");
        assertThatThrownBy(() -> LorenzSequence.random(0, 1).tokens(0)).hasMessageContaining("length");
    }
}
