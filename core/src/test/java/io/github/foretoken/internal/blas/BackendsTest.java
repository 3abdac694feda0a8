package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.Acceleration;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Backend;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
            for (int size : new int[]{20, 150, 350}) {
                Operand a = Operand.random(size, size, false, random);
                Operand b = Operand.random(size, size, false, random);
                Operand c = Operand.random(size, size, false, random);
                blas.gemm(Transpose.NO, Transpose.YES, 1, a.block(), b.block(), 1, c.block());
                blas.trsm(Transpose.NO, Diagonal.UNIT, a.block(), c.block());
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
                blas.gemm(Transpose.NO, Transpose.NO, 1, a.block(), a.block(), 1, first.block());
                blas.gemm(Transpose.NO, Transpose.NO, 1, a.block(), a.block(), 1, second.block());
                assertThat(first.sameAs(second)).as(blas.description()).isTrue();
            }
        }
    }

    @Test
    void viewsThatDoNotFitAreRefusedByNameAndShape() {
        double[] ten = new double[10];
        for (Blas blas : all) {
            refused(() -> blas.gemm(Transpose.NO, Transpose.NO, 1, Block.of(ten, 3, 2), Block.of(ten, 2, 3), 0,
                    new Block(ten, 2, 3, 3, 3)),
                    "gemm: C is 3 x 3 at offset 2 with stride 3, which does not fit an array of 10");
            refused(() -> blas.gemm(Transpose.YES, Transpose.NO, 1, new Block(ten, 0, 2, 3, 2), Block.of(ten, 2, 2), 0,
                    Block.of(ten, 3, 2)), "gemm: A is 2 x 3 at offset 0 with stride 2");
            refused(() -> blas.gemm(Transpose.NO, Transpose.NO, 1, Block.of(ten, 50_000, 1), Block.of(ten, 1, 50_000),
                    0, Block.of(ten, 50_000, 50_000)), "gemm: A is 50000 x 1");
            refused(() -> blas.gemm(Transpose.YES, Transpose.NO, 1, Block.of(ten, 2, 3), Block.of(ten, 3, 1), 0,
                    Block.of(ten, 3, 1)), "gemm: C is 3 x 1, op(A) 3 x 2 and op(B) 3 x 1, which do not match");
            refused(() -> blas.trsm(Transpose.NO, Diagonal.UNIT, Block.of(ten, 4, 4), Block.of(ten, 4, 2)),
                    "trsm: L is 4 x 4");
            refused(() -> blas.trsm(Transpose.NO, Diagonal.UNIT, new Block(ten, 0, 2, 2, 4), Block.of(ten, 2, -1)),
                    "trsm: B is 2 x -1");
            refused(() -> blas.trsm(Transpose.NO, Diagonal.UNIT, Block.of(ten, 2, 2), Block.of(ten, 3, 1)),
                    "trsm: L is 2 x 2 and B 3 x 1, which do not match");
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(message);
    }

    /** Too large for the definition in a test: its result times a vector, against the factors times that vector. */
    @Test
    void aProductThatIsCopiedOutOfTheHeapAgreesWithVectors() {
        Random random = new Random(8);
        int m = 2060;
        int n = 1400;
        int k = 1530;
        for (Blas blas : all.stream().filter(each -> each.backend() == Backend.NATIVE).toList()) {
            Operand a = Operand.random(k, m, true, random);
            Operand b = Operand.random(n, k, true, random);
            Operand c = Operand.random(m, n, true, random);
            Operand before = c.copy();
            blas.gemm(Transpose.YES, Transpose.YES, -0.5, a.block(), b.block(), 0.25, c.block());
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
                double bound = 2 * Tolerance.gamma(k + 3) * n * (k / 2.0 + 1);
                assertThat(actual).isCloseTo(expected, offset(bound));
            }
        }
    }
}
