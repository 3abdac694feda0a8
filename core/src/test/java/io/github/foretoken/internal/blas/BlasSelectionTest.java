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
        assertThat(BlasSelection.decide("auto", false, BlasSelectionTest::noLibrary, BlasSelectionTest::untouched))
                .isEqualTo(new Decision(Backend.JAVA, false, "JAVA (own tiles; no library: nothing found)"));
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
        int lanes = found ? CblasSearch.search().library().lanes() : 0;
        boolean narrow = lanes > 0 && lanes < Acceleration.lanes();
        assertThat(BlasSelection.forGemm(4096, 4096, 4096, 1e18).backend() == Backend.NATIVE)
                .isEqualTo(found && !narrow);
        assertThat(BlasSelection.forTrsm(4096, 4096, 1e18).backend() == Backend.NATIVE).isEqualTo(found && !narrow);
        assertThat(BlasSelection.forGemm(48, 48, 48, 1e18).backend() == Backend.NATIVE).isEqualTo(found);
        assertThat(Acceleration.libraries().toString().contains("OPENBLAS_CORETYPE")).isEqualTo(narrow);
        assertThat(Acceleration.describe().contains("BLAS: NATIVE (")).isEqualTo(found);
        assertThat(Acceleration.describe(10)).contains("; BLAS: ");
        assertThat(Acceleration.libraries()).isNotEmpty();
        if (Requirement.NATIVE.demanded()) {
            assertThat(Acceleration.describe()).contains("OpenBLAS", "core ", "jar org.bytedeco:openblas");
        }
    }

    @Test
    void eachSizeRunsWhereItWasMeasuredToBeFastest() {
        Crossovers wide = new Crossovers(Backend.NATIVE, false);
        assertThat(wide.gemm(7, 7, 7)).isEqualTo(Backend.JAVA);
        assertThat(wide.gemm(8, 8, 8)).isEqualTo(Backend.NATIVE);
        // No int overflows on the way.
        assertThat(wide.gemm(1 << 16, 1 << 16, 1 << 16)).isEqualTo(Backend.NATIVE);
        assertThat(wide.trsm(8, 8)).isEqualTo(Backend.JAVA);
        assertThat(wide.trsm(16, 16)).isEqualTo(Backend.NATIVE);
        Crossovers narrow = new Crossovers(Backend.NATIVE, true);
        assertThat(narrow.gemm(48, 48, 48)).isEqualTo(Backend.NATIVE);
        assertThat(narrow.gemm(64, 64, 64)).isEqualTo(Backend.JAVA);
        assertThat(narrow.gemm(1 << 16, 1 << 16, 1 << 16)).isEqualTo(Backend.JAVA);
        assertThat(narrow.trsm(512, 512)).isEqualTo(Backend.NATIVE);
        assertThat(narrow.trsm(1024, 1024)).isEqualTo(Backend.JAVA);
        assertThat(new Crossovers(Backend.JAVA, false).gemm(500, 500, 500)).isEqualTo(Backend.JAVA);
    }

    @Test
    void anOpenBlasSaysHowWideItsKernelsAre() {
        assertThat(
                KernelLanes.of("OpenBLAS 0.3.31 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64, core Haswell (jar)"))
                .isEqualTo(4);
        assertThat(KernelLanes.of("OpenBLAS 0.3.31, core SkylakeX (libopenblas.so.0 of the system)")).isEqualTo(8);
        assertThat(KernelLanes.of("OpenBLAS 0.3.31, core NEOVERSEN1")).isZero();
        assertThat(KernelLanes.of("BLIS 1.0")).isZero();
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
