package io.github.foretoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.testkit.PlainAttention.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is found by the property that is named for it, in a message that says where; sound programs pass. */
class FaultyAttentionTest {
    @AfterEach
    void clear() {
        System.clearProperty(AttentionSubjects.Faulty.FAULT);
    }

    @Test
    void soundProgramsPass() {
        for (Class<?> contract : new Class<?>[]{AttentionSubjects.Sound.class, AttentionSubjects.SoundFloat.class}) {
            Map<String, String> results = Contracts.run(contract);
            assertThat(results).hasSize(11).allSatisfy((property, failure) -> assertThat(failure).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"SEES_THE_NEXT_TOKEN, laterTokensDoNotReachBack, causality",
        "MISSES_ITS_OWN_TOKEN, resultIsTheDefinition, definition", "NO_GREATEST_SCORE, scoresMayBeLarge, overflow",
        "NO_GREATEST_SCORE, resultLiesAmongTheValues, convexity",
        "DENOMINATOR_WITHOUT_THE_LAST_KEY, constantValuesAreReproduced, rows sum to one",
        "ADDS_EPSILON, constantValuesAreReproduced, rows sum to one",
        "REMEMBERS, callsDoNotRememberEachOther, determinism",
        "RETURNS_ITS_BUFFER, callsDoNotRememberEachOther, determinism",
        "MODIFIES_VALUES, inputsAreNotModified, argument v", "FLOAT_SUMS, resultIsTheDefinition, definition",
        "SCALE_FORGOTTEN, resultIsTheDefinition, definition",
        "POSITION_BIAS, orderOfEarlierTokensDoesNotMatter, permutation"})
    void eachFaultIsFound(Fault fault, String property, String named) {
        System.setProperty(AttentionSubjects.Faulty.FAULT, fault.name());
        String failure = Contracts.run(AttentionSubjects.Faulty.class).get(property);
        assertThat(failure).contains(named).contains("column").contains("got").contains("expected");
    }
}
