package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.ScalarMicrokernels;
import io.github.foretoken.internal.simd.VectorMicrokernels;
import java.util.Locale;

/** Who does the work; named explicitly, so that no automatic choice can be measured by mistake. */
enum Implementation {
    /** The formula as a textbook writes it: two loops and {@code Math.exp}. */
    DEFINITION,
    /** Tiles over the scalar twin. */
    SCALAR,
    /** Tiles over the Vector API twin. */
    VECTOR;

    static Implementation of(String parameter) {
        return valueOf(parameter.toUpperCase(Locale.ROOT));
    }

    /** The twin under the tiles; the definition has none. */
    Microkernels loops() {
        return switch (this) {
            case SCALAR -> new ScalarMicrokernels();
            case VECTOR -> new VectorMicrokernels();
            case DEFINITION -> throw new IllegalStateException("the definition runs without microkernels");
        };
    }
}
