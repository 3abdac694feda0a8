package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.Sample;
import java.util.List;

/** Problems small enough to be solved by hand. */
final class Examples {
    private Examples() {}

    /**
     * After (0, 1, 2) comes 0 twice and 1 once: 0 and 1 beat each other, and both beat 2. {@code W_svm} is
     * {@code (1/3, 1/3, -2/3)' e_2'}, {@code W_fin} is {@code (ln 2 / 2, -ln 2 / 2, 0)' e_2'}, attention tends to
     * (2/3, 1/3, 0). The vocabulary is the identity, the start 0.
     */
    static Draw twoCycle() {
        Matrix identity = Matrix.copyOf(new double[][]{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        return new Draw("two-cycle", identity,
                List.of(Sample.of(0, 0, 1, 2), Sample.of(0, 0, 1, 2), Sample.of(1, 0, 1, 2)), Matrix.zeros(3, 3));
    }
}
