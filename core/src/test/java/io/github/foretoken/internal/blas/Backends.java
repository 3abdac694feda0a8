package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Backend;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.FloatScalarMicrokernels;
import io.github.foretoken.internal.simd.FloatVectorMicrokernels;
import io.github.foretoken.internal.simd.ScalarMicrokernels;
import io.github.foretoken.internal.simd.VectorMicrokernels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every backend that this run has, built explicitly, never through the selection. */
final class Backends {
    private Backends() {}

    static List<Blas> all() {
        List<Blas> backends = new ArrayList<>();
        JavaBlas java = new JavaBlas(new ScalarMicrokernels(), new FloatScalarMicrokernels());
        backends.add(java);
        if (!System.getProperty("foretoken.test.expect", "").equals("scalar")) {
            backends.add(new JavaBlas(new VectorMicrokernels(), new FloatVectorMicrokernels()));
            try {
                backends.add(NetlibBlas.load(java));
            } catch (Refusal e) {
                // BackendsTest tells whether that is right.
                System.getLogger("test").log(System.Logger.Level.DEBUG, e.getMessage());
            }
        }
        Blas library = CblasSearch.search().library();
        if (library != null) {
            backends.add(library);
        }
        return backends;
    }

    /** Every backend in both precisions with each of the shapes; a library also with the long ones. */
    static Stream<Arguments> withShapes(int[][] shapes, int[][] longShapes) {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (Blas blas : all()) {
            Stream<int[]> extra = blas.backend() == Backend.NATIVE ? Stream.of(longShapes) : Stream.empty();
            for (int[] shape : Stream.concat(Stream.of(shapes), extra).toList()) {
                for (Precision precision : Precision.values()) {
                    Stream<Object> sizes = IntStream.of(shape).boxed().map(size -> size);
                    cases.add(Arguments.of(Stream.concat(Stream.of(blas, precision), sizes).toArray()));
                }
            }
        }
        return cases.build();
    }

    /** In either precision on doubles, which for float32 must hold floats: one test serves both. */
    static void gemm(Blas blas, Precision precision, Transpose opA, Transpose opB, int m, int n, int k, double alpha,
            Operand a, Operand b, double beta, Operand c) {
        if (precision == Precision.FLOAT64) {
            blas.gemm(opA, opB, m, n, k, alpha, a.data, a.offset, a.stride, b.data, b.offset, b.stride, beta, c.data,
                    c.offset, c.stride);
        } else {
            float[] result = c.floats();
            float[] left = a.floats();
            float[] right = b.floats();
            blas.gemm(opA, opB, m, n, k, (float) alpha, left, a.offset, a.stride, right, b.offset, b.stride,
                    (float) beta, result, c.offset, c.stride);
            a.set(left);
            b.set(right);
            c.set(result);
        }
    }

    /** The same for a solve. */
    static void trsm(Blas blas, Precision precision, Transpose op, Diagonal diagonal, int m, int n, Operand l,
            Operand b) {
        if (precision == Precision.FLOAT64) {
            blas.trsm(op, diagonal, m, n, l.data, l.offset, l.stride, b.data, b.offset, b.stride);
        } else {
            float[] triangle = l.floats();
            float[] rows = b.floats();
            blas.trsm(op, diagonal, m, n, triangle, l.offset, l.stride, rows, b.offset, b.stride);
            l.set(triangle);
            b.set(rows);
        }
    }
}
