package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.internal.simd.MicrokernelSelection.Decision;
import io.github.foretoken.internal.simd.MicrokernelSelection.VirtualMachine;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class MicrokernelSelectionTest {
    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";

    private static int four() {
        return 4;
    }

    private static int untouched() {
        throw new AssertionError("vector classes must not be touched behind a shut gate");
    }

    @Test
    void allGatesOpen() {
        Decision decision = decide("auto", "", true, HOTSPOT, "mixed mode, sharing", MicrokernelSelectionTest::four);
        assertThat(decision.vector()).isTrue();
        assertThat(decision.reason()).contains("4 float64 lanes", "256 bits");
    }

    @Test
    void eachShutGateSaysHowToOpenIt() {
        assertRefused(decide("false", "", true, HOTSPOT, "mixed mode", MicrokernelSelectionTest::untouched),
                "foretoken.vector=false");
        assertRefused(decide("auto", "", false, HOTSPOT, "mixed mode", MicrokernelSelectionTest::untouched),
                "--add-modules jdk.incubator.vector");
        assertRefused(decide("auto", "", true, "Eclipse OpenJ9 VM", "", MicrokernelSelectionTest::untouched), "OpenJ9");
        assertRefused(decide("auto", "", true, HOTSPOT, "interpreted mode", MicrokernelSelectionTest::untouched),
                "compiler");
        assertRefused(
                decide("auto", "", true, HOTSPOT, "mixed mode, emulated-client", MicrokernelSelectionTest::untouched),
                "compiler");
        assertRefused(decide("auto", "", true, HOTSPOT, "mixed mode", () -> 1), "one float64");
    }

    @Test
    void forcingOrRequiringTurnsARefusalIntoAnError() {
        assertThatThrownBy(() -> decide("true", "", false, HOTSPOT, "mixed mode", MicrokernelSelectionTest::untouched))
                .hasMessageContaining("foretoken.vector=true")
                .hasMessageContaining("--add-modules");
        assertThatThrownBy(
                () -> decide("auto", "vector", true, HOTSPOT, "interpreted mode", MicrokernelSelectionTest::untouched))
                .hasMessageContaining("foretoken.require=vector")
                .hasMessageContaining("interpreted");
        assertThat(decide("auto", " native, vector ", true, HOTSPOT, "mixed mode", MicrokernelSelectionTest::four)
                .vector()).isTrue();
        assertThat(decide("false", "native", true, HOTSPOT, "mixed mode", MicrokernelSelectionTest::untouched).vector())
                .isFalse();
        assertThatThrownBy(() -> decide("auto", "vectr", true, HOTSPOT, "mixed mode", MicrokernelSelectionTest::four))
                .hasMessageContaining("'vectr'");
        assertThatThrownBy(() -> decide("yes", "", true, HOTSPOT, "mixed mode", MicrokernelSelectionTest::four))
                .hasMessageContaining("'yes'");
    }

    @Test
    void belowJava25VectorsRunOnlyWhenAskedFor() {
        for (int feature : new int[]{17, 21, 24}) {
            VirtualMachine older = new VirtualMachine(feature, HOTSPOT, "mixed mode, sharing");
            for (boolean present : new boolean[]{true, false}) {
                assertRefused(decide("auto", "", present, older, MicrokernelSelectionTest::untouched),
                        "this is Java " + feature);
                assertThatThrownBy(() -> decide("auto", "vector", present, older, MicrokernelSelectionTest::untouched))
                        .hasMessageContaining("foretoken.require=vector cannot be met")
                        .hasMessageContaining("-Dforetoken.vector=true");
            }
            assertThat(decide("true", "vector", true, older, MicrokernelSelectionTest::four).vector()).isTrue();
            assertThatThrownBy(() -> decide("true", "", false, older, MicrokernelSelectionTest::untouched))
                    .hasMessageContaining("--add-modules");
        }
        VirtualMachine newer = new VirtualMachine(26, HOTSPOT, "mixed mode, sharing");
        assertThat(decide("auto", "", true, newer, MicrokernelSelectionTest::four).vector()).isTrue();
    }

    @Test
    void forcingIgnoresGatesThatOnlyConcernSpeed() {
        assertThat(decide("true", "", true, "Some VM", "interpreted mode", MicrokernelSelectionTest::four).vector())
                .isTrue();
    }

    @Test
    void thresholdIsANumberOrAClearError() {
        assertThat(MicrokernelSelection.threshold(null)).isPositive();
        assertThat(MicrokernelSelection.threshold(" 77 ")).isEqualTo(77);
        assertThatThrownBy(() -> MicrokernelSelection.threshold("many")).hasMessageContaining("'many'");
    }

    @Test
    @EnabledIfSystemProperty(named = "foretoken.test.expect", matches = ".+")
    void thisRunGotTheTwinItWasStartedFor() {
        boolean expected = System.getProperty("foretoken.test.expect").equals("vector");
        assertThat(MicrokernelSelection.vector()).isEqualTo(expected);
        assertThat(MicrokernelSelection.forPairs(1L << 30).lanes() > 1).isEqualTo(expected);
        assertThat(MicrokernelSelection.reason()).contains(expected ? "Vector API" : "scalar loops");
        boolean module = Boolean.getBoolean("foretoken.test.module");
        assertThat(MicrokernelSelection.class.getModule().isNamed()).isEqualTo(module);
    }

    private static Decision decide(String wish, String require, boolean present, String name, String info,
            IntSupplier lanes) {
        return decide(wish, require, present, new VirtualMachine(25, name, info), lanes);
    }

    private static Decision decide(String wish, String require, boolean present, VirtualMachine machine,
            IntSupplier lanes) {
        return MicrokernelSelection.decide(wish, require, () -> present, machine, true, () -> true, lanes);
    }

    @Test
    void whatIsSlowerThanScalarLoopsIsTakenOnlyWhenForced() {
        assertRefused(slow("auto", true, false, MicrokernelSelectionTest::untouched), "no fused multiply-add");
        assertRefused(slow("auto", false, false, MicrokernelSelectionTest::untouched), "no fused multiply-add");
        assertRefused(slow("auto", true, true, () -> 2), "vectors of 128 bits");
        assertThat(slow("auto", true, true, () -> 4).vector()).isTrue();
        assertThat(slow("auto", false, true, () -> 2).vector()).isTrue();
        assertThat(slow("true", true, false, () -> 2).vector()).isTrue();
    }

    private static Decision slow(String wish, boolean x86, boolean fma, IntSupplier lanes) {
        return MicrokernelSelection.decide(wish, "", () -> true, new VirtualMachine(25, HOTSPOT, "mixed mode"), x86,
                () -> fma, lanes);
    }

    private static void assertRefused(Decision decision, String reason) {
        assertThat(decision.vector()).isFalse();
        assertThat(decision.reason()).startsWith("scalar loops (").contains(reason);
    }
}
