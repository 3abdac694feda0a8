package io.github.foretoken.papers.mechanics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountingTest {
    @Test
    void countsWhatCameAfterTheLastTokens() {
        Counting pairs = new Counting(2);
        pairs.add(List.of("x", "a", "b"), "x");
        pairs.add(List.of("x", "a", "b"), "x");
        pairs.add(List.of("a", "c", "b"), "a");
        pairs.add(List.of("b"), "b");
        // After a, b: x twice.
        assertThat(pairs.chances(List.of("x", "a", "b"))).containsExactly(entry("x", 0.6), entry("a", 0.2),
                entry("b", 0.2));
        // After b alone, since y, b has not been seen: x twice, a and b once.
        assertThat(pairs.chances(List.of("x", "y", "b"))).containsExactly(entry("x", 3.0 / 6), entry("y", 1.0 / 6),
                entry("b", 2.0 / 6));
        // At all.
        assertThat(pairs.chances(List.of("x", "x", "z"))).containsExactly(entry("x", 3.0 / 4), entry("z", 1.0 / 4));
    }

    @Test
    void knowsNothingBeforeTheFirst() {
        assertThat(new Counting(2).chances(List.of("a", "b"))).containsExactly(entry("a", 0.5), entry("b", 0.5));
    }

    @Test
    void tiesCountInPart() {
        HeldOut heldOut = new HeldOut();
        heldOut.add(Map.of("a", 0.5, "b", 0.5), "a");
        heldOut.add(Map.of("a", 0.75, "b", 0.25), "a");
        heldOut.add(Map.of("a", 0.75, "b", 0.25), "b");
        assertThat(heldOut.count()).isEqualTo(3);
        assertThat(heldOut.accuracy()).isEqualTo(0.5);
        assertThat(heldOut.logLoss()).isCloseTo(-(Math.log(0.5) + Math.log(0.75) + Math.log(0.25)) / 3, within(1e-15));
        heldOut.add(Map.of("a", 1.0), "c");
        assertThat(heldOut.logLoss()).isInfinite();
    }
}
