package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccelerationTest {
    @Test
    void warmingUpChangesNoResultAndMayBeDoneByAll() {
        Matrix tokens = RotationSequence.random(5, 1).tokens(300);
        double[] before = ForwardSubstitution.of(Kernel.exponential()).limit(tokens).toArray();
        IntStream.range(0, 3).parallel().forEach(i -> Acceleration.warmUp());
        assertThat(ForwardSubstitution.of(Kernel.exponential()).limit(tokens).toArray()).containsExactly(before);
        assertThat(Acceleration.describe()).contains("; BLAS: ");
        assertThat(Acceleration.lanes()).isIn(1, 2, 4, 8);
    }
}
