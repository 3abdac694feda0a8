package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.Acceleration;
import io.github.foretoken.internal.blas.Blas.Backend;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which backends this run really has, and what holds for all of them. */
class BackendsTest {
    private final List<Blas> all = Backends.all();

    @Test
    void thisRunHasTheBackendsItWasStartedFor() {
        List<Backend> backends = all.stream().map(Blas::backend).toList();
        assertThat(backends).contains(Backend.JAVA);
        boolean classPath = !Blas.class.getModule().isNamed();
        if (System.getProperty("foretoken.test.expect", "").equals("vector") && classPath) {
            assertThat(backends).contains(Backend.NETLIB);
        }
        if (Requirement.NATIVE.demanded()) {
            assertThat(backends).contains(Backend.NATIVE);
        }
        if (Runtime.version().feature() < 22) {
            assertThat(backends).doesNotContain(Backend.NATIVE);
            assertThat(Acceleration.libraries()).containsExactly(
                    "native libraries are called from Java 22 on, and this is Java " + Runtime.version().feature());
        }
    }

    /** Libraries loaded through JNI are mapped files like any other, so the process's own list shows them. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void noJniLibraryIsLoadedWhateverRuns() throws IOException {
        Random random = new Random(4);
        for (Blas blas : all) {
            for (Precision precision : Precision.values()) {
                for (int size : new int[]{20, 150, 350}) {
                    Operand a = Operand.random(size, size, false, random);
                    Operand b = Operand.random(size, size, false, random);
                    Operand c = Operand.random(size, size, false, random);
                    Backends.gemm(blas, precision, Transpose.NO, Transpose.YES, size, size, size, 1, a, b, 1, c);
                    Backends.trsm(blas, precision, Transpose.NO, Diagonal.UNIT, size, size, a, c);
                }
            }
        }
        assertThat(Acceleration.describe()).contains("BLAS: ");
        String java = Path.of(System.getProperty("java.home")).toRealPath().toString();
        List<String> foreign = Files.readAllLines(Path.of("/proc/self/maps"))
                .stream()
                .filter(line -> line.contains(".so") && !line.contains(java))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .distinct()
                .toList();
        assertThat(foreign).noneMatch(name -> name.startsWith("libjni") || name.contains("netlib"));
        boolean library = all.stream().anyMatch(blas -> blas.backend() == Backend.NATIVE);
        // The list can show what was loaded, or it would prove nothing.
        assertThat(foreign).isNotEmpty();
        if (library && CblasSearch.search().library().description().contains("jar org.bytedeco")) {
            assertThat(foreign).contains("libopenblas.so.0");
        }
    }

    @Test
    void equalArgumentsGiveEqualBits() {
        Random random = new Random(7);
        for (Blas blas : all) {
            for (int size : new int[]{37, 250}) {
                Operand a = Operand.random(size, size, false, random);
                Operand first = Operand.random(size, size, false, random);
                Operand second = first.copy();
                Backends.gemm(blas, Precision.FLOAT64, Transpose.NO, Transpose.NO, size, size, size, 1, a, a, 1, first);
                Backends.gemm(blas, Precision.FLOAT64, Transpose.NO, Transpose.NO, size, size, size, 1, a, a, 1,
                        second);
                assertThat(first.sameAs(second)).as(blas.description()).isTrue();
            }
        }
    }

    @Test
    void viewsThatDoNotFitAreRefusedByNameAndShape() {
        double[] ten = new double[10];
        for (Blas blas : all) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> blas.gemm(Transpose.NO, Transpose.NO, 3, 3, 2, 1, ten, 0, 2, ten, 0, 3, 0, ten, 2, 3))
                    .withMessage("gemm: C is 3 x 3 at offset 2 with stride 3, which does not fit an array of 10");
            assertThatIllegalArgumentException().isThrownBy(
                    () -> blas.gemm(Transpose.YES, Transpose.NO, 3, 2, 2, 1, ten, 0, 2, ten, 0, 2, 0, ten, 0, 2))
                    .withMessageStartingWith("gemm: A is 2 x 3 at offset 0 with stride 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blas.gemm(Transpose.NO, Transpose.NO, 50_000, 50_000, 1, 1, ten, 0, 1, ten, 0,
                            50_000, 0, ten, 0, 50_000))
                    .withMessageStartingWith("gemm: A is 50000 x 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blas.trsm(Transpose.NO, Diagonal.UNIT, 4, 2, ten, 0, 4, ten, 0, 2))
                    .withMessageStartingWith("trsm: L is 4 x 4");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blas.trsm(Transpose.NO, Diagonal.UNIT, 2, -1, ten, 0, 4, ten, 0, 2))
                    .withMessageStartingWith("trsm: B is 2 x -1");
        }
    }

    /** Too large for the definition in a test: its result times a vector, against the factors times that vector. */
    @Test
    void aProductThatIsCopiedOutOfTheHeapAgreesWithVectors() {
        Random random = new Random(8);
        int m = 2060;
        int n = 1400;
        int k = 1530;
        for (Blas blas : all) {
            for (Precision precision : blas.backend() == Backend.NATIVE ? Precision.values() : new Precision[0]) {
                Operand a = Operand.random(k, m, true, random);
                Operand b = Operand.random(n, k, true, random);
                Operand c = Operand.random(m, n, true, random);
                Operand before = c.copy();
                Backends.gemm(blas, precision, Transpose.YES, Transpose.YES, m, n, k, -0.5, a, b, 0.25, c);
                assertThat(c.untouchedOutside()).isTrue();
                double[] sums = new double[k];
                for (int p = 0; p < k; p++) {
                    for (int j = 0; j < n; j++) {
                        sums[p] += b.at(j, p);
                    }
                }
                for (int i = 0; i < m; i++) {
                    double expected = 0;
                    double actual = 0;
                    for (int j = 0; j < n; j++) {
                        expected += 0.25 * before.at(i, j);
                        actual += c.at(i, j);
                    }
                    for (int p = 0; p < k; p++) {
                        expected -= 0.5 * a.at(p, i) * sums[p];
                    }
                    // Each of n elements is off by gamma(k + 3) times at most k / 2 + 1/4; their sum errs n times that.
                    double bound = 2 * Tolerance.gamma(precision, k + 3) * n * (k / 2.0 + 1);
                    assertThat(actual).isCloseTo(expected, offset(bound));
                }
            }
        }
    }
}
