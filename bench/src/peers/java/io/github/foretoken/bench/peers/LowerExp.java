package io.github.foretoken.bench.peers;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp for the peers whose library has none: the Vector API's own, and of the lower triangle only, as someone would write
 * who does not know our loops.
 */
final class LowerExp {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private LowerExp() {}

    /** In place on the lower triangle of a square matrix, diagonal included; what lies above may change too. */
    static void apply(double[] a, int rows) {
        int step = SPECIES.length();
        for (int t = 0; t < rows; t++) {
            int from = t * rows;
            int bound = from + SPECIES.loopBound(t + 1);
            for (int i = from; i < bound; i += step) {
                DoubleVector.fromArray(SPECIES, a, i).lanewise(VectorOperators.EXP).intoArray(a, i);
            }
            for (int i = bound; i <= from + t; i++) {
                a[i] = Math.exp(a[i]);
            }
        }
    }
}
