package io.github.foretoken.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold of a prediction, whatever the sequence: tried on sequences that nobody chose. */
class PredictionProperties {
    private final ForwardSubstitution predictor = ForwardSubstitution.of(Kernel.linear());

    /** The paper's guarantee: squared errors, each divided by k(x_t, x_t), sum to at most |W|² = d for a rotation. */
    @Property(tries = 50)
    void errorsSumToTheNormOfTheLaw(@ForAll @IntRange(min = 2, max = 8) int d, @ForAll long seed) {
        Matrix tokens = RotationSequence.random(d, seed).tokens(120);
        Matrix predicted = predictor.predict(tokens);
        double energy = 0;
        for (int t = 0; t + 1 < tokens.rows(); t++) {
            for (int c = 0; c < d; c++) {
                energy += Math.pow(tokens.get(t + 1, c) - predicted.get(t, c), 2);
            }
        }
        assertThat(energy).isBetween(1 - 1e-12, d * (1 + 1e-12)); // nothing is known of x_2: an error of 1
    }

    /** Nothing later is looked at: another end changes no earlier row by a bit. */
    @Property(tries = 50)
    void rowsDoNotDependOnLaterTokens(@ForAll @IntRange(min = 1, max = 99) int kept, @ForAll long seed) {
        Matrix tokens = RotationSequence.random(4, seed).tokens(100);
        Matrix other = Matrix.of(tokens.toArray(), 100, 4);
        for (int i = kept * 4; i < 400; i++) {
            other.data()[i] += 1;
        }
        assertThat(predictor.predict(other).rows(0, kept).toArray())
                .containsExactly(predictor.predict(tokens).rows(0, kept).toArray());
    }
}
