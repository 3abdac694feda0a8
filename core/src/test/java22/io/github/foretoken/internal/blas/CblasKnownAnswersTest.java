package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class CblasKnownAnswersTest {
    private static final MethodType GEMM = MethodType.methodType(void.class, int.class, int.class, int.class, int.class,
            int.class, int.class, double.class, MemorySegment.class, int.class, MemorySegment.class, int.class,
            double.class, MemorySegment.class, int.class);
    private static final MethodType TRSM =
            MethodType.methodType(void.class, int.class, int.class, int.class, int.class, int.class, int.class,
                    int.class, double.class, MemorySegment.class, int.class, MemorySegment.class, int.class);

    /** A library whose first routine does nothing, and one whose second does. */
    @Test
    void aRoutineThatComputesSomethingElseIsNamed() throws ReflectiveOperationException {
        MethodHandle right = MethodHandles.lookup().findStatic(CblasKnownAnswersTest.class, "dgemm", GEMM);
        assertThatThrownBy(() -> KnownAnswers.check(functions(nothing(GEMM))))
                .hasMessage("its cblas_dgemm fails a known answer");
        assertThatThrownBy(() -> KnownAnswers.check(functions(right)))
                .hasMessage("its cblas_dtrsm fails a known answer");
    }

    private static CblasFunctions functions(MethodHandle dgemm) {
        return new CblasFunctions(dgemm, nothing(TRSM), nothing(GEMM));
    }

    private static MethodHandle nothing(MethodType type) {
        return MethodHandles.empty(type);
    }

    @SuppressWarnings("unused") // by its handle
    private static void dgemm(int order, int left, int right, int m, int n, int k, double alpha, MemorySegment a,
            int aStride, MemorySegment b, int bStride, double beta, MemorySegment c, int cStride) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += at(a, i * aStride + p) * at(b, p * bStride + j);
                }
                double value = alpha * sum + beta * at(c, i * cStride + j);
                c.setAtIndex(ValueLayout.JAVA_DOUBLE, i * (long) cStride + j, value);
            }
        }
    }

    private static double at(MemorySegment segment, int index) {
        return segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
    }
}
