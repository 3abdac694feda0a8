package io.github.foretoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.testkit.PredictorSubjects.Fault;
import io.github.foretoken.testkit.PredictorSubjects.FaultyStream;
import io.github.foretoken.testkit.PredictorSubjects.FaultySubstitution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a predictor is found by the property that is named for it; sound ones pass. */
class FaultyPredictorTest {
    @AfterEach
    void clear() {
        System.clearProperty(FaultyStream.FAULT);
    }

    @Test
    void soundPredictorsPass() {
        assertThat(Contracts.run(FaultyStream.class)).hasSize(7)
                .allSatisfy((property, failure) -> assertThat(failure).isEmpty());
        assertThat(Contracts.run(FaultySubstitution.class)).hasSize(6)
                .allSatisfy((property, failure) -> assertThat(failure).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"KEEPS_THE_TOKEN, tokensAreNeitherModifiedNorKept, tokens kept",
        "LEARNS_WHEN_ASKED, askingChangesNothing, asking",
        "SHARES_STATE, predictorsAreDeterministicAndIndependent, independence",
        "SHARES_ITS_RESULT, askingChangesNothing, asking", "SHALLOW_COPY, snapshotsGoOnToTheBit, snapshot",
        "OVERFLOWS, predictionsAreFinite, finite", "BATCH_LEARNS_LATE, batchIsItsStream, streaming and batch",
        "SEES_THE_NEXT_TOKEN, laterTokensDoNotReachBack, causality"})
    void eachFaultOfAStreamIsFound(Fault fault, String property, String named) {
        System.setProperty(FaultyStream.FAULT, fault.name());
        assertThat(Contracts.run(FaultyStream.class).get(property)).contains(named);
    }

    @ParameterizedTest
    @CsvSource({"SEES_THE_NEXT_TOKEN, laterTokensDoNotReachBack, causality",
        "DIVIDES_BY_THE_WRONG_NORM, resultIsTheDefinition, definition",
        "FLOAT_SUMS, resultIsTheDefinition, definition"})
    void eachFaultOfASubstitutionIsFound(Fault fault, String property, String named) {
        System.setProperty(FaultyStream.FAULT, fault.name());
        assertThat(Contracts.run(FaultySubstitution.class).get(property)).contains(named).contains("got");
    }
}
