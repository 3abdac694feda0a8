package io.github.foretoken.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Medians, and runs in turn. */
class SpreadTest {
    @Test
    void isOfSortedRuns() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 5, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Spread(3, 1, 8, 4));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRateIsLeastWhereTheTimeIsGreatest() {
        assertThat(new Spread(2, 1, 4, 3).rate(8)).isEqualTo(new Spread(4, 2, 8, 3));
    }

    @Test
    void excessShowsAForkThatIsSlow() {
        assertThat(new Spread(10, 10, 15, 20).excess()).isEqualTo(0.5);
    }

    @Test
    void contendersRunInTurn() {
        List<String> order = new ArrayList<>();
        Rounds rounds = new Rounds();
        for (String name : List.of("a", "b")) {
            rounds.add(name, () -> {
                order.add(name);
                return Map.of(name, (double) order.size());
            });
        }
        Map<String, Spread> spreads = rounds.run(3);
        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(spreads).containsEntry("a", new Spread(3, 1, 5, 3)).containsEntry("b", new Spread(4, 2, 6, 3));
    }
}
