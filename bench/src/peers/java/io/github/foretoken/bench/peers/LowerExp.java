package io.github.foretoken.bench.peers;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp for the peers whose library has none: the Vector API's own, and of the lower triangle only, as someone would write
 * who does not know our loops.
 */
final class LowerExp {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private LowerExp() {}

    /**
     * In place on the lower triangle of a square row-major matrix, diagonal included.
     *
     * @param threads 1, or any other number for the common pool
     */
    static void apply(MemorySegment a, int rows, int threads) {
        if (threads > 1) {
            IntStream.range(0, rows).parallel().forEach(t -> row(a, rows, t));
        } else {
            for (int t = 0; t < rows; t++) {
                row(a, rows, t);
            }
        }
    }

    private static void row(MemorySegment a, int rows, int t) {
        long from = (long) t * rows;
        int bound = SPECIES.loopBound(t + 1);
        for (int s = 0; s < bound; s += SPECIES.length()) {
            long at = (from + s) * Double.BYTES;
            DoubleVector.fromMemorySegment(SPECIES, a, at, ORDER)
                    .lanewise(VectorOperators.EXP)
                    .intoMemorySegment(a, at, ORDER);
        }
        for (int s = bound; s <= t; s++) {
            a.setAtIndex(JAVA_DOUBLE, from + s, Math.exp(a.getAtIndex(JAVA_DOUBLE, from + s)));
        }
    }
}
