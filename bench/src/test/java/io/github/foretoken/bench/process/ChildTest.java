package io.github.foretoken.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.perfkit.PerfkitException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are measured run, and say what they should. Nothing is timed. */
class ChildTest {
    @TempDir
    private Path folder;

    @Test
    void probesCallTheirJobs() {
        try (Workshop workshop = new Workshop(folder)) {
            for (String job : List.of("limit:37:3", "attention:37:3", "attention32:37:3", "batch:5:8:2", "many:5:2")) {
                assertThat(probe(workshop, "first", job, "2", "warm-up")).as(job)
                        .containsOnlyKeys("first", "last", "loops", "warm-up");
            }
            Map<String, String> warm = probe(workshop, "warm", "limit:37:3", "0", "0");
            assertThat(warm).containsOnlyKeys("median", "loops");
            assertThat(Double.parseDouble(warm.get("median"))).isPositive();
        }
    }

    private static Map<String, String> probe(Workshop workshop, String... arguments) {
        return workshop.child.run(workshop.program(Probe.class, List.of(Workshop.MODULE), arguments)).values();
    }

    @Test
    void doingNothingNeedsNoJar() {
        try (Workshop workshop = new Workshop(folder)) {
            assertThat(workshop.child.run(workshop.nothing()).output()).isEmpty();
            assertThat(workshop.child.runWithProcessorTime(workshop.nothing()).processor()).isNotNegative();
        }
    }

    @Test
    void failureIsOneLine() {
        try (Workshop workshop = new Workshop(folder)) {
            assertThatThrownBy(() -> workshop.child.run(List.of("sh", "-c", "echo first >&2; echo why >&2; exit 3")))
                    .isInstanceOf(PerfkitException.class)
                    .hasMessageEndingWith("failed with status 3: why");
            assertThatThrownBy(() -> workshop.child.run(List.of("./no-such-program")))
                    .isInstanceOf(PerfkitException.class)
                    .hasMessageContaining("no-such-program cannot be run");
        }
    }

    @Test
    void processorTimeIsThatOfChildren() {
        assertThat(Child.processor("0m0.01s 0m0.02s\n1m2.50s 0m0.25s\n")).isEqualTo(62.75);
        assertThatThrownBy(() -> Child.processor("user 1\n")).isInstanceOf(PerfkitException.class)
                .hasMessageContaining("not two lines of two times");
    }

    @Test
    void flagsAreReadAsJavaPrintsThem() {
        String flags =
                "[Global flags]\n      int UseAVX      = 2     {ARCH product} {command line}\n     intx MaxVectorSize = 32 {C2}\n";
        assertThat(Flags.value(flags, "UseAVX")).isEqualTo("2");
        assertThat(Flags.value(flags, "MaxVectorSize")).isEqualTo("32");
        assertThat(Flags.value(flags, "VectorSize")).isEmpty();
    }

    @Test
    void anImpossibleFlagIsLeftOut() {
        try (Workshop workshop = new Workshop(folder)) {
            assertThat(Flags.refusal(workshop, "NoSuchFlag=1")).isEqualTo("this Java refuses it");
            assertThat(Flags.refusal(workshop, "MaxInlineLevel=9")).isEmpty();
        }
    }

    @Test
    void filesHaveTheirRows() {
        Path file = folder.resolve("series.csv");
        TokenFile.writeSeries(file, 50, 3, 1);
        assertThat(TokenFile.read(file)).hasSize(50).allSatisfy(row -> assertThat(row).hasSize(3));
    }
}
