package io.github.foretoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A contract whose bounds could not tell right from wrong does not pass. */
class VacuityTest {
    static final class Slack implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return new PlainAttention(PlainAttention.Fault.NONE);
        }

        @Override
        public double slack() {
            return 1e15;
        }
    }

    @Test
    void boundsThatTellNothingFail() {
        assertThat(Contracts.run(Slack.class).get("resultIsTheDefinition")).contains("of 200 tries asserted anything");
    }
}
