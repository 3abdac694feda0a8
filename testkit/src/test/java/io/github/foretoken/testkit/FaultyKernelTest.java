package io.github.foretoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a kernel is found by the property that is named for it; sound kernels pass. */
class FaultyKernelTest {
    @Test
    void soundKernelsPass() {
        assertThat(Contracts.run(KernelSubjects.Sound.class)).hasSize(7)
                .allSatisfy((property, failure) -> assertThat(failure).isEmpty());
        for (Class<?> contract : new Class<?>[]{KernelSubjects.SoundLinear.class,
            KernelSubjects.SoundExponential.class}) {
            assertThat(Contracts.run(contract)).hasSize(5)
                    .allSatisfy((property, failure) -> assertThat(failure).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"NotPositive, gramMatricesArePositiveSemiDefinite, z'Kz", "NotSymmetric, valuesAreSymmetric, symmetry",
        "Cancels, valuesAreBoundedByTheirDiagonal, Cauchy", "Cancels, tokensMayBeShifted, shift",
        "Overflows, valuesAreFinite, finite", "NotNormalized, diagonalIsAsStated, normalisation",
        "Writes, callsDoNotRememberEachOther, argument x and y", "Remembers, callsDoNotRememberEachOther, determinism"})
    void eachFaultIsFound(String fault, String property, String named) throws ClassNotFoundException {
        Class<?> contract = Class.forName(KernelSubjects.class.getName() + "$" + fault);
        assertThat(Contracts.run(contract).get(property)).contains(named);
    }
}
