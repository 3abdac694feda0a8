package io.github.foretoken.bench;

import io.github.foretoken.internal.simd.FloatScalarScoreMicrokernels;
import io.github.foretoken.internal.simd.FloatScoreMicrokernels;
import io.github.foretoken.internal.simd.FloatVectorScoreMicrokernels;
import io.github.foretoken.internal.simd.ScalarScoreMicrokernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.VectorScoreMicrokernels;
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
    ScoreMicrokernels loops() {
        return switch (this) {
            case SCALAR -> new ScalarScoreMicrokernels();
            case VECTOR -> new VectorScoreMicrokernels();
            case DEFINITION -> throw new IllegalStateException("the definition runs without microkernels");
        };
    }

    /** The float32 twin. */
    FloatScoreMicrokernels floats() {
        return switch (this) {
            case SCALAR -> new FloatScalarScoreMicrokernels();
            case VECTOR -> new FloatVectorScoreMicrokernels();
            case DEFINITION -> throw new IllegalStateException("the definition runs without microkernels");
        };
    }
}
