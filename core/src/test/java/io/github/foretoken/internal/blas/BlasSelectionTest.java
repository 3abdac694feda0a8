package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.foretoken.Acceleration;
import io.github.foretoken.internal.blas.Blas.Backend;
import io.github.foretoken.internal.blas.BlasSelection.Decision;
import io.github.foretoken.internal.blas.BlasSelection.Offer;
import io.github.foretoken.internal.simd.Requirement;
import org.junit.jupiter.api.Test;

class BlasSelectionTest {
    @Test
    void autoTakesTheBestThereIsAndSaysWhyNotABetterOne() {
        assertThat(BlasSelection.decide("auto", false, BlasSelectionTest::library, BlasSelectionTest::untouched))
                .isEqualTo(new Decision(Backend.NATIVE, false, "NATIVE (OpenBLAS 9)"));
        assertThat(BlasSelection.decide("auto", false, BlasSelectionTest::noLibrary, BlasSelectionTest::netlib))
                .isEqualTo(new Decision(Backend.NETLIB, false, "NETLIB (netlib 9; no library: nothing found)"));
        assertThat(BlasSelection.decide("auto", false, BlasSelectionTest::noLibrary, BlasSelectionTest::noNetlib))
                .isEqualTo(new Decision(Backend.JAVA, false,
                        "JAVA (own tiles; no library: nothing found; netlib: no netlib)"));
    }

    @Test
    void namingABackendForcesItAndLooksForNothingElse() {
        assertThat(BlasSelection.decide("java", false, BlasSelectionTest::untouched, BlasSelectionTest::untouched))
                .isEqualTo(new Decision(Backend.JAVA, true, "JAVA (foretoken.blas=java)"));
        assertThat(BlasSelection.decide("netlib", false, BlasSelectionTest::untouched, BlasSelectionTest::netlib))
                .isEqualTo(new Decision(Backend.NETLIB, true, "NETLIB (netlib 9)"));
        assertThat(BlasSelection.decide("native", false, BlasSelectionTest::library, BlasSelectionTest::untouched))
                .isEqualTo(new Decision(Backend.NATIVE, true, "NATIVE (OpenBLAS 9)"));
    }

    @Test
    void aNamedBackendThatCannotRunIsAnErrorWithTheReason() {
        assertThatIllegalStateException().isThrownBy(
                () -> BlasSelection.decide("native", false, BlasSelectionTest::noLibrary, BlasSelectionTest::untouched))
                .withMessage("foretoken.blas=native cannot be met: nothing found");
        assertThatIllegalStateException().isThrownBy(
                () -> BlasSelection.decide("netlib", false, BlasSelectionTest::untouched, BlasSelectionTest::noNetlib))
                .withMessage("foretoken.blas=netlib cannot be met: no netlib");
        assertThatIllegalStateException().isThrownBy(
                () -> BlasSelection.decide("mkl", false, BlasSelectionTest::untouched, BlasSelectionTest::untouched))
                .withMessageContaining("auto, java, netlib or native, not 'mkl'");
    }

    @Test
    void requiringNativeTurnsEveryOtherAnswerIntoAnError() {
        assertThat(
                BlasSelection.decide("auto", true, BlasSelectionTest::library, BlasSelectionTest::untouched).backend())
                .isEqualTo(Backend.NATIVE);
        assertThatIllegalStateException().isThrownBy(
                () -> BlasSelection.decide("auto", true, BlasSelectionTest::noLibrary, BlasSelectionTest::netlib))
                .withMessageContaining("foretoken.require=native")
                .withMessageContaining("nothing found");
        assertThatIllegalStateException().isThrownBy(
                () -> BlasSelection.decide("java", true, BlasSelectionTest::untouched, BlasSelectionTest::untouched))
                .withMessageContaining("foretoken.blas=java");
    }

    @Test
    void theChoiceDependsOnTheJobAlone() {
        for (int repetition = 0; repetition < 2; repetition++) {
            if (!Requirement.NATIVE.demanded()) {
                assertThat(BlasSelection.forGemm(4096, 4096, 4096, 1).backend()).isEqualTo(Backend.JAVA);
            }
            assertThat(BlasSelection.forGemm(2, 2, 2, 1e18).backend()).isEqualTo(Backend.JAVA);
            assertThat(BlasSelection.forTrsm(2, 2, 1e18).backend()).isEqualTo(Backend.JAVA);
            // The second time a library may have been found.
            assertThat(Acceleration.describe()).contains("; BLAS: ");
        }
    }

    @Test
    void largeJobsRunOnWhatTheSentenceNames() {
        boolean found = CblasSearch.search().library() != null;
        Backend backend = BlasSelection.forGemm(4096, 4096, 4096, 1e18).backend();
        assertThat(backend == Backend.NATIVE).isEqualTo(found);
        assertThat(BlasSelection.forTrsm(4096, 4096, 1e18).backend() == Backend.NATIVE).isEqualTo(found);
        assertThat(Acceleration.describe().contains("BLAS: NATIVE (")).isEqualTo(found);
        assertThat(Acceleration.describe(10)).contains("; BLAS: ");
        assertThat(Acceleration.libraries()).isNotEmpty();
        if (Requirement.NATIVE.demanded()) {
            assertThat(Acceleration.describe()).contains("OpenBLAS", "core ", "jar org.bytedeco:openblas");
        }
    }

    @Test
    void eachSizeRunsWhereItWasMeasuredToBeFastest() {
        assertThat(Crossovers.gemm(Backend.NATIVE, 7, 7, 7)).isEqualTo(Backend.JAVA);
        assertThat(Crossovers.gemm(Backend.NATIVE, 8, 8, 8)).isEqualTo(Backend.NATIVE);
        // No int overflows on the way.
        assertThat(Crossovers.gemm(Backend.NATIVE, 1 << 16, 1 << 16, 1 << 16)).isEqualTo(Backend.NATIVE);
        assertThat(Crossovers.gemm(Backend.NETLIB, 1000, 1000, 1000)).isEqualTo(Backend.JAVA);
        assertThat(Crossovers.gemm(Backend.NETLIB, 500, 500, 500)).isEqualTo(Backend.NETLIB);
        assertThat(Crossovers.gemm(Backend.NETLIB, 64, 64, 64)).isEqualTo(Backend.JAVA);
        assertThat(Crossovers.gemm(Backend.NETLIB, 513, 64, 64)).isEqualTo(Backend.JAVA);
        assertThat(Crossovers.trsm(Backend.NATIVE, 8, 8)).isEqualTo(Backend.JAVA);
        assertThat(Crossovers.trsm(Backend.NATIVE, 16, 16)).isEqualTo(Backend.NATIVE);
        assertThat(Crossovers.trsm(Backend.NETLIB, 1000, 1000)).isEqualTo(Backend.JAVA);
    }

    private static Offer library() {
        return new Offer(true, "OpenBLAS 9");
    }

    private static Offer noLibrary() {
        return new Offer(false, "nothing found");
    }

    private static Offer netlib() {
        return new Offer(true, "netlib 9");
    }

    private static Offer noNetlib() {
        return new Offer(false, "no netlib");
    }

    private static Offer untouched() {
        throw new AssertionError("must not be looked for");
    }
}
