package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import org.junit.jupiter.api.Test;

class KeyStateTest {
    @Test
    void goesOnToTheBit() {
        Forecasting asked = Forecasting.ofSteps(3);
        KeyState state = new KeyState(asked.forecaster(2));
        double[][] tokens = LocalSpark.tokens(1, 60, 2);
        for (int t = 0; t < 60; t++) {
            state = KeyState.read(state.bytes());
            state.sequence().observe(tokens[t]);
            Timestamp time = new Timestamp(-5_000_000L + 1_000L * t);
            time.setNanos(123_456_000);
            state.newest(time);
            assertThat(KeyState.read(state.bytes()).newest()).isEqualTo(time);
            assertThat(state.precedes(time)).isFalse();
        }
        assertThat(LocalSpark.rows(state.sequence().forecast()::mean, asked))
                .isDeepEqualTo(LocalSpark.means(tokens, asked));
        assertThat(state.sequence().error()).isEqualTo(LocalSpark.error(tokens, asked));
        assertThat(state.sequence().persistenceError())
                .isEqualTo(SequenceForecast.of(tokens, asked).persistenceError());
    }

    @Test
    void aLaterVersionIsNotGuessedAt() {
        byte[] bytes = new KeyState(Forecasting.ofSteps(1).forecaster(1)).bytes();
        bytes[0] = 2;
        assertThatThrownBy(() -> KeyState.read(bytes)).hasMessageContaining("version 2, which a later release wrote");
    }
}
