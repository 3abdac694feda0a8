package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Backend;
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
        JavaBlas java = new JavaBlas(new ScalarMicrokernels());
        backends.add(java);
        if (!System.getProperty("foretoken.test.expect", "").equals("scalar")) {
            backends.add(new JavaBlas(new VectorMicrokernels()));
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

    /** Every backend with each of the shapes; a library also with the long ones. */
    static Stream<Arguments> withShapes(int[][] shapes, int[][] longShapes) {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (Blas blas : all()) {
            Stream<int[]> extra = blas.backend() == Backend.NATIVE ? Stream.of(longShapes) : Stream.empty();
            for (int[] shape : Stream.concat(Stream.of(shapes), extra).toList()) {
                Stream<Object> sizes = IntStream.of(shape).boxed().map(size -> size);
                cases.add(Arguments.of(Stream.concat(Stream.of(blas), sizes).toArray()));
            }
        }
        return cases.build();
    }
}
