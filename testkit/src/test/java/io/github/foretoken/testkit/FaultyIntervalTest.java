package io.github.foretoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of intervals is found by the property that is named for it; sound ones pass. */
class FaultyIntervalTest {
    @Test
    void soundIntervalsPass() {
        assertThat(Contracts.run(IntervalSubjects.Sound.class)).hasSize(3)
                .allSatisfy((property, failure) -> assertThat(failure).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"Crossed, intervalsAreOrderedAndNested, order", "Narrow, intervalsHoldWhatTheyPromise, coverage",
        "Keeps, forecastersAreDeterministic, determinism"})
    void eachFaultIsFound(String fault, String property, String named) throws ClassNotFoundException {
        Class<?> contract = Class.forName(IntervalSubjects.class.getName() + "$" + fault);
        assertThat(Contracts.run(contract).get(property)).contains(named);
    }
}
